/** Windows of a map's grid: the voxels around a model, a map cut out of another. */

import { InputError } from "../errors.ts";
import type { Vec3, Volume } from "./volume.ts";

/** The place and spacing of a map's voxels, without its data. */
export type Grid = Omit<Volume, "data">;

/** A box of whole voxels of a grid: index of its first voxel, and numbers of voxels. */
export interface GridWindow {
  readonly begin: Vec3;
  readonly shape: Vec3;
}

/** Number of voxels. */
export const countVoxels = ({ shape }: Pick<Grid, "shape">): number => shape[0] * shape[1] * shape[2];

/** Position of a voxel in the model's frame, Å. */
export function voxelPosition({ origin, voxelSize }: Grid, i: number, j: number, k: number): Vec3 {
  return [origin[0] + i * voxelSize[0], origin[1] + j * voxelSize[1], origin[2] + k * voxelSize[2]];
}

/** The grid of a window alone. */
export function windowGrid(grid: Grid, { begin, shape }: GridWindow): Grid {
  return { shape, voxelSize: grid.voxelSize, origin: voxelPosition(grid, ...begin) };
}

/**
 * The voxels of `grid` within `margin` Å of the box that encloses the points ([n,3], Å). An InputError when there are none,
 * that is, when the model (or what else `whose` names) lies outside the map.
 */
export function windowAround(
  grid: Grid,
  xyz: ArrayLike<number>,
  margin: number,
  whose: "model" | "mask" = "model",
): GridWindow {
  const begin = [0, 0, 0];
  const shape = [0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < xyz.length; i += 3) {
      low = Math.min(low, xyz[i]!);
      high = Math.max(high, xyz[i]!);
    }
    const index = (x: number): number => (x - grid.origin[axis]!) / grid.voxelSize[axis]!;
    begin[axis] = Math.max(0, Math.ceil(index(low - margin)));
    shape[axis] = Math.min(grid.shape[axis]! - 1, Math.floor(index(high + margin))) - begin[axis]! + 1;
  }
  if (shape.some((n) => !(n > 0))) {
    throw new InputError(
      `The ${whose} lies outside the map's box: check that map and ${whose} belong together`,
    );
  }
  return { begin: begin as unknown as Vec3, shape: shape as unknown as Vec3 };
}

/** Whether any of the points ([n,3], Å) lies within the grid's voxels. */
export const overlaps = (grid: Grid, xyz: ArrayLike<number>): boolean =>
  countOutside(grid, xyz) < xyz.length / 3;

/** How many points ([n,3], Å) lie outside the box that the grid's voxels span, half a voxel around the outermost included. */
export function countOutside({ shape, voxelSize, origin }: Grid, xyz: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < xyz.length; i += 3) {
    const isInside = [0, 1, 2].every((axis) => {
      const place = (xyz[i + axis]! - origin[axis]!) / voxelSize[axis]!;
      return place >= -0.5 && place <= shape[axis]! - 0.5;
    });
    if (!isInside) count++;
  }
  return count;
}

/** A copy of the part of `volume` inside a window of its grid. */
export function cutWindow(volume: Volume, window: GridWindow): Volume {
  const { begin, shape } = window;
  const data = new Float32Array(countVoxels(window));
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      const from = begin[0] + volume.shape[0] * (begin[1] + j + volume.shape[1] * (begin[2] + k));
      data.set(volume.data.subarray(from, from + shape[0]), shape[0] * (j + shape[1] * k));
    }
  }
  return { ...windowGrid(volume, window), data };
}
