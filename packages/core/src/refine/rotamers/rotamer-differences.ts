/** Which side chains a refinement turned to other rotamers, and what the map says of it. */
import type { Volume } from "../../map/volume.ts";
import { chiAtomsOf } from "../../model/backbone-torsions.ts";
import { torsionOf } from "../../model/measure.ts";
import type { Structure } from "../../model/structure.ts";
import { rotamerMap } from "../rotamer-list.ts";
import { residueCorrelations } from "./residue-correlations.ts";
import { type RotamerLabel, rotamerLabel } from "./rotamer-library.ts";

/** One side chain with another rotamer than before, or an outlier that is left. */
export interface RotamerDifference {
  readonly residue: number;
  /** Alternate label, "" for none. */
  readonly altLoc: string;
  readonly from: RotamerLabel;
  readonly to: RotamerLabel;
  /** Correlation of the side chain with the map (`residueCorrelations`); absent without a map. */
  readonly correlationBefore?: number;
  readonly correlationAfter?: number;
}

export interface RotamerDifferenceParts {
  readonly structure: Structure;
  /** [n,3] Å each. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly map?: { readonly density: Volume; readonly resolution: number };
}

/** Side chains whose rotamer has another name, and those that are outliers afterwards, in the order of the residues. */
export function rotamerDifferences({
  structure,
  before,
  after,
  map,
}: RotamerDifferenceParts): RotamerDifference[] {
  const [then, now] = [before, after].map((xyz) => map && residueCorrelations(structure, xyz, map).sideChain);
  return chiAtomsOf(structure).flatMap(({ residue, altLoc, chi }) => {
    const compId = structure.residues.compId[residue]!;
    const nChi = rotamerMap(compId)?.axes.length;
    if (nChi === undefined || chi.length < nChi) return [];
    const [from, to] = [before, after].map(
      (xyz) =>
        rotamerLabel(
          compId,
          chi.slice(0, nChi).map((atoms) => torsionOf(xyz, atoms)),
        )!,
    ) as [RotamerLabel, RotamerLabel];
    if (from.name === to.name && to.name !== "OUTLIER") return [];
    const correlations = then &&
      now && {
        correlationBefore: then[residue]!,
        correlationAfter: now[residue]!,
      };
    return [{ residue, altLoc, from, to, ...correlations }];
  });
}
