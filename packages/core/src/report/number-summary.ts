/** Least, greatest, mean and median of numbers. */

export interface NumberSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
}

/** The summary; all 0 for no numbers, so that it stays valid JSON. */
export function describeNumbers(values: readonly number[]): NumberSummary {
  if (values.length === 0) return { min: 0, max: 0, mean: 0, median: 0 };
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return {
    min: sorted[0]!,
    max: sorted.at(-1)!,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    median: sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2,
  };
}
