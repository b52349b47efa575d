/** Correlation coefficients of two densities: over all voxels, over a mask, around each residue. */

import { countVoxels, type Grid } from "./grid.ts";
import type { Volume } from "./volume.ts";

/** Running sums of a weighted Pearson correlation. */
interface Moments {
  weight: number;
  a: number;
  b: number;
  aa: number;
  bb: number;
  ab: number;
}

const noMoments = (): Moments => ({ weight: 0, a: 0, b: 0, aa: 0, bb: 0, ab: 0 });

function addTo(m: Moments, weight: number, a: number, b: number): void {
  m.weight += weight;
  m.a += weight * a;
  m.b += weight * b;
  m.aa += weight * a * a;
  m.bb += weight * b * b;
  m.ab += weight * a * b;
}

/** Pearson's coefficient; NaN where a density does not vary. */
function coefficient({ weight, a, b, aa, bb, ab }: Moments): number {
  const variance = (aa * weight - a * a) * (bb * weight - b * b);
  return variance > 0 ? (ab * weight - a * b) / Math.sqrt(variance) : Number.NaN;
}

/** Correlation of two densities on one grid, weighted by a mask on that grid (all 1 by default). A RangeError when the grids differ. */
export function correlateVolumes(a: Volume, b: Volume, mask?: Volume): number {
  for (const other of [b, ...(mask ? [mask] : [])]) assertSameGrid(a, other);
  const moments = noMoments();
  for (let i = 0; i < a.data.length; i++) {
    const weight = mask ? mask.data[i]! : 1;
    if (weight > 0) addTo(moments, weight, a.data[i]!, b.data[i]!);
  }
  return coefficient(moments);
}

/** Throws a RangeError unless both have the same voxels (to a thousandth of one). */
export function assertSameGrid(a: Grid, b: Grid): void {
  for (let axis = 0; axis < 3; axis++) {
    const voxel = a.voxelSize[axis]!;
    const isSame =
      a.shape[axis] === b.shape[axis] &&
      Math.abs(voxel - b.voxelSize[axis]!) * a.shape[axis]! < 1e-3 * voxel &&
      Math.abs(a.origin[axis]! - b.origin[axis]!) < 1e-3 * voxel;
    if (!isSame) throw new RangeError("the two densities are not on the same grid");
  }
}

/**
 * Correlation of two densities on one grid over the voxels within `radius` Å of the atoms of each group: group g has the atoms
 * atomStart[g] … atomStart[g+1]−1 of xyz ([n,3], Å). NaN for groups that the grid hardly covers (fewer than 8 voxels).
 */
export function correlateGroups(
  a: Volume,
  b: Volume,
  groups: { readonly xyz: ArrayLike<number>; readonly atomStart: ArrayLike<number>; readonly radius: number },
): Float64Array {
  assertSameGrid(a, b);
  const { xyz, atomStart, radius } = groups;
  const marked = new Int32Array(countVoxels(a)).fill(-1);
  const out = new Float64Array(atomStart.length - 1);
  for (let group = 0; group < out.length; group++) {
    const moments = noMoments();
    for (let atom = atomStart[group]!; atom < atomStart[group + 1]!; atom++) {
      const centre = [xyz[3 * atom]!, xyz[3 * atom + 1]!, xyz[3 * atom + 2]!];
      forVoxelsWithin(a, centre, radius, (voxel) => {
        if (marked[voxel] === group) return;
        marked[voxel] = group;
        addTo(moments, 1, a.data[voxel]!, b.data[voxel]!);
      });
    }
    out[group] = moments.weight < 8 ? Number.NaN : coefficient(moments);
  }
  return out;
}

/** Calls `visit` with the index of each voxel within `radius` Å of a point. */
function forVoxelsWithin(
  grid: Grid,
  centre: readonly number[],
  radius: number,
  visit: (voxel: number) => void,
): void {
  const { origin, voxelSize, shape } = grid;
  const low = [0, 0, 0];
  const high = [0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    const place = (centre[axis]! - origin[axis]!) / voxelSize[axis]!;
    low[axis] = Math.max(0, Math.ceil(place - radius / voxelSize[axis]!));
    high[axis] = Math.min(shape[axis]! - 1, Math.floor(place + radius / voxelSize[axis]!));
  }
  for (let k = low[2]!; k <= high[2]!; k++) {
    const z2 = (origin[2] + k * voxelSize[2] - centre[2]!) ** 2;
    for (let j = low[1]!; j <= high[1]!; j++) {
      const yz2 = z2 + (origin[1] + j * voxelSize[1] - centre[1]!) ** 2;
      for (let i = low[0]!; i <= high[0]!; i++) {
        const d2 = yz2 + (origin[0] + i * voxelSize[0] - centre[0]!) ** 2;
        if (d2 <= radius * radius) visit(i + shape[0] * (j + shape[1] * k));
      }
    }
  }
}
