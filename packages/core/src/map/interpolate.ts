/** Values and gradients of a map between its voxels. */

import type { Volume } from "./volume.ts";

/** Values at points: [n], and gradients [n,3] per Å. */
export interface SampledGradient {
  readonly value: Float64Array;
  readonly gradient: Float64Array;
}

/** Values of `volume` at points ([n,3], Å) by trilinear interpolation. Outside the map's voxels the density is 0. */
export function sampleVolume(
  { data, shape, voxelSize, origin }: Volume,
  xyz: ArrayLike<number>,
): Float64Array {
  const [nx, ny, nz] = shape;
  const read = (i: number, j: number, k: number): number =>
    i >= 0 && i < nx && j >= 0 && j < ny && k >= 0 && k < nz ? data[i + nx * (j + ny * k)]! : 0;
  const out = new Float64Array(xyz.length / 3);
  for (let p = 0; p < out.length; p++) {
    const x = (xyz[3 * p]! - origin[0]) / voxelSize[0];
    const y = (xyz[3 * p + 1]! - origin[1]) / voxelSize[1];
    const z = (xyz[3 * p + 2]! - origin[2]) / voxelSize[2];
    const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const [fx, fy, fz] = [x - i, y - j, z - k];
    const row = (dj: number, dk: number): number =>
      (1 - fx) * read(i, j + dj, k + dk) + fx * read(i + 1, j + dj, k + dk);
    out[p] =
      (1 - fz) * ((1 - fy) * row(0, 0) + fy * row(1, 0)) + fz * ((1 - fy) * row(0, 1) + fy * row(1, 1));
  }
  return out;
}

/**
 * Values and gradients of `volume` at points ([n,3], Å) by tricubic interpolation (Catmull and Rom 1974: the cubic through the two
 * inner voxels with the central differences as slopes): the value is smooth, so the gradient is continuous. Outside the map the density is 0.
 */
export function sampleGradient(
  { data, shape, voxelSize, origin }: Volume,
  xyz: ArrayLike<number>,
): SampledGradient {
  const [nx, ny, nz] = shape;
  const n = xyz.length / 3;
  const value = new Float64Array(n);
  const gradient = new Float64Array(3 * n);
  const weights = [new Float64Array(8), new Float64Array(8), new Float64Array(8)] as const;
  const begin = [0, 0, 0];
  for (let p = 0; p < n; p++) {
    for (let axis = 0; axis < 3; axis++) {
      const t = (xyz[3 * p + axis]! - origin[axis]!) / voxelSize[axis]!;
      begin[axis] = Math.floor(t) - 1;
      cubicWeights(t - Math.floor(t), weights[axis]!);
    }
    const [wx, wy, wz] = weights;
    let [sum, gx, gy, gz] = [0, 0, 0, 0];
    for (let c = 0; c < 4; c++) {
      const k = begin[2]! + c;
      if (k < 0 || k >= nz) continue;
      for (let b = 0; b < 4; b++) {
        const j = begin[1]! + b;
        if (j < 0 || j >= ny) continue;
        let [row, slope] = [0, 0];
        for (let a = 0; a < 4; a++) {
          const i = begin[0]! + a;
          if (i < 0 || i >= nx) continue;
          const density = data[i + nx * (j + ny * k)]!;
          row += wx[a]! * density;
          slope += wx[4 + a]! * density;
        }
        sum += wy[b]! * wz[c]! * row;
        gx += wy[b]! * wz[c]! * slope;
        gy += wy[4 + b]! * wz[c]! * row;
        gz += wy[b]! * wz[4 + c]! * row;
      }
    }
    value[p] = sum;
    gradient.set([gx / voxelSize[0], gy / voxelSize[1], gz / voxelSize[2]], 3 * p);
  }
  return { value, gradient };
}

/** Weights of the voxels −1, 0, 1, 2 at the fraction f between 0 and 1, then the weights' derivatives by f. */
function cubicWeights(f: number, out: Float64Array): void {
  out[0] = 0.5 * f * (f * (2 - f) - 1);
  out[1] = 0.5 * (f * f * (3 * f - 5) + 2);
  out[2] = 0.5 * f * (f * (4 - 3 * f) + 1);
  out[3] = 0.5 * f * f * (f - 1);
  out[4] = 0.5 * (f * (4 - 3 * f) - 1);
  out[5] = 0.5 * f * (9 * f - 10);
  out[6] = 0.5 * (f * (8 - 9 * f) + 1);
  out[7] = 0.5 * f * (3 * f - 2);
}
