/** The Top8000 Ramachandran distributions: six residue classes, contours of MolProbity. */
import { lazyGrids } from "./angle-grid.ts";
import { packedRamachandranGrids } from "./data/ramachandran-grids.ts";

/** The six classes with a distribution of their own. */
export const ramachandranClasses = [
  "general",
  "glycine",
  "cisProline",
  "transProline",
  "preProline",
  "isoleucineValine",
] as const;
export type RamachandranClass = (typeof ramachandranClasses)[number];

/**
 * The distribution of (phi, psi) of one class, unpacked at the first call.
 * Hintze et al. 2016, Proteins 84:1177; Williams et al. 2018, Protein Sci. 27:293 (reference_data, CC-BY 4.0).
 */
export const ramachandranGrid: (
  residueClass: RamachandranClass,
) => ReturnType<ReturnType<typeof lazyGrids<RamachandranClass>>> = lazyGrids(packedRamachandranGrids);

/** A residue is favoured where the distribution is at least this fraction of its peak (98 % of the data). */
export const ramachandranFavoured = 0.02;

/** Below this fraction of the peak a residue is an outlier (0.05 % of general residues, 0.1–0.2 % of the others). */
export const ramachandranOutlier: Readonly<Record<RamachandranClass, number>> = {
  general: 0.0005,
  glycine: 0.001,
  cisProline: 0.002,
  transProline: 0.001,
  preProline: 0.001,
  isoleucineValine: 0.001,
};
