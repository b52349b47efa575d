/** The cells of a periodic grid in the reach of a Gaussian: what fitting, drawing and evaluating a mixture share. */
import type { AngleGrid } from "../tables/angle-grid.ts";

/** dᵀ·precision·d from which on a Gaussian is 0 (e⁻¹⁵ = 3·10⁻⁷ of its height). */
export const gaussianReach = 30;

/** One Gaussian. */
export interface AngleGaussian {
  /** [nDim] degrees */
  readonly center: Float64Array;
  /** [nDim,nDim] 1/degree², symmetric */
  readonly precision: Float64Array;
  /** [nDim] degrees: roots of the diagonal of the precision's inverse. */
  readonly spread: Float64Array;
}

/** Visits the cells, again for every turn in reach, with the offset d of their centres (degrees, reused) and dᵀ·precision·d. */
export function visitGaussianCells(
  { nBins, lowerDeg, widthDeg }: Pick<AngleGrid, "nBins" | "lowerDeg" | "widthDeg">,
  { center, precision, spread }: AngleGaussian,
  visit: (cell: number, d: Float64Array, square: number) => void,
): void {
  const nDim = nBins.length;
  const low = new Int32Array(nDim);
  const count = new Int32Array(nDim);
  for (let i = 0; i < nDim; i++) {
    const middle = (center[i]! - lowerDeg[i]!) / widthDeg[i]! - 0.5;
    const half = (spread[i]! * Math.sqrt(gaussianReach)) / widthDeg[i]!;
    low[i] = Math.ceil(middle - half);
    count[i] = Math.max(0, Math.floor(middle + half) - low[i]! + 1);
  }
  const nVisited = count.reduce((product, n) => product * n, 1);
  const d = new Float64Array(nDim);
  for (let visited = 0; visited < nVisited; visited++) {
    let cell = 0;
    for (let i = 0, rest = visited, block = nVisited; i < nDim; i++) {
      block /= count[i]!;
      const place = low[i]! + Math.floor(rest / block);
      rest %= block;
      d[i] = lowerDeg[i]! + (place + 0.5) * widthDeg[i]! - center[i]!;
      cell = cell * nBins[i]! + (((place % nBins[i]!) + nBins[i]!) % nBins[i]!);
    }
    const square = quadraticForm(precision, d);
    if (square <= gaussianReach) visit(cell, d, square);
  }
}

/** dᵀ·matrix·d */
export function quadraticForm(matrix: Float64Array, d: Float64Array): number {
  const n = d.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += matrix[i * n + j]! * d[j]!;
    sum += row * d[i]!;
  }
  return sum;
}
