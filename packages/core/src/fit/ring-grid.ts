/** Which samples of a central slice are compared, and in which ring each of them counts. */

/**
 * The samples h = (hx, hy), hx = 0 … half, hy = −half … half, of the spatial frequencies h/boxLength. Arrays over samples are
 * [2·half+1, half+1], hx fastest: sample (hx, hy) is at (hy + half)·(half + 1) + hx. The other half of the plane holds the
 * conjugates of this one, because map and model are real.
 */
export interface RingGrid {
  /** Side of the box that the samples resolve, Å: they are spaced 1/boxLength. */
  readonly boxLength: number;
  /** The largest |hx| and |hy|. */
  readonly half: number;
  /** Number of rings that count. */
  readonly nRings: number;
  /** |h| of ring 0; ring i is at (firstRadius + i)/boxLength. */
  readonly firstRadius: number;
  /**
   * Ring of each sample, −1 where it does not count. Ring i holds the samples whose |h| rounds to firstRadius + i. Of the
   * column hx = 0 only hy > 0 counts: the rest are conjugates of these.
   */
  readonly ringOf: Int16Array;
  /** Weight of each ring in the mean over the rings: [nRings], sums to 1. */
  readonly ringWeight: Float64Array;
}

/** Rings at lower frequency than 1/100 Å⁻¹, or within 4 samples of the centre, do not count: they hold the envelope, not the structure. */
const LOWEST_FREQUENCY = 1 / 100;
const FEWEST_SAMPLES = 4;

export interface RingOptions {
  readonly boxLength: number;
  /** The last ring that counts is the last one within 1/dMin, Å. */
  readonly dMin: number;
  /** Weight of a ring at a spatial frequency (1/Å); constant by default. */
  readonly weightAt?: (spatialFrequency: number) => number;
}

/** Lays the rings from max(1/100 Å⁻¹, 4 samples) to 1/dMin. A RangeError when there is none. */
export function createRingGrid({ boxLength, dMin, weightAt = () => 1 }: RingOptions): RingGrid {
  const half = Math.floor(boxLength / dMin + 1e-9);
  const firstRadius = Math.max(Math.ceil(boxLength * LOWEST_FREQUENCY - 1e-9), FEWEST_SAMPLES);
  const nRings = half - firstRadius + 1;
  if (nRings < 1) {
    throw new RangeError(`a box of ${boxLength.toFixed(1)} Å has no Fourier ring up to ${dMin} Å`);
  }
  const columns = half + 1;
  const ringOf = new Int16Array((2 * half + 1) * columns).fill(-1);
  for (let hy = -half; hy <= half; hy++) {
    for (let hx = hy > 0 ? 0 : 1; hx <= half; hx++) {
      const ring = Math.round(Math.hypot(hx, hy)) - firstRadius;
      if (ring >= 0 && ring < nRings) ringOf[(hy + half) * columns + hx] = ring;
    }
  }
  const weights = Float64Array.from({ length: nRings }, (_, i) => weightAt((firstRadius + i) / boxLength));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return { boxLength, half, nRings, firstRadius, ringOf, ringWeight: weights.map((w) => w / total) };
}

/** Spatial frequency of each ring, 1/Å. */
export function ringFrequencies({ nRings, firstRadius, boxLength }: RingGrid): Float64Array {
  return Float64Array.from({ length: nRings }, (_, i) => (firstRadius + i) / boxLength);
}
