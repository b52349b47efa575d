/** Fourier shell correlation of a map with a model or with another map. */

import { halfSize, transformReal, transformToReal } from "../../map/real-fft-3d.ts";
import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { molecularMask } from "./molecular-mask.ts";
import { axisFrequencies, cellOf, type StructureFactors } from "./structure-factors.ts";

/** A curve, from low to high resolution. */
export interface FscCurve {
  /** Middle of each shell, 1/Å. */
  readonly spatialFrequency: Float64Array;
  readonly fsc: Float64Array;
  /** Fourier coefficients in each shell (Friedel mates counted once each). */
  readonly count: Int32Array;
}

/**
 * Correlation by shells one Fourier pixel of the longest side wide, as far as whole shells lie within `dMin` (Å). Throws RangeError
 * for unequal grids.
 */
export function shellCorrelation(a: StructureFactors, b: StructureFactors, dMin: number): FscCurve {
  if (a.shape.some((n, axis) => n !== b.shape[axis]))
    throw new RangeError("shellCorrelation: the grids differ");
  const width = 1 / Math.max(...a.cell);
  const nShells = Math.max(1, Math.floor(1 / dMin / width - 0.5));
  const cross = new Float64Array(nShells);
  const powerA = new Float64Array(nShells);
  const powerB = new Float64Array(nShells);
  const count = new Int32Array(nShells);
  const [x, y, z] = axisFrequencies(a);
  const mates = friedelMates(a.shape[0]);
  let at = 0;
  for (const lz of z) {
    for (const ky of y) {
      for (let h = 0; h < x.length; h++, at++) {
        const shell = Math.round(Math.sqrt(x[h]! ** 2 + ky * ky + lz * lz) / width) - 1;
        if (shell < 0 || shell >= nShells) continue;
        const n = mates[h]!;
        cross[shell]! += n * (a.re[at]! * b.re[at]! + a.im[at]! * b.im[at]!);
        powerA[shell]! += n * (a.re[at]! ** 2 + a.im[at]! ** 2);
        powerB[shell]! += n * (b.re[at]! ** 2 + b.im[at]! ** 2);
        count[shell]! += n;
      }
    }
  }
  return {
    spatialFrequency: Float64Array.from(count, (_, shell) => (shell + 1) * width),
    fsc: cross.map((sum, shell) => {
      const power = powerA[shell]! * powerB[shell]!;
      return power > 0 ? sum / Math.sqrt(power) : 0;
    }),
    count,
  };
}

/** How many coefficients each kept one along h stands for: itself, and its mate unless that is kept too. */
function friedelMates(nx: number): Uint8Array {
  return Uint8Array.from({ length: halfSize(nx) }, (_, h) => ((2 * h) % nx === 0 ? 1 : 2));
}

/**
 * The resolution (Å) at which the curve first falls below `threshold`, linear between shells; undefined where it never does
 * and where it starts below.
 */
export function firstCrossing({ spatialFrequency, fsc }: FscCurve, threshold: number): number | undefined {
  const shell = fsc.findIndex((value) => value < threshold);
  if (shell <= 0) return undefined;
  const share = (fsc[shell - 1]! - threshold) / (fsc[shell - 1]! - fsc[shell]!);
  return (
    1 / (spatialFrequency[shell - 1]! + share * (spatialFrequency[shell]! - spatialFrequency[shell - 1]!))
  );
}

/** A mask wide around the model and smooth at its border: atoms widened by `radius` Å, then blurred with σ = `radius`. */
export function softMask(structure: Structure, volume: Volume, radius: number): Float64Array {
  const mask = molecularMask(structure, volume, radius);
  const { shape } = volume;
  const factors = { ...transformReal(mask, shape), shape, cell: cellOf(volume) };
  const damp = axisFrequencies(factors).map((frequencies) =>
    frequencies.map((s) => Math.exp(-2 * (Math.PI * radius * s) ** 2)),
  ) as [Float64Array, Float64Array, Float64Array];
  let at = 0;
  for (const dz of damp[2]) {
    for (const dy of damp[1]) {
      for (const dx of damp[0]) {
        factors.re[at]! *= dx * dy * dz;
        factors.im[at]! *= dx * dy * dz;
        at++;
      }
    }
  }
  const blurred = transformToReal(factors, shape);
  for (let i = 0; i < blurred.length; i++) blurred[i] = Math.max(0, blurred[i]! / blurred.length);
  return blurred;
}
