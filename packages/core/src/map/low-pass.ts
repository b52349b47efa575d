/** A map at a lower resolution, on a grid no finer than that resolution needs. */

import { goodFftSize } from "./fft.ts";
import { signedIndex } from "./fft-3d.ts";
import { countVoxels } from "./grid.ts";
import { halfSize, transformReal, transformToReal } from "./real-fft-3d.ts";
import type { Vec3, Volume } from "./volume.ts";

/**
 * `volume` convolved with the Gaussian whose transform is exp(−d²k²), that is 1/e at k = 1/d, on a grid with voxels of about d/samplesPerD
 * (never finer than the map's). Zeros are laid around the map first, so that its faces do not see each other.
 */
export function lowPassVolume(volume: Volume, d: number, samplesPerD = 4): Volume {
  const padded = padVolume(volume, d);
  const from = transformReal(padded.data, padded.shape);
  const sides = padded.shape.map((n, axis) => n * padded.voxelSize[axis]!);
  const shape = padded.shape.map((n, axis) =>
    Math.min(n, goodFftSize((samplesPerD * sides[axis]!) / d)),
  ) as unknown as Vec3;
  const nCoefficients = halfSize(shape[0]) * shape[1] * shape[2];
  const to = { re: new Float64Array(nCoefficients), im: new Float64Array(nCoefficients) };
  const factors = shape.map((n, axis) => gaussianFactors(n, padded.shape[axis]!, d / sides[axis]!));
  for (let l = 0, at = 0; l < shape[2]; l++) {
    for (let k = 0; k < shape[1]; k++) {
      const line = halfSize(padded.shape[0]) * (wide(k, 1) + padded.shape[1] * wide(l, 2));
      const yz = (factors[1]![k]! * factors[2]![l]!) / padded.data.length;
      for (let h = 0; h < halfSize(shape[0]); h++, at++) {
        to.re[at] = factors[0]![h]! * yz * from.re[line + h]!;
        to.im[at] = factors[0]![h]! * yz * from.im[line + h]!;
      }
    }
  }
  const voxelSize = sides.map((side, axis) => side / shape[axis]!) as unknown as Vec3;
  return { data: Float32Array.from(transformToReal(to, shape)), shape, voxelSize, origin: padded.origin };

  /** Index in the padded map's transform of element `i` of the result's. */
  function wide(i: number, axis: 1 | 2): number {
    const n = padded.shape[axis];
    return (signedIndex(i, shape[axis]) + n) % n;
  }
}

/** exp(−d²k²) of the n frequencies along an axis; 0 for the Nyquist frequency of a shortened axis, which stands for two. */
function gaussianFactors(n: number, nBefore: number, dOverSide: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) =>
    2 * i === n && n < nBefore ? 0 : Math.exp(-((dOverSide * signedIndex(i, n)) ** 2)),
  );
}

/** The map with at least `margin` Å of zeros on every side, and a shape that is quick to transform. */
function padVolume({ data, shape, voxelSize, origin }: Volume, margin: number): Volume {
  const before = voxelSize.map((v) => Math.ceil(margin / v));
  const wide = shape.map((n, axis) => goodFftSize(n + 2 * before[axis]!)) as unknown as Vec3;
  const out = new Float32Array(countVoxels({ shape: wide }));
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      const from = shape[0] * (j + shape[1] * k);
      out.set(
        data.subarray(from, from + shape[0]),
        before[0]! + wide[0] * (j + before[1]! + wide[1] * (k + before[2]!)),
      );
    }
  }
  const start = origin.map((x, axis) => x - before[axis]! * voxelSize[axis]!) as unknown as Vec3;
  return { data: out, shape: wide, voxelSize, origin: start };
}
