/**
 * What Q-score models of a given resolution usually have.
 *
 * Source: the cubic (σ 0.4 Å) by which the author of the Q-score compares residues in ChimeraX (gregdp, QScore for ChimeraX,
 * scripts for σ 0.4; free software, taken over as numbers), the mean over entries of EMDB described in Pintilie et al. 2025,
 * Acta Cryst. D81:410. It is an expectation for orientation, not a percentile.
 */

/** Q = Σ cₖ dᵏ of the resolution d in Å, from the constant on. */
const cubic = [1.3366, -0.3956, 0.0434, -0.0016] as const;

/** Resolutions between which the cubic says something, Å. */
export const expectedQRange = { min: 1, max: 10 } as const;

/** The mean Q of deposited models at a resolution (Å); undefined outside of `expectedQRange`. */
export function expectedQAt(resolution: number): number | undefined {
  if (!(resolution >= expectedQRange.min && resolution <= expectedQRange.max)) return undefined;
  return cubic.reduceRight((sum, coefficient) => sum * resolution + coefficient, 0);
}
