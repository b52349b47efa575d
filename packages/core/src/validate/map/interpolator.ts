/** The judge's own interpolation of a map. */

import type { Volume } from "../../map/volume.ts";

/** Trilinear interpolation; NaN outside the grid. */
export function interpolator({
  data,
  shape,
  voxelSize,
  origin,
}: Volume): (x: number, y: number, z: number) => number {
  const [nx, ny, nz] = shape;
  return (x, y, z) => {
    const fx = (x - origin[0]) / voxelSize[0];
    const fy = (y - origin[1]) / voxelSize[1];
    const fz = (z - origin[2]) / voxelSize[2];
    if (!(fx >= 0 && fy >= 0 && fz >= 0 && fx <= nx - 1 && fy <= ny - 1 && fz <= nz - 1)) return Number.NaN;
    const i = Math.min(Math.floor(fx), nx - 2);
    const j = Math.min(Math.floor(fy), ny - 2);
    const k = Math.min(Math.floor(fz), nz - 2);
    const [tx, ty, tz] = [fx - i, fy - j, fz - k];
    const at = i + nx * (j + ny * k);
    const above = at + nx * ny;
    const row00 = data[at]! * (1 - tx) + data[at + 1]! * tx;
    const row10 = data[at + nx]! * (1 - tx) + data[at + nx + 1]! * tx;
    const row01 = data[above]! * (1 - tx) + data[above + 1]! * tx;
    const row11 = data[above + nx]! * (1 - tx) + data[above + nx + 1]! * tx;
    return (row00 * (1 - ty) + row10 * ty) * (1 - tz) + (row01 * (1 - ty) + row11 * ty) * tz;
  };
}
