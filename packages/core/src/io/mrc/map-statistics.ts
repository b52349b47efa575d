/** Minimum, maximum, mean and root mean square deviation of map values. */

export interface MapStatistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Root mean square deviation from the mean, as MRC2014 defines RMS. */
  readonly rms: number;
}

/** Statistics in double precision, in two passes; all 0 for no values. */
export function mapStatistics(values: Float32Array): MapStatistics {
  if (values.length === 0) return { min: 0, max: 0, mean: 0, rms: 0 };
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { min, max, mean, rms: Math.sqrt(squares / values.length) };
}
