/** What one restraint of each term must at least do, and how long that takes: the floor that the times of kernels are held against. */

import type { TermName } from "@cryoreel/geometry-wasm";

/** Bytes read and written once each (indices, numbers, gradients of its atoms; coordinates stay in cache), and operations. */
interface Work {
  readonly bytes: number;
  /** Arithmetic as counted in the kernel, an elementary function as 40. */
  readonly operations: number;
}

/** Of a torsion map: torsions, and rows of four spline points. */
const torsionMap = (nTorsions: number): Work => ({
  bytes: 60 + 32 * nTorsions + 16 * 4 ** (nTorsions - 1),
  operations: 200 * nTorsions + 30 * 4 ** (nTorsions - 1),
});

/** Pairs: one listed pair. A plane: one of its atoms. A suite: seven torsions against 54 centres. */
const work: Record<TermName, Work> = {
  bond: { bytes: 72, operations: 35 },
  angle: { bytes: 100, operations: 130 },
  torsion: { bytes: 132, operations: 230 },
  omega: { bytes: 132, operations: 230 },
  plane: { bytes: 38, operations: 125 },
  chirality: { bytes: 132, operations: 90 },
  contact: { bytes: 72, operations: 50 },
  cbeta: { bytes: 160, operations: 500 },
  ramachandran: torsionMap(2),
  rotamer: torsionMap(2),
  suite: { bytes: 300, operations: 7 * 230 + 54 * 40 },
  basePair: { bytes: 72, operations: 50 },
  repulsion: { bytes: 8, operations: 10 },
  clash: { bytes: 8, operations: 10 },
  reference: { bytes: 68, operations: 20 },
  robustReference: { bytes: 68, operations: 30 },
};

/** A core of about 3 GHz: bytes and float64 operations (scalar) per nanosecond. */
const BYTES_PER_NS = 10;
const OPERATIONS_PER_NS = 6;

/** ms for n restraints on one core; `nTorsions` for torsion maps of each restraint alone. */
export function leastTime(term: TermName, n: number, nTorsions?: readonly number[]): number {
  const all = nTorsions ? nTorsions.map(torsionMap) : Array.from({ length: n }, () => work[term]);
  const sum = (of: keyof Work): number => all.reduce((total, one) => total + one[of], 0);
  return 1e-6 * Math.max(sum("bytes") / BYTES_PER_NS, sum("operations") / OPERATIONS_PER_NS);
}
