/** Fourier ring correlation of two images, with its derivative by the first: the definition, in float64. */

import type { RingGrid } from "./ring-grid.ts";

/** The relative floor ε of the power of a ring (`MapTarget` has the formula). */
export const POWER_FLOOR = 1e-9;

/** Real and imaginary parts on the samples of a `RingGrid`. */
export interface Image {
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
}

/** The FRC of each ring, 1 − its weighted mean, and ∂value/∂Re F and ∂value/∂Im F of each sample. */
export interface FrcResult {
  readonly frc: Float64Array;
  readonly value: number;
  readonly gradient: { readonly re: Float64Array; readonly im: Float64Array };
}

/**
 * Compares the image F of a model with the image M of a map (`MapTarget` has the formula). An empty ring has FRC 0. With
 * P_F = Σ|F|² + ε⟨F⟩ the derivative of a ring's FRC by F is M/√(P_M P_F) − FRC·F/P_F, plus the floor's share in all rings.
 */
export function fourierRingCorrelation(f: Image, m: Image, rings: RingGrid): FrcResult {
  const { nRings, ringOf, ringWeight } = rings;
  const cross = new Float64Array(nRings);
  const powerF = new Float64Array(nRings);
  const powerM = new Float64Array(nRings);
  for (let h = 0; h < ringOf.length; h++) {
    const ring = ringOf[h]!;
    if (ring < 0) continue;
    cross[ring]! += f.re[h]! * m.re[h]! + f.im[h]! * m.im[h]!;
    powerF[ring]! += f.re[h]! ** 2 + f.im[h]! ** 2;
    powerM[ring]! += m.re[h]! ** 2 + m.im[h]! ** 2;
  }
  addFloor(powerF);
  addFloor(powerM);
  const frc = cross.map((c, ring) => {
    const power = powerF[ring]! * powerM[ring]!;
    return power > 0 ? c / Math.sqrt(power) : 0;
  });
  const value = frc.reduce((sum, c, ring) => sum + ringWeight[ring]! * (1 - c), 0);
  const byMap = frc.map((_, ring) => {
    const power = powerF[ring]! * powerM[ring]!;
    return power > 0 ? ringWeight[ring]! / Math.sqrt(power) : 0;
  });
  const bySelf = frc.map((c, ring) => (powerF[ring]! > 0 ? (ringWeight[ring]! * c) / powerF[ring]! : 0));
  const floorShare = (POWER_FLOOR / nRings) * bySelf.reduce((sum, a) => sum + a, 0);
  const re = new Float64Array(ringOf.length);
  const im = new Float64Array(ringOf.length);
  for (let h = 0; h < ringOf.length; h++) {
    const ring = ringOf[h]!;
    if (ring < 0) continue;
    const self = bySelf[ring]! + floorShare;
    re[h] = self * f.re[h]! - byMap[ring]! * m.re[h]!;
    im[h] = self * f.im[h]! - byMap[ring]! * m.im[h]!;
  }
  return { frc, value, gradient: { re, im } };
}

/** Adds ε times the mean power of the rings to each ring. */
function addFloor(power: Float64Array): void {
  const floor = (POWER_FLOOR * power.reduce((sum, p) => sum + p, 0)) / power.length;
  for (let ring = 0; ring < power.length; ring++) power[ring]! += floor;
}
