/** What Q-score maps of a given resolution usually have. */

/**
 * Median Q (σ 0.4 Å) of deposited maps and models by resolution: [Å, Q], ascending, rounded. For orientation only: it is no
 * percentile. Pintilie et al. 2025, Acta Cryst. D81:410, describe the statistics over EMDB that such medians come from.
 */
export const expectedQ: readonly (readonly [resolution: number, q: number])[] = [
  [2.5, 0.58],
  [3, 0.51],
  [3.5, 0.44],
  [4, 0.36],
  [5, 0.22],
  [7, 0.16],
];

/** The median Q at a resolution (Å), linear between the table's rows; undefined outside of them. */
export function expectedQAt(resolution: number): number | undefined {
  const after = expectedQ.findIndex(([d]) => d >= resolution);
  const [d1, q1] = expectedQ[after] ?? [];
  if (d1 === undefined || q1 === undefined) return undefined;
  if (d1 === resolution) return q1;
  const before = expectedQ[after - 1];
  if (!before) return undefined;
  const [d0, q0] = before;
  return q0 + ((q1 - q0) * (resolution - d0)) / (d1 - d0);
}
