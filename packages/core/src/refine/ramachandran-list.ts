/** The Ramachandran term's input: φ and ψ of every residue, and what each place on its class's map costs. */

import type { TorsionMap, TorsionMapList } from "@cryoreel/geometry-wasm";
import {
  type RamachandranClass as ChainClass,
  type PolymerLinks,
  polymerLinks,
  ramachandranAtoms,
  type Structure,
} from "../model/index.ts";
import {
  type RamachandranClass,
  ramachandranClasses,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../tables/ramachandran.ts";
import { ramachandranMixture } from "../tables/ramachandran-mixtures.ts";
import { mixtureFractions } from "./evaluate-mixture.ts";
import { fillPits } from "./fill-pits.ts";
import { costOfFraction, defaultTorsionCosts, type TorsionCostOptions, torsionMap } from "./torsion-cost.ts";

/** The distribution of each class of residue. */
const distributionOf: Readonly<Record<ChainClass, RamachandranClass>> = {
  general: "general",
  gly: "glycine",
  "cis-pro": "cisProline",
  "trans-pro": "transProline",
  "pre-pro": "preProline",
  "ile-val": "isoleucineValine",
};

/** All residues that are bonded on both sides, in every alternate conformation. Pro is cis or trans for good, as it is in `structure`. */
export function ramachandranList(
  structure: Structure,
  links: PolymerLinks = polymerLinks(structure),
  options: TorsionCostOptions = defaultTorsionCosts,
): TorsionMapList {
  const residues = ramachandranAtoms(structure, links);
  return {
    atoms: Int32Array.from(residues.flatMap(({ phi, psi }) => [...phi, psi[3]])),
    start: Int32Array.from({ length: residues.length + 1 }, (_, i) => 5 * i),
    mapOf: Int32Array.from(residues, (residue) => ramachandranClasses.indexOf(distributionOf[residue.class])),
    maps: ramachandranClasses.map((residueClass) => ramachandranMap(residueClass, options)),
  };
}

/** What the cost falls by at least from an allowed cell to the next, towards the favoured region. */
const LEAST_DESCENT = 0.03;
/** How much below the contour's cost they stay. */
const CONTOUR_MARGIN = 1e-3;

const known = new WeakMap<TorsionCostOptions, Map<RamachandranClass, TorsionMap>>();

/** The cost of (φ, ψ), baked from the class's mixture once for each set of options. */
export function ramachandranMap(
  residueClass: RamachandranClass,
  options: TorsionCostOptions = defaultTorsionCosts,
): TorsionMap {
  const maps = known.get(options) ?? new Map<RamachandranClass, TorsionMap>();
  known.set(options, maps);
  const map = maps.get(residueClass) ?? bake(residueClass, options);
  maps.set(residueClass, map);
  return map;
}

/** Allowed cells from which no way leads down to a favoured one cost more, up to the outlier contour. */
function bake(residueClass: RamachandranClass, options: TorsionCostOptions): TorsionMap {
  const grid = ramachandranGrid(residueClass);
  const contours = { favoured: ramachandranFavoured, outlier: ramachandranOutlier[residueClass] };
  const fractions = mixtureFractions(ramachandranMixture(residueClass), grid);
  const costs = fractions.map(costOfFraction);
  const filled = fillPits({
    size: grid.nBins[0]!,
    height: costs,
    isOutlet: (cell) => fractions[cell]! >= contours.favoured,
    isOpen: (cell) => fractions[cell]! >= contours.outlier,
    descent: LEAST_DESCENT,
  });
  const most = costOfFraction(contours.outlier) - CONTOUR_MARGIN;
  const kept = costs.map((cost, cell) => Math.max(cost, Math.min(filled[cell]!, most)));
  return torsionMap(grid, kept, contours, options);
}
