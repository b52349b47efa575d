/** A map at a lower resolution, on a grid no finer than that resolution needs. */

import { goodFftSize } from "./fft.ts";
import { signedIndex, transformGrid } from "./fft-3d.ts";
import { countVoxels } from "./grid.ts";
import type { Vec3, Volume } from "./volume.ts";

/**
 * `volume` convolved with the Gaussian whose transform is exp(−d²k²), that is 1/e at k = 1/d, on a grid with voxels of about d/samplesPerD
 * (never finer than the map's). Zeros are laid around the map first, so that its faces do not see each other.
 */
export function lowPassVolume(volume: Volume, d: number, samplesPerD = 4): Volume {
  const padded = padVolume(volume, d);
  const from = { re: Float64Array.from(padded.data), im: new Float64Array(padded.data.length) };
  transformGrid(from, padded.shape, "forward");
  const sides = padded.shape.map((n, axis) => n * padded.voxelSize[axis]!);
  const shape = padded.shape.map((n, axis) =>
    Math.min(n, goodFftSize((samplesPerD * sides[axis]!) / d)),
  ) as unknown as Vec3;
  const to = { re: new Float64Array(countVoxels({ shape })), im: new Float64Array(countVoxels({ shape })) };
  const [nx, ny] = padded.shape;
  for (let l = 0, at = 0; l < shape[2]; l++) {
    for (let k = 0; k < shape[1]; k++) {
      for (let h = 0; h < shape[0]; h++, at++) {
        const index = [h, k, l].map((i, axis) => signedIndex(i, shape[axis]!));
        // An even grid's Nyquist frequency has no counterpart of opposite sign.
        if (index.some((i, axis) => 2 * Math.abs(i) === shape[axis] && shape[axis]! < padded.shape[axis]!))
          continue;
        const squared = index.reduce((sum, i, axis) => sum + (i / sides[axis]!) ** 2, 0);
        const [i, j, m] = index.map((v, axis) => (v + padded.shape[axis]!) % padded.shape[axis]!);
        const source = i! + nx * (j! + ny * m!);
        const factor = Math.exp(-d * d * squared) / padded.data.length;
        to.re[at] = factor * from.re[source]!;
        to.im[at] = factor * from.im[source]!;
      }
    }
  }
  transformGrid(to, shape, "inverse");
  const voxelSize = sides.map((side, axis) => side / shape[axis]!) as unknown as Vec3;
  return { data: Float32Array.from(to.re), shape, voxelSize, origin: padded.origin };
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
