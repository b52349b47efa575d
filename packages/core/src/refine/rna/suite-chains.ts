/** The suites of a model as chains: which share a sugar, what angles they have, and what their clusters say of the puckers. */

import type { SuiteList } from "@cryoreel/geometry-wasm";
import { torsionOf } from "../../model/measure.ts";
import type { Structure } from "../../model/structure.ts";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";
import { type SuiteCluster, suiteClusters, suiteHalfWidthsDeg } from "../../tables/rna-suites.ts";
import { toDegrees } from "../../units.ts";

/** Suites in the order of a list. */
export interface SuiteChains {
  readonly nSuites: number;
  /** [n,10] as in `SuiteList`. */
  readonly atoms: Int32Array;
  /** [n] residues of the sugar in front and of the one behind. */
  readonly before: Int32Array;
  readonly behind: Int32Array;
  /** [n] suites that end at the sugar in front, that begin at the sugar behind; -1 for none. */
  readonly previous: Int32Array;
  readonly next: Int32Array;
}

const atomsOfSuite = 10;

/** The ten atoms of suite i. */
export const atomsOf = (atoms: Int32Array, i: number): Int32Array =>
  atoms.subarray(atomsOfSuite * i, atomsOfSuite * (i + 1));

/** Chains of the suites of `list`. Of suites in alternate conformations that share a sugar, the last counts as the neighbour. */
export function suiteChains(
  { residues, atoms: { residueOf } }: Structure,
  { atoms }: SuiteList,
): SuiteChains {
  const nSuites = atoms.length / atomsOfSuite;
  const before = Int32Array.from({ length: nSuites }, (_, i) => residueOf[atoms[atomsOfSuite * i]!]!);
  const behind = Int32Array.from({ length: nSuites }, (_, i) => residueOf[atoms[atomsOfSuite * i + 9]!]!);
  const beginningAt = new Int32Array(residues.nResidues).fill(-1);
  const endingAt = new Int32Array(residues.nResidues).fill(-1);
  for (let i = 0; i < nSuites; i++) {
    beginningAt[before[i]!] = i;
    endingAt[behind[i]!] = i;
  }
  return {
    nSuites,
    atoms,
    before,
    behind,
    previous: before.map((residue) => endingAt[residue]!),
    next: behind.map((residue) => beginningAt[residue]!),
  };
}

/** δ ε ζ α β γ δ of suite i at `xyz` ([n,3], Å), degrees in [0, 360). */
export function suiteAnglesDeg(xyz: Float64Array, { atoms }: Pick<SuiteList, "atoms">, i: number): number[] {
  return Array.from({ length: 7 }, (_, k) => {
    const first = atomsOfSuite * i + k;
    const [a, b, c, d] = atoms.subarray(first, first + 4) as unknown as [number, number, number, number];
    return (toDegrees(torsionOf(xyz, [a, b, c, d])) + 360) % 360;
  });
}

/** (Σ |Δ/width|³)^⅓ over the seven angles, the short way round: 1 at the edge of a cluster. */
export function distanceToCluster(anglesDeg: readonly number[], { centreDeg }: SuiteCluster): number {
  let sum = 0;
  for (let k = 0; k < 7; k++) {
    const off = Math.abs(anglesDeg[k]! - centreDeg[k]!);
    sum += (Math.min(off, 360 - off) / suiteHalfWidthsDeg[k]!) ** 3;
  }
  return Math.cbrt(sum);
}

/** How well suite i lies in a cluster: 1 in its middle, 0 outside (Richardson et al. 2008, RNA 14:465). */
export function suitenessOf(
  xyz: Float64Array,
  suites: Pick<SuiteList, "atoms">,
  i: number,
  cluster: number,
): number {
  const distance = distanceToCluster(suiteAnglesDeg(xyz, suites, i), suiteClusters[cluster]!);
  return distance < 1 ? (Math.cos(Math.PI * distance) + 1) / 2 : 0;
}

const puckerOfDigit: Readonly<Record<string, Pucker>> = { "2": "C2'-endo", "3": "C3'-endo" };

/** Puckers of the sugar in front and of the one behind, by the bin of each cluster. */
const puckersOfCluster: readonly (readonly [Pucker, Pucker])[] = suiteClusters.map(({ bin }) => [
  puckerOfDigit[bin[0]!]!,
  puckerOfDigit[bin[1]!]!,
]);

export const puckerBefore = (cluster: number): Pucker => puckersOfCluster[cluster]![0];
export const puckerBehind = (cluster: number): Pucker => puckersOfCluster[cluster]![1];

/** The puckers that the clusters of all suites ask for, by residue. */
export function puckersOfTargets(chains: SuiteChains, targets: Int32Array): Map<number, Pucker> {
  const puckers = new Map<number, Pucker>();
  targets.forEach((cluster, i) => {
    if (cluster < 0) return;
    puckers.set(chains.before[i]!, puckerBefore(cluster));
    puckers.set(chains.behind[i]!, puckerBehind(cluster));
  });
  return puckers;
}
