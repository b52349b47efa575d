/** The rotamer term's input: χ angles of every side chain, and what they cost. */

import type { TorsionMap, TorsionMapList } from "@cryoreel/geometry-wasm";
import { chiAtomsOf, type Structure } from "../model/index.ts";
import type { AngleGrid } from "../tables/angle-grid.ts";
import { rotamerFavoured, rotamerGrid, rotamerOutlier } from "../tables/rotamers.ts";
import { costOfFraction, defaultTorsionCosts, type TorsionCostOptions, torsionMap } from "./torsion-cost.ts";

/** All side chains that have a distribution and all its χ, in every alternate conformation. Of Pro χ1 counts, of MSE as of MET. */
export function rotamerList(
  structure: Structure,
  options: TorsionCostOptions = defaultTorsionCosts,
): TorsionMapList {
  const [atoms, mapOf, start] = [[] as number[], [] as number[], [0]];
  const maps: TorsionMap[] = [];
  for (const { residue, chi } of chiAtomsOf(structure)) {
    const compId = structure.residues.compId[residue]!;
    const map = rotamerMap(compId, options);
    if (!map || chi.length < map.axes.length) continue;
    if (!maps.includes(map)) maps.push(map);
    mapOf.push(maps.indexOf(map));
    atoms.push(...chi[0]!, ...chi.slice(1, map.axes.length).map((quadruple) => quadruple[3]));
    start.push(atoms.length);
  }
  return {
    atoms: Int32Array.from(atoms),
    start: Int32Array.from(start),
    mapOf: Int32Array.from(mapOf),
    maps,
  };
}

const known = new WeakMap<TorsionCostOptions, Map<AngleGrid, TorsionMap>>();

/**
 * The cost of the χ angles of a residue, or undefined where there is no distribution. Baked once for each set of options from the
 * published cells themselves: mixtures (`tables/rotamer-mixtures.ts`) keep their contour, but R less well.
 */
export function rotamerMap(
  compId: string,
  options: TorsionCostOptions = defaultTorsionCosts,
): TorsionMap | undefined {
  const grid = rotamerGrid(compId);
  if (!grid) return undefined;
  const maps = known.get(options) ?? new Map<AngleGrid, TorsionMap>();
  known.set(options, maps);
  const contours = { favoured: rotamerFavoured, outlier: rotamerOutlier };
  const map = maps.get(grid) ?? torsionMap(grid, costsOf(grid), contours, options);
  maps.set(grid, map);
  return map;
}

function costsOf({ counts, total }: AngleGrid): Float64Array {
  return Float64Array.from(counts, (count) => costOfFraction(count / total));
}
