/** Neighbours of points within a radius, once. */
import type { GeometryKernels } from "../open-geometry.ts";
import type { IndexLists } from "./exclusions.ts";
import { createNeighborSearch, type NeighborRules } from "./neighbor-search.ts";

/** What a search returns: the neighbours of each point in ascending order. */
export interface Neighbors extends IndexLists {
  /** Points that had more than `maxNeighbors` and kept the nearest. */
  readonly nCapped: number;
}

/** Options of `findNeighbors`. */
export interface FindNeighborsOptions extends NeighborRules {
  /** Cap per point; default 128. */
  readonly maxNeighbors?: number;
  /** Find each pair once, at its lower index; default: at both. */
  readonly half?: boolean;
}

/**
 * All neighbours within `radius` (Å, inclusive) of the points `xyz` [n,3]. Coincident, collinear, single and no points are
 * fine. Throws RangeError for coordinates that are not finite.
 */
export function findNeighbors(
  kernels: GeometryKernels,
  xyz: ArrayLike<number>,
  radius: number,
  options: FindNeighborsOptions = {},
): Neighbors {
  const { maxNeighbors = 128, half = false, ...rules } = options;
  const nPoints = xyz.length / 3;
  const scope = kernels.memory.scope();
  try {
    const points = scope.float64From(xyz);
    const bad = points.view.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new RangeError(`findNeighbors: point ${Math.floor(bad / 3)} is not finite`);
    const search = createNeighborSearch(kernels, scope, {
      xyz: points.pointer,
      nPoints,
      maxNeighbors,
      half,
      rules,
    });
    const nCapped = search.run(radius, 0);
    const start = new Int32Array(nPoints + 1);
    const [first, count, found] = [search.start.view, search.count.view, search.list.view];
    for (let i = 0; i < nPoints; i++) start[i + 1] = start[i]! + count[i]!;
    const list = new Int32Array(start[nPoints]!);
    for (let i = 0; i < nPoints; i++) list.set(found.subarray(first[i]!, first[i]! + count[i]!), start[i]!);
    return { start, list, nCapped };
  } finally {
    scope.free();
  }
}
