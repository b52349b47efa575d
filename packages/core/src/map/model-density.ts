/** The density of Gaussians on a map's grid, and how it correlates with the map. */

import type { Gaussians } from "../gmm/gaussians.ts";
import { countVoxels, type Grid } from "./grid.ts";
import type { Volume } from "./volume.ts";

/** A Gaussian is summed out to where it has fallen to this share of its peak. */
const TAIL = 1e-4;

/**
 * ρ(x) = Σ_a A (4π/B)^{3/2} exp(−4π² |x − x_a|²/B) on the voxels of `grid` (xyz: [n,3], Å): the real-space form of the mixture, so that the sum over
 * voxels times the voxel's volume is ΣA. Atoms outside the grid count where their tails reach it.
 */
export function computeModelDensity(
  { nAtoms, amplitude, bWidth }: Gaussians,
  xyz: ArrayLike<number>,
  grid: Grid,
): Volume {
  const data = new Float32Array(countVoxels(grid));
  const lines = [new Float64Array(0), new Float64Array(0), new Float64Array(0)];
  const begin = [0, 0, 0];
  for (let atom = 0; atom < nAtoms; atom++) {
    if (amplitude[atom] === 0) continue;
    const sharpness = (4 * Math.PI ** 2) / bWidth[atom]!;
    const reach = Math.sqrt(-Math.log(TAIL) / sharpness);
    for (let axis = 0; axis < 3; axis++) {
      const place = (xyz[3 * atom + axis]! - grid.origin[axis]!) / grid.voxelSize[axis]!;
      const steps = reach / grid.voxelSize[axis]!;
      begin[axis] = Math.max(0, Math.ceil(place - steps));
      const count = Math.max(
        0,
        Math.min(grid.shape[axis]! - 1, Math.floor(place + steps)) - begin[axis]! + 1,
      );
      if (lines[axis]!.length !== count) lines[axis] = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        lines[axis]![i] = Math.exp(-sharpness * ((begin[axis]! + i - place) * grid.voxelSize[axis]!) ** 2);
      }
    }
    const peak = amplitude[atom]! * (sharpness / Math.PI) ** 1.5;
    addProduct(data, grid, begin, lines, peak);
  }
  return { ...grid, data };
}

/** data(i, j, k) += scale·x(i)·y(j)·z(k) from voxel `begin` on. */
function addProduct(
  data: Float32Array,
  { shape }: Grid,
  begin: readonly number[],
  [x, y, z]: readonly Float64Array[],
  scale: number,
): void {
  for (let k = 0; k < z!.length; k++) {
    for (let j = 0; j < y!.length; j++) {
      const factor = scale * z![k]! * y![j]!;
      const line = begin[0]! + shape[0] * (begin[1]! + j + shape[1] * (begin[2]! + k));
      for (let i = 0; i < x!.length; i++) data[line + i]! += factor * x![i]!;
    }
  }
}
