/** Pairs that may come within their least distance before the next renewal: a neighbour list with skin (Verlet 1967, Phys Rev 159:98). */
import type { Block } from "../memory.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import { createNeighborSearch, type NeighborRules, type NeighborSearch } from "./neighbor-search.ts";

/** What a pair list is made for. */
export interface PairListOptions {
  /** Address of the coordinates [nPoints,3]. */
  readonly xyz: number;
  readonly nPoints: number;
  readonly rules: Required<Pick<NeighborRules, "classes">> & NeighborRules;
  /** Å */
  readonly skin: number;
  readonly renewEvery: number;
  readonly maxNeighbors: number;
}

/** A list that renews itself. Each pair stands once, at its lower index, in ascending order: sums over it are reproducible. */
export interface PairList {
  readonly search: NeighborSearch;
  /** Points whose neighbours were capped at the last renewal. */
  readonly nCapped: number;
  /** Renews the list when it is due: after `renewEvery` calls, or when a point moved more than half the skin. Returns whether it did. */
  renew(): boolean;
  /** Listed pairs of the points begin … end-1. */
  nListed(begin: number, end: number): number;
  dispose(): void;
}

/** Allocates an empty list; the first `renew` fills it. */
export function createPairList(kernels: GeometryKernels, options: PairListOptions): PairList {
  const { xyz, nPoints, rules, skin, maxNeighbors } = options;
  const scope = kernels.memory.scope();
  const search = createNeighborSearch(kernels, scope, { xyz, nPoints, maxNeighbors, half: true, rules });
  const xyzBefore: Block<Float64Array> = scope.float64(3 * nPoints);
  const radius =
    rules.classes.minDistance.reduce((greatest, distance) => Math.max(greatest, distance), 0) + skin;
  const limit = (skin / 2) ** 2;
  let age = Number.POSITIVE_INFINITY;
  let nCapped = 0;

  const isDue = (): boolean => {
    age++;
    if (age >= options.renewEvery) return true;
    // Not "> limit": coordinates that are not numbers renew the list too.
    return !(kernels.call("maxDisplacement2", nPoints, xyz, xyzBefore.pointer) <= limit);
  };
  return {
    search,
    get nCapped() {
      return nCapped;
    },
    renew() {
      if (!isDue()) return false;
      nCapped = search.run(radius, skin);
      kernels.call("copyPoints", nPoints, xyz, xyzBefore.pointer);
      age = 0;
      return true;
    },
    nListed(begin, end) {
      const count = search.count.view;
      let n = 0;
      for (let i = begin; i < end; i++) n += count[i]!;
      return n;
    },
    dispose: () => scope.free(),
  };
}
