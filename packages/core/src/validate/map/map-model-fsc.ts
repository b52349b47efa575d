/** Fourier shell correlation of a map with a model or with another map. */

import { transformGrid } from "../../map/fft-3d.ts";
import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { cellOf, type StructureFactors, spatialFrequencySquared } from "./model-map.ts";
import { molecularMask } from "./molecular-mask.ts";

/** A curve, from low to high resolution. */
export interface FscCurve {
  /** Middle of each shell, 1/Å. */
  readonly spatialFrequency: Float64Array;
  readonly fsc: Float64Array;
  /** Fourier coefficients in each shell (Friedel mates counted once each). */
  readonly count: Int32Array;
}

/** The transform of a map, each voxel times `weight`. */
export function transformOf(volume: Volume, weight?: Float64Array): StructureFactors {
  const re = Float64Array.from(volume.data, (value, at) => value * (weight?.[at] ?? 1));
  const factors = { re, im: new Float64Array(re.length), shape: volume.shape, cell: cellOf(volume) };
  transformGrid(factors, volume.shape, "forward");
  return factors;
}

/** Correlation by shells one Fourier pixel of the longest side wide, up to `dMin` (Å). Throws RangeError for unequal grids. */
export function shellCorrelation(a: StructureFactors, b: StructureFactors, dMin: number): FscCurve {
  if (a.shape.some((n, axis) => n !== b.shape[axis]))
    throw new RangeError("shellCorrelation: the grids differ");
  const width = 1 / Math.max(...a.cell);
  const nShells = Math.max(1, Math.floor(1 / dMin / width + 0.5));
  const [cross, powerA, powerB] = [0, 1, 2].map(() => new Float64Array(nShells)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const count = new Int32Array(nShells);
  const [nx, ny, nz] = a.shape;
  let at = 0;
  for (let l = 0; l < nz; l++) {
    for (let k = 0; k < ny; k++) {
      for (let h = 0; h < nx; h++, at++) {
        const shell = Math.round(Math.sqrt(spatialFrequencySquared(h, k, l, a)) / width) - 1;
        if (shell < 0 || shell >= nShells) continue;
        cross[shell]! += a.re[at]! * b.re[at]! + a.im[at]! * b.im[at]!;
        powerA[shell]! += a.re[at]! ** 2 + a.im[at]! ** 2;
        powerB[shell]! += b.re[at]! ** 2 + b.im[at]! ** 2;
        count[shell]!++;
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
  const factors = transformOf({ ...volume, data: Float32Array.from(mask) });
  const [nx, ny, nz] = factors.shape;
  let at = 0;
  for (let l = 0; l < nz; l++) {
    for (let k = 0; k < ny; k++) {
      for (let h = 0; h < nx; h++, at++) {
        const damp = Math.exp(-2 * (Math.PI * radius) ** 2 * spatialFrequencySquared(h, k, l, factors));
        factors.re[at]! *= damp;
        factors.im[at]! *= damp;
      }
    }
  }
  transformGrid(factors, factors.shape, "inverse");
  return factors.re.map((value) => Math.max(0, value / mask.length));
}
