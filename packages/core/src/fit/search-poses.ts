/** Rigid placements of a model in a map from a search over all orientations and positions. */

import type { ComplexArray } from "../map/fft.ts";
import { transformGrid } from "../map/fft-3d.ts";
import type { Vec3, Volume } from "../map/volume.ts";
import { radiusOfGyration, type WeightedPoints } from "./climb-pose.ts";
import { applyPose, evenRotations, type RigidPose } from "./rigid-pose.ts";

export interface PoseSearch {
  /** The map, low-passed to `resolution` Å: 8–12. */
  readonly density: Volume;
  readonly resolution: number;
  readonly points: WeightedPoints;
  readonly pivot: Vec3;
  /** Number of placements wanted. */
  readonly count: number;
}

/** Orientations at least and at most. */
const FEWEST = 200;
const MOST = 3000;

/**
 * The best placements about `pivot`: for each of a set of even orientations the shift with the largest Σ weight·density, found for all
 * shifts at once as a correlation by Fourier transform (two orientations to a transform). From one orientation to the next the outer
 * atoms move by about the resolution.
 */
export function searchPoses({ density, resolution, points, pivot, count }: PoseSearch): RigidPose[] {
  const { shape } = density;
  const map = centredTransform(density);
  // n even rotations lie some ∛(8π²/n) rad apart; a ball's surface is at 1.3 times its radius of gyration.
  const step = resolution / (1.3 * radiusOfGyration(points.xyz, pivot));
  const rotations = evenRotations(
    Math.round(Math.min(MOST, Math.max(FEWEST, (8 * Math.PI ** 2) / step ** 3))),
  );
  const found: { score: number; pose: RigidPose }[] = [];
  const z = { re: new Float64Array(density.data.length), im: new Float64Array(density.data.length) };
  for (let i = 0; i < rotations.length; i += 2) {
    const pair = rotations.slice(i, i + 2).map((rotation) => ({ rotation, pivot, shift: [0, 0, 0] as Vec3 }));
    z.re.fill(0);
    z.im.fill(0);
    pair.forEach((pose, part) => {
      scatter(part === 0 ? z.re : z.im, density, applyPose(pose, points.xyz), points.weight);
    });
    transformGrid(z, shape, "forward");
    // Correlation: map(k)·conj model(k); with the pair in one transform, the conjugate of all gives both, the second with its sign turned.
    for (let at = 0; at < z.re.length; at++) {
      const [mr, mi, pr, pi] = [map.re[at]!, map.im[at]!, z.re[at]!, z.im[at]!];
      z.re[at] = mr * pr + mi * pi;
      z.im[at] = mi * pr - mr * pi;
    }
    transformGrid(z, shape, "inverse");
    pair.forEach((pose, part) => {
      const best = strongest(part === 0 ? z.re : z.im, part === 0 ? 1 : -1);
      found.push({ score: best.score, pose: { ...pose, shift: shiftOf(best.at, density, pivot) } });
    });
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ pose }) => pose);
}

/** The transform of the density less its mean. */
function centredTransform({ data, shape }: Volume): ComplexArray {
  const mean = data.reduce((sum, v) => sum + v, 0) / data.length;
  const map = { re: Float64Array.from(data, (v) => v - mean), im: new Float64Array(data.length) };
  transformGrid(map, shape, "forward");
  return map;
}

/** Adds the weights to the eight voxels around each point, periodically. */
function scatter(
  out: Float64Array,
  { shape, origin, voxelSize }: Volume,
  xyz: Float64Array,
  weight: Float64Array,
): void {
  const wrap = (i: number, n: number): number => ((i % n) + n) % n;
  for (let p = 0; p < weight.length; p++) {
    const place = origin.map((o, axis) => (xyz[3 * p + axis]! - o) / voxelSize[axis]!);
    const [fx, fy, fz] = place.map((x) => x - Math.floor(x)) as [number, number, number];
    for (let corner = 0; corner < 8; corner++) {
      const [dx, dy, dz] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const i = wrap(Math.floor(place[0]!) + dx, shape[0]);
      const j = wrap(Math.floor(place[1]!) + dy, shape[1]);
      const k = wrap(Math.floor(place[2]!) + dz, shape[2]);
      out[i + shape[0] * (j + shape[1] * k)]! +=
        weight[p]! * (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy) * (dz ? fz : 1 - fz);
    }
  }
}

function strongest(values: Float64Array, sign: number): { readonly at: number; readonly score: number } {
  let at = 0;
  let score = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (sign * values[i]! > score) {
      score = sign * values[i]!;
      at = i;
    }
  }
  return { at, score };
}

/** The shift, Å, that element `at` of the correlation stands for: of its periodic images the one that leaves the pivot in the box. */
function shiftOf(at: number, { shape, voxelSize, origin }: Volume, pivot: Vec3): Vec3 {
  const index = [at % shape[0], Math.floor(at / shape[0]) % shape[1], Math.floor(at / (shape[0] * shape[1]))];
  return index.map((i, axis) => {
    const side = shape[axis]! * voxelSize[axis]!;
    const place = pivot[axis]! + i * voxelSize[axis]! - origin[axis]!;
    return i * voxelSize[axis]! - side * Math.floor(place / side);
  }) as unknown as Vec3;
}
