/** Soft masks: what part of a map belongs to a model. */

import { countVoxels, cutWindow, type Grid, windowAround, windowGrid } from "./grid.ts";
import { sampleVolume } from "./interpolate.ts";
import type { Volume } from "./volume.ts";

export interface SoftMaskOptions {
  /** The mask is 1 up to this distance from an atom, Å. */
  readonly radius: number;
  /** It falls to 0 with half a cosine over this distance beyond the radius, Å. */
  readonly edge: number;
}

/**
 * The mask around points ([n,3], Å) on the voxels of `grid` that it reaches: its own grid is a window of `grid`. The value of a
 * voxel depends on the distance d to the nearest point: 1 for d ≤ radius, ½(1 + cos(π(d − radius)/edge)) up to radius + edge, else 0.
 */
export function createSoftMask(
  grid: Grid,
  xyz: ArrayLike<number>,
  { radius, edge }: SoftMaskOptions,
): Volume {
  const window = windowGrid(grid, windowAround(grid, xyz, radius + edge));
  const squared = nearestSquaredDistance(window, xyz, radius + edge);
  const data = squared.map((d2) => {
    const beyond = Math.sqrt(d2) - radius;
    if (beyond <= 0) return 1;
    return beyond < edge ? 0.5 * (1 + Math.cos((Math.PI * beyond) / edge)) : 0;
  });
  return { ...window, data };
}

/** Squared distance of each voxel to the nearest point, Å²; Infinity beyond `reach`. */
function nearestSquaredDistance(grid: Grid, xyz: ArrayLike<number>, reach: number): Float32Array {
  const out = new Float32Array(countVoxels(grid)).fill(Infinity);
  const [nx, ny] = grid.shape;
  const low = [0, 0, 0];
  const high = [0, 0, 0];
  for (let at = 0; at < xyz.length; at += 3) {
    for (let axis = 0; axis < 3; axis++) {
      const place = (xyz[at + axis]! - grid.origin[axis]!) / grid.voxelSize[axis]!;
      const steps = reach / grid.voxelSize[axis]!;
      low[axis] = Math.max(0, Math.ceil(place - steps));
      high[axis] = Math.min(grid.shape[axis]! - 1, Math.floor(place + steps));
    }
    for (let k = low[2]!; k <= high[2]!; k++) {
      const z2 = (grid.origin[2] + k * grid.voxelSize[2] - xyz[at + 2]!) ** 2;
      for (let j = low[1]!; j <= high[1]!; j++) {
        const yz2 = z2 + (grid.origin[1] + j * grid.voxelSize[1] - xyz[at + 1]!) ** 2;
        if (yz2 > reach * reach) continue;
        const line = nx * (j + ny * k);
        for (let i = low[0]!; i <= high[0]!; i++) {
          const d2 = yz2 + (grid.origin[0] + i * grid.voxelSize[0] - xyz[at]!) ** 2;
          if (d2 < out[line + i]!) out[line + i] = d2;
        }
      }
    }
  }
  return out;
}

/**
 * `volume` times `mask`, on the voxels of the mask that `volume` has. A mask on other grid points is read by trilinear
 * interpolation; outside its box it is 0.
 */
export function applyMask(volume: Volume, mask: Volume): Volume {
  const last = mask.shape.map((n, axis) => mask.origin[axis]! + (n - 1) * mask.voxelSize[axis]!);
  const density = cutWindow(volume, windowAround(volume, [...mask.origin, ...last], 1e-3, "mask"));
  const [nx, ny, nz] = density.shape;
  const line = new Float64Array(3 * nx);
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        line[3 * i] = density.origin[0] + i * density.voxelSize[0];
        line[3 * i + 1] = density.origin[1] + j * density.voxelSize[1];
        line[3 * i + 2] = density.origin[2] + k * density.voxelSize[2];
      }
      const factors = sampleVolume(mask, line);
      for (let i = 0; i < nx; i++) density.data[i + nx * (j + ny * k)]! *= factors[i]!;
    }
  }
  return density;
}
