/** Chooses the cluster that each suite of a model is to have: the likeliest by its angles that fits its neighbours' puckers. */

import type { Structure } from "../../model/structure.ts";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";
import { suiteClusters } from "../../tables/rna-suites.ts";
import {
  distanceToCluster,
  puckerBefore,
  puckerBehind,
  type SuiteChains,
  suiteAnglesDeg,
} from "./suite-chains.ts";

/**
 * What speaks against a cluster besides the distance of the angles, in units of half the squared distance: A-form (1a) is three of four suites in good
 * structures, wannabes are rare.
 */
const rarity = suiteClusters.map(({ name, status }) => (name === "1a" ? 0 : status === "certain" ? 0.5 : 1));
/** What lying inside the cluster is worth. */
const NAMED = 1;
/** What a sugar costs whose pucker is not where the phosphate says. */
const OTHER_PUCKER = 0.5;

/** Cost of each cluster for seven angles: ½ distance² and how rare it is. */
export function clusterCosts(anglesDeg: readonly number[]): Float64Array {
  return Float64Array.from(suiteClusters, (cluster, c) => {
    const distance = distanceToCluster(anglesDeg, cluster);
    return distance ** 2 / 2 + rarity[c]! - (distance < 1 ? NAMED : 0);
  });
}

/**
 * [n] cluster of each suite at the coordinates of `structure`: of all choices in which each sugar has one pucker, the one with the
 * least sum of costs (Viterbi 1967 along each chain). `puckerOf`: what the phosphates say of a residue's sugar.
 */
export function suiteTargets(
  { atoms: { xyz } }: Structure,
  chains: SuiteChains,
  puckerOf: (residue: number) => Pucker,
): Int32Array {
  const targets = new Int32Array(chains.nSuites).fill(-1);
  for (let first = 0; first < chains.nSuites; first++) {
    if (chains.previous[first]! >= 0) continue;
    const members: number[] = [];
    for (let i = first; i >= 0 && !members.includes(i); i = chains.next[i]!) members.push(i);
    const costs = members.map((i) =>
      costsWithPuckers(clusterCosts(suiteAnglesDeg(xyz, chains, i)), chains, i, puckerOf),
    );
    cheapestPath(costs).forEach((cluster, k) => {
      targets[members[k]!] = cluster;
    });
  }
  return targets;
}

function costsWithPuckers(
  costs: Float64Array,
  { before, behind }: SuiteChains,
  i: number,
  puckerOf: (residue: number) => Pucker,
): Float64Array {
  const [front, back] = [puckerOf(before[i]!), puckerOf(behind[i]!)];
  return costs.map(
    (cost, c) => cost + OTHER_PUCKER * (Number(puckerBefore(c) !== front) + Number(puckerBehind(c) !== back)),
  );
}

/** The cluster of each suite of a chain with the least sum of costs; neighbours agree on the pucker between them. */
function cheapestPath(costs: readonly Float64Array[]): number[] {
  const bestBefore: Int32Array[] = [];
  let sums = costs[0]!;
  for (const own of costs.slice(1)) {
    const best = new Map<Pucker, number>();
    sums.forEach((sum, c) => {
      const known = best.get(puckerBehind(c));
      if (known === undefined || sum < sums[known]!) best.set(puckerBehind(c), c);
    });
    const from = Int32Array.from(own, (_, c) => best.get(puckerBefore(c))!);
    bestBefore.push(from);
    const previous = sums;
    sums = own.map((cost, c) => cost + previous[from[c]!]!);
  }
  const path = [sums.indexOf(Math.min(...sums))];
  for (const from of bestBefore.toReversed()) path.unshift(from[path[0]!]!);
  return path;
}
