/** A mixture of periodic Gaussians at given angles and on the cells of a grid. */
import type { AngleGrid } from "../tables/angle-grid.ts";
import { type AngleMixture, scoreOfSum } from "../tables/angle-mixture.ts";
import { type AngleGaussian, gaussianReach, quadraticForm, visitGaussianCells } from "./gaussian-cells.ts";
import { inverse } from "./small-matrix.ts";

/** A mixture at one place. */
export interface MixtureValue {
  /** ln(R + e⁻¹⁰) + 10 */
  readonly score: number;
  /** R, fraction of the peak. */
  readonly fraction: number;
  /** [nDim] ∂score/∂angle, 1/degree. */
  readonly gradient: Float64Array;
}

/** Value and gradient from the definition, Gaussian by Gaussian: the slow reference of the baked tables. */
export function evaluateMixture(mixture: AngleMixture, anglesDeg: readonly number[]): MixtureValue {
  const { turnDeg, nDim, form } = mixture;
  const slopes = new Float64Array(nDim);
  let sum = 0;
  gaussiansOf(mixture).forEach((gaussian, k) => {
    visitImages(gaussian, anglesDeg, turnDeg, (d) => {
      const height = mixture.amplitude[k]! * Math.exp(-0.5 * quadraticForm(gaussian.precision, d));
      sum += height;
      for (let i = 0; i < nDim; i++) {
        for (let j = 0; j < nDim; j++) slopes[i]! -= height * gaussian.precision[i * nDim + j]! * d[j]!;
      }
    });
  });
  const { score, fraction, slope } = scoreOfSum(form, sum);
  return { score, fraction, gradient: slopes.map((value) => slope * value) };
}

/** R of a mixture at the centres of all cells of a grid, in the grid's order. */
export function mixtureFractions(mixture: AngleMixture, grid: AngleGrid): Float64Array {
  const sums = new Float64Array(grid.nBins.reduce((product, n) => product * n, 1));
  gaussiansOf(mixture).forEach((gaussian, k) => {
    const amplitude = mixture.amplitude[k]!;
    visitGaussianCells(grid, gaussian, (cell, _, square) => {
      sums[cell]! += amplitude * Math.exp(-0.5 * square);
    });
  });
  return sums.map((sum) => scoreOfSum(mixture.form, sum).fraction);
}

const known = new WeakMap<AngleMixture, readonly AngleGaussian[]>();

function gaussiansOf(mixture: AngleMixture): readonly AngleGaussian[] {
  const gaussians = known.get(mixture) ?? Array.from(mixture.amplitude, (_, k) => gaussianOf(mixture, k));
  known.set(mixture, gaussians);
  return gaussians;
}

function gaussianOf({ nDim, center, precision }: AngleMixture, k: number): AngleGaussian {
  const full = new Float64Array(nDim * nDim);
  let at = (k * nDim * (nDim + 1)) / 2;
  for (let i = 0; i < nDim; i++) {
    for (let j = i; j < nDim; j++) full[i * nDim + j] = full[j * nDim + i] = precision[at++]!;
  }
  const covariance = inverse(full, nDim);
  return {
    center: center.subarray(k * nDim, (k + 1) * nDim),
    precision: full,
    spread: Float64Array.from({ length: nDim }, (_, i) => Math.sqrt(covariance[i * nDim + i]!)),
  };
}

/** Calls `visit` with the offset (reused) from every image of the centre whose Gaussian reaches the place. */
function visitImages(
  { center, precision, spread }: AngleGaussian,
  anglesDeg: readonly number[],
  turnDeg: readonly number[],
  visit: (d: Float64Array) => void,
): void {
  const d = new Float64Array(center.length);
  const descend = (axis: number): void => {
    if (axis === center.length) {
      if (quadraticForm(precision, d) <= gaussianReach) visit(d);
      return;
    }
    const turn = turnDeg[axis]!;
    const reach = spread[axis]! * Math.sqrt(gaussianReach);
    const off = anglesDeg[axis]! - center[axis]!;
    for (let image = Math.ceil((off - reach) / turn); image <= (off + reach) / turn; image++) {
      d[axis] = off - image * turn;
      descend(axis + 1);
    }
  };
  descend(0);
}
