/** The value of a histogram of angles at given angles, as MolProbity interpolates it. */
import type { AngleGrid } from "../tables/angle-grid.ts";

/**
 * Multilinear interpolation between the centres of the 2ⁿ nearest cells. Periodic angles may lie anywhere on the circle;
 * others have the value of the outermost cell beyond its centre. Angles beyond the grid's dimensions are ignored.
 */
export function gridFraction(grid: AngleGrid, anglesDeg: readonly number[]): number {
  const nDim = grid.nBins.length;
  const lower = new Array<number>(nDim);
  const weight = new Array<number>(nDim);
  for (let k = 0; k < nDim; k++) {
    const place = (anglesDeg[k]! - grid.lowerDeg[k]!) / grid.widthDeg[k]! - 0.5;
    lower[k] = Math.floor(place);
    weight[k] = place - lower[k]!;
  }
  let sum = 0;
  for (let corner = 0; corner < 1 << nDim; corner++) {
    let cell = 0;
    let share = 1;
    for (let k = 0; k < nDim; k++) {
      const up = (corner >> k) & 1;
      const n = grid.nBins[k]!;
      const index = lower[k]! + up;
      const isPeriodic = grid.wraps?.[k] ?? true;
      cell = cell * n + (isPeriodic ? ((index % n) + n) % n : Math.min(Math.max(index, 0), n - 1));
      share *= up ? weight[k]! : 1 - weight[k]!;
    }
    sum += share * grid.counts[cell]!;
  }
  return sum / grid.total;
}
