/** Drives the KD-tree kernels: the neighbours of every point within a radius, in the kernels' memory. */
import type { Block, Scope } from "../memory.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { IndexLists } from "./exclusions.ts";

/** Which points may be neighbours. */
export interface NeighborRules {
  /** Pairs that never count. */
  readonly excluded?: IndexLists;
  /** [n] alternate conformation, 0 = present in all: points of two different ones never meet. */
  readonly conformerOf?: Int32Array;
  /** Classes of points and the distance [nClasses,nClasses] (Å) up to which a pair of classes counts; 0 = never. */
  readonly classes?: {
    readonly classOf: Int32Array;
    readonly nClasses: number;
    readonly minDistance: Float64Array;
  };
}

/** A search over n points, to be run any number of times on coordinates at `xyz`. */
export interface NeighborSearch {
  /** First entry of each point's neighbours in `list`, and how many: [n] each. */
  readonly start: Block<Int32Array>;
  readonly count: Block<Int32Array>;
  /** Replaced by a larger one when `run` finds more. */
  readonly list: Block<Int32Array>;
  /** Pointers of the rules' tables in kernel memory; 0 where there are none. */
  readonly classOf: number;
  readonly minDistance: number;
  /**
   * Finds all neighbours within `radius` (Å), at most `maxNeighbors` (the nearest) a point; with classes, up to their
   * distance + `skin`. Returns the number of points that were capped.
   */
  run(radius: number, skin: number): number;
}

/** What to search among. */
export interface SearchOptions {
  /** Address of the coordinates [n,3]. */
  readonly xyz: number;
  readonly nPoints: number;
  readonly maxNeighbors: number;
  /** Find each pair once, at its lower index. */
  readonly half: boolean;
  readonly rules: NeighborRules;
}

/** assembly/neighbors.ts knows it too. */
const LEAF_POINTS = 10;
/** Subtrees of this level, or of the leaves where they lie higher, are the chunks of work. */
const CHUNK_LEVEL = 6;

/** Allocates a search in `scope`. Its kernels' structures: assembly/kdtree.ts and assembly/neighbors.ts. */
export function createNeighborSearch(
  kernels: GeometryKernels,
  scope: Scope,
  options: SearchOptions,
): NeighborSearch {
  const { nPoints, maxNeighbors } = options;
  const depth = Math.max(0, Math.ceil(Math.log2(nPoints / LEAF_POINTS)));
  const chunkLevel = Math.min(depth, CHUNK_LEVEL);
  const nChunks = 2 ** chunkLevel;
  const tree = createTree(scope, options, depth);
  const rules = placeRules(scope, options.rules);
  const start = scope.int32(nPoints);
  const count = scope.int32(nPoints);
  const found = scope.int32(nPoints * maxNeighbors);
  const capped = scope.int32(nChunks);
  const scratch = scope.uint8(nChunks * LEAF_POINTS * (12 * maxNeighbors + 8));
  const out = [start, count, found, capped, scratch].map((block) => block.pointer);
  const half = options.half ? 1 : 0;
  const query = scope.int32From([tree, chunkLevel, maxNeighbors, half, ...rules.pointers, ...out]);
  let list = scope.int32(0);
  return {
    start,
    count,
    get list() {
      return list;
    },
    classOf: rules.classOf,
    minDistance: rules.minDistance,
    run(radius, skin) {
      kernels.call("buildKdTree", tree);
      kernels.parallelFor("findNeighbors", nChunks, query.pointer, radius, skin);
      const total = kernels.call("countNeighbors", query.pointer);
      if (total > list.length) {
        list.free();
        list = scope.int32(Math.ceil(1.25 * total));
      }
      kernels.call("packNeighbors", query.pointer, list.pointer);
      return capped.view.reduce((sum, n) => sum + n, 0);
    },
  };
}

/** Copies the rules' tables; pointers in the order of the query, 0 where there is no rule. */
function placeRules(scope: Scope, { excluded, conformerOf, classes }: NeighborRules) {
  const place = (values: Int32Array | undefined): number => (values ? scope.int32From(values).pointer : 0);
  const classOf = place(classes?.classOf);
  const minDistance = classes ? scope.float64From(classes.minDistance).pointer : 0;
  const exclusions = [place(excluded?.start), place(excluded?.list)];
  const pointers = [...exclusions, place(conformerOf), classOf, classes?.nClasses ?? 0, minDistance];
  return { classOf, minDistance, pointers };
}

function createTree(scope: Scope, { xyz, nPoints }: SearchOptions, depth: number): number {
  return scope.int32From([
    nPoints,
    depth,
    xyz,
    scope.int32(nPoints).pointer,
    scope.float64(3 * nPoints).pointer,
    scope.float64(8 * (2 ** (depth + 1) - 1)).pointer,
  ]).pointer;
}
