/**
 * Metal–donor distances in macromolecules, Å.
 *
 * Harding 2006, Acta Cryst. D62, 678, table 1 (from small-molecule structures: carboxylate and water oxygens, histidine
 * nitrogen, cysteine sulphur), the mean where it gives several; Cd and Hg: Zheng et al. 2008, J. Inorg. Biochem. 102, 1765.
 */
import { atomicNumberOf, elementData } from "./elements.ts";

/** [to O, to N, to S] by symbol; 0 where it does not occur. */
const distances: Readonly<Record<string, readonly [number, number, number]>> = {
  Na: [2.41, 0, 0],
  Mg: [2.07, 2.2, 0],
  K: [2.81, 0, 0],
  Ca: [2.38, 0, 0],
  Mn: [2.17, 2.21, 2.35],
  Fe: [2.06, 2.16, 2.3],
  Co: [2.07, 2.14, 2.25],
  Ni: [2.06, 2.09, 2.3],
  Cu: [2.02, 2.02, 2.15],
  Zn: [2.04, 2.03, 2.31],
  Cd: [2.3, 2.3, 2.53],
  Hg: [2.3, 2.3, 2.4],
};

const byNumber = new Map(Object.entries(distances).map(([symbol, row]) => [atomicNumberOf(symbol), row]));
const donors = [8, 7, 16];

/**
 * σ of a metal–donor distance, Å: the spread between oxidation and spin states, coordination numbers and donors that one number
 * has to cover.
 */
export const metalSigma = 0.1;

/** Haem iron to histidine NE2: between 2.0 Å (low spin) and 2.2 Å (high spin, deoxy). Å. */
export const haemHistidine = 2.08;

/** Metals that are bonded to near donors also without a record; alkali ions are too loose for that. */
export const coordinatingMetals: ReadonlySet<number> = new Set(
  ["Mg", "Ca", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Cd", "Hg"].map(atomicNumberOf),
);

/** Without a record, a donor up to this much beyond the ideal distance is coordinated, Å: oxygens are everywhere, others are not. */
export const coordinationTolerance = { oxygen: 0.4, other: 0.7 } as const;

/** Ideal distance of a metal and a donor by atomic numbers; sum of covalent radii for pairs that the table lacks. */
export function metalDonorDistance(metal: number, donor: number): number {
  const tabulated = byNumber.get(metal)?.[donors.indexOf(donor)] ?? 0;
  return tabulated > 0 ? tabulated : elementData(metal).covalentRadius + elementData(donor).covalentRadius;
}
