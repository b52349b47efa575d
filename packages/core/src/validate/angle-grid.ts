/** The value of a periodic histogram at given angles, as MolProbity interpolates it. */
import type { AngleGrid } from "../tables/angle-grid.ts";

/**
 * Multilinear interpolation between the centres of the 2ⁿ nearest cells, periodic in every angle.
 * `anglesDeg` may lie anywhere on the circle; angles beyond the grid's dimensions are ignored.
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
      cell = cell * n + ((((lower[k]! + up) % n) + n) % n);
      share *= up ? weight[k]! : 1 - weight[k]!;
    }
    sum += share * grid.counts[cell]!;
  }
  return sum / grid.total;
}
