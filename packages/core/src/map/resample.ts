/** A map on another grid over the same box, by cropping or padding its Fourier transform. */

import { transformGrid } from "./fft-3d.ts";
import type { Vec3, Volume } from "./volume.ts";

/**
 * The same periodic box sampled with `shape` voxels: frequencies that both grids resolve are kept exactly, others are dropped or 0. Voxel
 * (0, 0, 0) stays where it is; the values stay densities (a constant map keeps its value).
 */
export function resampleVolume(volume: Volume, shape: Vec3): Volume {
  const n = volume.shape.reduce((product, m) => product * m, 1);
  const from = { re: Float64Array.from(volume.data), im: new Float64Array(n) };
  transformGrid(from, volume.shape, "forward");
  const nOut = shape.reduce((product, m) => product * m, 1);
  const to = { re: new Float64Array(nOut), im: new Float64Array(nOut) };
  const axes = shape.map((m, axis) => pairFrequencies(volume.shape[axis]!, m));
  for (const [kFrom, kTo, kWeight] of axes[2]!) {
    for (const [jFrom, jTo, jWeight] of axes[1]!) {
      for (const [iFrom, iTo, iWeight] of axes[0]!) {
        const a = iFrom + volume.shape[0] * (jFrom + volume.shape[1] * kFrom);
        const b = iTo + shape[0] * (jTo + shape[1] * kTo);
        const weight = iWeight * jWeight * kWeight;
        to.re[b]! += weight * from.re[a]!;
        to.im[b]! += weight * from.im[a]!;
      }
    }
  }
  transformGrid(to, shape, "inverse");
  return {
    data: Float32Array.from(to.re, (x) => x / n),
    shape,
    voxelSize: volume.voxelSize.map((v, axis) => (v * volume.shape[axis]!) / shape[axis]!) as unknown as Vec3,
    origin: volume.origin,
  };
}

/**
 * Pairs (index of n, index of m, weight) of the frequencies that both lengths resolve. The Nyquist frequency of an even length stands for
 * both signs at once: half of it goes to each sign of a longer length, and the two of a longer length add up in it.
 */
function pairFrequencies(n: number, m: number): [number, number, number][] {
  const pairs: [number, number, number][] = [];
  const small = Math.min(n, m);
  for (let h = -Math.floor(small / 2); h <= Math.floor(small / 2); h++) {
    const isNyquist = small % 2 === 0 && 2 * Math.abs(h) === small;
    pairs.push([(h + n) % n, (h + m) % m, isNyquist && n <= m ? 0.5 : 1]);
  }
  return pairs;
}
