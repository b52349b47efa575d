/** Counts what the judges would call an outlier, by the measures of the loss. */

import type { GeometrySystem, TermName } from "@cryoreel/geometry-wasm";

/** |z| from which a term's restraint is at fault: a little before the judges' lines (4 σ, 0.4 Å of overlap, 0.25 Å of Cβ). */
const faultFrom = {
  bond: 3.8,
  angle: 3.8,
  chirality: 3.8,
  clash: 0.38,
  cbeta: 2.4,
} satisfies Partial<Record<TermName, number>>;

/** Bonds, angles, hands, clashes and Cβ positions at fault at `xyz`. */
export function countFaults(system: GeometrySystem, xyz: Float64Array): number {
  return Object.entries(faultFrom).reduce((sum, [term, from]) => {
    const { z } = system.measure(term as TermName, xyz);
    return sum + z.filter((value) => Math.abs(value) > from).length;
  }, 0);
}
