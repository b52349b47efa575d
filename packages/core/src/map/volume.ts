/** A density map on a regular orthogonal grid, placed in model coordinates. */

/** Three numbers along x, y, z. */
export type Vec3 = readonly [number, number, number];

/**
 * A map. Voxel (i, j, k) lies at `origin + (i·voxelSize.x, j·voxelSize.y, k·voxelSize.z)` in the model's frame (Å) and is
 * `data[i + nx·(j + ny·k)]`: x runs fastest, whatever the axis order of the file was.
 */
export interface Volume {
  /** [nz, ny, nx] in memory order; length nx·ny·nz. */
  readonly data: Float32Array;
  /** Numbers of voxels (nx, ny, nz). */
  readonly shape: Vec3;
  /** Å per voxel along x, y, z. */
  readonly voxelSize: Vec3;
  /** Position of voxel (0, 0, 0) in the model's frame, Å. */
  readonly origin: Vec3;
}
