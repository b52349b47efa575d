/** Coarse to fine: the resolutions at which a stage compares model and map, one after the other. */

/**
 * Resolutions from `start` down to `end` (Å), each at most a factor `ratio` finer than the one before; the last is `end`.
 * Where `start` is not coarser than `end`, the only band is `end`.
 */
export function resolutionBands(start: number, end: number, ratio = 1.5): number[] {
  if (!(start > end)) return [end];
  const nSteps = Math.ceil(Math.log(start / end) / Math.log(ratio) - 1e-9);
  const factor = (end / start) ** (1 / nSteps);
  return Array.from({ length: nSteps + 1 }, (_, i) => (i === nSteps ? end : start * factor ** i));
}

/** Shares `steps` between `n` bands evenly, earlier bands taking what is left over. */
export function shareSteps(steps: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => Math.floor(steps / n) + (i < steps % n ? 1 : 0));
}
