/** Clusters of points by K-means. */
import type { GeometryKernels } from "./open-geometry.ts";

/** K clusters of n points. */
export interface Clusters {
  /** [k,3] Å: the mean of each cluster. */
  readonly centers: Float64Array;
  /** [n] */
  readonly clusterOf: Int32Array;
  /** Points of each cluster, [k]; 0 only where points coincide. */
  readonly sizes: Int32Array;
  readonly nIterations: number;
}

/**
 * Divides the points `xyz` [n,3] into k clusters of least squared distance: k-means++ seeding, Lloyd's iteration until no point
 * moves (at most `maxIterations`). `random` gives numbers in [0, 1): the same stream gives the same clusters.
 * With fewer points than k, every point is a cluster.
 */
export function kMeans(
  kernels: GeometryKernels,
  xyz: ArrayLike<number>,
  k: number,
  random: () => number,
  maxIterations = 100,
): Clusters {
  const n = xyz.length / 3;
  const nClusters = Math.min(k, n);
  if (nClusters < 1) {
    return {
      centers: new Float64Array(0),
      clusterOf: new Int32Array(0),
      sizes: new Int32Array(0),
      nIterations: 0,
    };
  }
  const scope = kernels.memory.scope();
  try {
    const points = scope.float64From(xyz);
    const draws = scope.float64From(Array.from({ length: nClusters }, random));
    const centers = scope.float64(3 * nClusters);
    const clusterOf = scope.int32(n);
    const sizes = scope.int32(nClusters);
    const problem = scope.int32From([
      n,
      nClusters,
      maxIterations,
      points.pointer,
      draws.pointer,
      centers.pointer,
      clusterOf.pointer,
      sizes.pointer,
      scope.float64(n).pointer,
    ]);
    const nIterations = kernels.call("kMeans", problem.pointer);
    return {
      centers: Float64Array.from(centers.view),
      clusterOf: Int32Array.from(clusterOf.view),
      sizes: Int32Array.from(sizes.view),
      nIterations,
    };
  } finally {
    scope.free();
  }
}
