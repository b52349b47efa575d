/** Carries a linear step over to the Gaussians themselves, within a trust region. */

import { inverse } from "../../src/refine/small-matrix.ts";
import type { DesignMatrix } from "./design-matrix.ts";
import { mapEigenvalues, product } from "./eigenvalues.ts";
import { type Gaussians, precisionOf, type SpreadLimits } from "./gaussians.ts";

/** Shift of a centre in one step, in units of its spread. */
const MAX_SHIFT = 0.5;
/** Relative change of a precision in one step. */
const MAX_CHANGE = 0.6;
/** Smaller amplitudes count as this share of the largest where they divide. */
const LEAST_AMPLITUDE = 1e-3;

/**
 * amplitude·g(x − δ; P + δP) ≈ g·(a + a·xᵀPδ − ½a·xᵀδP x): the step's linear coefficients b and quadratic ones M mean
 * δ = P⁻¹b/a and δP = −2M/a.
 */
export function moveGaussians(
  g: Gaussians,
  design: DesignMatrix,
  step: Float64Array,
  limits: SpreadLimits,
): Gaussians {
  const { nDim } = g;
  const { nTerms, spread } = design;
  const moved = {
    ...g,
    amplitude: g.amplitude.slice(),
    center: g.center.slice(),
    precision: g.precision.slice(),
  };
  const least = LEAST_AMPLITUDE * g.amplitude.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
  for (let k = 0; k < g.n; k++) {
    const c = step.subarray(k * nTerms, (k + 1) * nTerms);
    moved.amplitude[k]! += c[0]!;
    const divisor = (g.amplitude[k]! < 0 ? -1 : 1) * Math.max(least, Math.abs(g.amplitude[k]!));
    const scale = spread.subarray(k * nDim, (k + 1) * nDim);
    const P = rescale(precisionOf(g, k), scale, 1);
    const covariance = inverse(P, nDim);
    const shift = trustedShift(covariance, c.subarray(1, 1 + nDim), divisor);
    shift.forEach((value, i) => {
      moved.center[k * nDim + i]! += value * scale[i]!;
    });
    const change = trustedChange(covariance, c.subarray(1 + nDim), divisor);
    const next = rescale(
      P.map((value, i) => value + change[i]!),
      scale,
      -1,
    );
    const [low, high] = [limits.widest ** -2, limits.narrowest ** -2];
    precisionOf(moved, k).set(mapEigenvalues(next, nDim, (value) => Math.min(high, Math.max(low, value))));
  }
  return moved;
}

/** matrixᵢⱼ·(scaleᵢ·scaleⱼ)^power */
function rescale(matrix: Float64Array, scale: Float64Array, power: 1 | -1): Float64Array {
  const n = scale.length;
  return matrix.map((value, at) => value * (scale[Math.floor(at / n)]! * scale[at % n]!) ** power);
}

function trustedShift(covariance: Float64Array, b: Float64Array, divisor: number): Float64Array {
  const n = b.length;
  const shift = Float64Array.from(
    b,
    (_, i) => b.reduce((sum, value, j) => sum + covariance[i * n + j]! * value, 0) / divisor,
  );
  const longest = shift.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return longest > MAX_SHIFT ? shift.map((value) => (value * MAX_SHIFT) / longest) : shift;
}

/** δP from the coefficients of xᵢxⱼ, i ≤ j, so that no eigenvalue of P⁻¹δP exceeds the limit. */
function trustedChange(covariance: Float64Array, quadratic: Float64Array, divisor: number): Float64Array {
  const n = Math.sqrt(covariance.length);
  const change = new Float64Array(n * n);
  let term = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const m = (i === j ? 1 : 0.5) * quadratic[term++]!;
      change[i * n + j] = change[j * n + i] = (-2 * m) / divisor;
    }
  }
  const relative = product(covariance, change, n);
  let square = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) square += relative[i * n + j]! * relative[j * n + i]!;
  }
  const norm = Math.sqrt(Math.max(0, square));
  return norm > MAX_CHANGE ? change.map((value) => (value * MAX_CHANGE) / norm) : change;
}
