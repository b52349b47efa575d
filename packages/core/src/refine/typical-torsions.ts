/** How typical a backbone is: costs of its (φ, ψ) against what well-determined structures have, neither worse nor better. */

import type { TorsionMapList } from "@cryoreel/geometry-wasm";
import { torsionOf } from "../model/measure.ts";
import { toDegrees } from "../units.ts";

/** Where a residue stands. `core`: within a helix, two residues from its ends. */
type Setting = "core" | "alpha" | "beta" | "left";

/**
 * Mean −ln R of residues of well-determined structures by setting, none counted as more than `MOST`: between those of the predicted
 * 4UFT, G-actin 1J6Z and capsid protein 3JB0, whose Rama-Z lie within 0.7 of 0. The distributions themselves cannot tell: they
 * hold helices and loops alike.
 */
const naturalCost: Readonly<Record<Setting, number>> = { core: 0.33, alpha: 0.8, beta: 1.12, left: 1.15 };
/** Outliers are another matter. */
const MOST = 2;

/** Half of a helix's window. */
const REACH = 2;
/**
 * Sum of the residues' costs over the sum that is natural: 1 for what is as typical as real structures are, less for what is
 * idealised. `cost` is the measure of the Ramachandran term on `list` at `xyz`. 1 for models without a backbone.
 */
export function atypicality(list: TorsionMapList, cost: ArrayLike<number>, xyz: Float64Array): number {
  const basins = Array.from(list.mapOf, (_, i) => basinOf(list, i, xyz));
  let [found, natural] = [0, 0];
  basins.forEach((basin, i) => {
    found += Math.min(MOST, cost[i]!);
    natural += naturalCost[basin === "alpha" && isInHelix(list, basins, i) ? "core" : basin];
  });
  return natural > 0 ? found / natural : 1;
}

function basinOf({ atoms, start }: TorsionMapList, i: number, xyz: Float64Array): Exclude<Setting, "core"> {
  const [a, b, c, d, e] = atoms.subarray(start[i], start[i + 1]) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (torsionOf(xyz, [a, b, c, d]) > 0) return "left";
  const psi = toDegrees(torsionOf(xyz, [b, c, d, e]));
  return psi > -100 && psi < 50 ? "alpha" : "beta";
}

function isInHelix(list: TorsionMapList, basins: readonly Setting[], i: number): boolean {
  for (let k = i - REACH; k <= i + REACH; k++) {
    if (basins[k] !== "alpha" || (k > i - REACH && !follows(list, k - 1, k))) return false;
  }
  return true;
}

/** Whether residue `next` of the list is bonded to the one before: its first atom is the other's carbonyl carbon. */
const follows = ({ atoms, start }: TorsionMapList, i: number, next: number): boolean =>
  atoms[start[next]!] === atoms[start[i]! + 3];

/** How the Ramachandran term pulls: on everything by `linear`, harder from costs of `start` on. */
export interface BackbonePull {
  readonly linear: number;
  readonly start: number;
  readonly hinge: number;
}

/** A favoured residue costs at most 3.9, an outlier at least 6.2. */
export const firstBackbonePull: BackbonePull = { linear: 1, start: 2.5, hinge: 2 };
/** Up to here a backbone is as typical as real ones. */
export const naturalAtypicality = 1.02;
/** Below this it is idealised. */
const IDEALISED = 0.85;

/** The pull of the next round: harder where the backbone is worse than real ones, softer where it is better. */
export function nextBackbonePull(pull: BackbonePull, found: number): BackbonePull {
  const linear = pull.linear * (found > naturalAtypicality ? 2 : found < IDEALISED ? 0.5 : 1);
  return { ...pull, linear };
}
