/** A density map in kernel memory, read between its voxels. */
import type { GeometryKernels } from "./open-geometry.ts";

/** A map: voxel (i, j, k) is data[i + nx·(j + ny·k)] at origin + index·voxelSize, Å. */
export interface DensityGrid {
  readonly data: Float32Array;
  readonly shape: readonly [number, number, number];
  readonly voxelSize: readonly [number, number, number];
  readonly origin: readonly [number, number, number];
}

/** An opened map. */
export interface DensitySampler {
  /**
   * Values [n] and gradients [n,3] (per Å) at points ([n,3], Å) by tricubic interpolation; beyond the map the density is 0. The arrays
   * are views of kernel memory that the next call overwrites.
   */
  sample(xyz: ArrayLike<number>): { readonly value: Float64Array; readonly gradient: Float64Array };
  dispose(): void;
}

/** Points a chunk of work: some 30 µs. */
const POINTS_AT_ONCE = 1024;
/** Zeros on every side: a point sees 4 voxels along an axis, so one that lies this far outside sees none of the map. */
const PADDING = 3;

/** Copies a map into kernel memory. */
export function openDensity(kernels: GeometryKernels, grid: DensityGrid): DensitySampler {
  const scope = kernels.memory.scope();
  const [nx, ny, nz] = grid.shape;
  const [px, py, pz] = [nx + 2 * PADDING, ny + 2 * PADDING, nz + 2 * PADDING];
  const data = scope.float32(px * py * pz);
  const voxels = data.view;
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const from = nx * (j + ny * k);
      voxels.set(grid.data.subarray(from, from + nx), PADDING + px * (j + PADDING + py * (k + PADDING)));
    }
  }
  const frame = scope.float64From([
    ...grid.origin.map((x, axis) => x - PADDING * grid.voxelSize[axis]!),
    ...grid.voxelSize.map((v) => 1 / v),
  ]);
  const record = scope.int32From([px, py, pz, data.pointer, frame.pointer]);
  let capacity = 0;
  let points = scope.float64(0);
  let value = scope.float64(0);
  let gradient = scope.float64(0);
  const reserve = (n: number): void => {
    if (n <= capacity) return;
    for (const block of [points, value, gradient]) block.free();
    capacity = n;
    points = scope.float64(3 * n);
    value = scope.float64(n);
    gradient = scope.float64(3 * n);
  };
  return {
    sample(xyz) {
      const n = xyz.length / 3;
      reserve(n);
      points.view.set(xyz);
      const nChunks = Math.ceil(n / POINTS_AT_ONCE);
      kernels.parallelFor(
        "sampleDensity",
        nChunks,
        POINTS_AT_ONCE,
        record.pointer,
        n,
        points.pointer,
        value.pointer,
        gradient.pointer,
      );
      return { value: value.view.subarray(0, n), gradient: gradient.view.subarray(0, 3 * n) };
    },
    dispose: () => scope.free(),
  };
}
