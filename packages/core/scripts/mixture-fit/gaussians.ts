/** Gaussians over one to four angles, in the form in which they are fitted. */

/** n Gaussians amplitude·exp(−½ dᵀ·precision·d), d = x − center on the circle. */
export interface Gaussians {
  readonly n: number;
  readonly nDim: number;
  /** [n] */
  readonly amplitude: Float64Array;
  /** [n,nDim] degrees */
  readonly center: Float64Array;
  /** [n,nDim,nDim] symmetric, 1/degree² */
  readonly precision: Float64Array;
}

/** How narrow and wide a Gaussian may be in any direction, degrees. */
export interface SpreadLimits {
  readonly narrowest: number;
  readonly widest: number;
}

/** n Gaussians without amplitude, center or precision. */
export function createGaussians(n: number, nDim: number): Gaussians {
  return {
    n,
    nDim,
    amplitude: new Float64Array(n),
    center: new Float64Array(n * nDim),
    precision: new Float64Array(n * nDim * nDim),
  };
}

/** The precision matrix of Gaussian k, [nDim,nDim]; a view. */
export function precisionOf({ nDim, precision }: Gaussians, k: number): Float64Array {
  return precision.subarray(k * nDim * nDim, (k + 1) * nDim * nDim);
}
