// Neighbours of every point within a radius: KD-tree search with exclusions, a cap per point, and lists in ascending order.
import { at, f64At, i32At } from "./coordinates";
import { boxDistance2, boxOf, KdTree } from "./kdtree";

/** Layout shared with src/neighbors/neighbor-search.ts. Pointers that may be 0 switch their rule off. */
@unmanaged
export class NeighborQuery {
  tree: KdTree;
  /** Points of one chunk of work: chunk c takes c·pointsPerChunk … (c+1)·pointsPerChunk − 1. */
  pointsPerChunk: i32;
  /** Cap: the nearest so many are kept. */
  maxNeighbors: i32;
  /** 1: neighbours with a higher index only, so that each pair is found once. */
  half: i32;
  /** Sorted indices that do not count as neighbours, [n+1] and list; or 0. */
  excludedStart: usize;
  excluded: usize;
  /** [n] i32 alternate conformation, 0 = present in all: points of two different ones never meet; or 0. */
  conformerOf: usize;
  /** [n] i32 class; or 0. */
  classOf: usize;
  nClasses: i32;
  /** [nClasses, nClasses] f64: a pair counts up to its entry + skin; entry 0 = never. */
  minDistance: usize;
  /** Out: [n] first entry and number of entries of each point's neighbours. */
  start: usize;
  count: usize;
  /** Out: [n·maxNeighbors] i32; each chunk fills its own stretch from the front. */
  list: usize;
  /** Out: [nChunks] points whose neighbours were capped. */
  capped: usize;
  /** Scratch: [nChunks, maxNeighbors] of 16 bytes. */
  heaps: usize;
}

/** The point in hand and what was found. Globals: every thread has its own. */
let point: i32, pointX: f64, pointY: f64, pointZ: f64, limit: f64, margin: f64;
let heapDistance: usize, heapIndex: usize, nFound: i32, isCapped: bool;

/** Finds the neighbours within `radius` of the points of `chunk`; `skin` widens the classes' distances. */
export function findNeighbors(chunk: i32, query: NeighborQuery, radius: f64, skin: f64): void {
  const first = chunk * query.pointsPerChunk;
  const last = min(query.tree.n, first + query.pointsPerChunk);
  const cap = query.maxNeighbors;
  heapDistance = query.heaps + <usize>chunk * 16 * <usize>cap;
  heapIndex = heapDistance + 8 * <usize>cap;
  limit = radius * radius;
  margin = skin;
  let next = first * cap;
  let nCapped = 0;
  for (point = first; point < last; point++) {
    const p = at(query.tree.xyz, point);
    pointX = load<f64>(p);
    pointY = load<f64>(p, 8);
    pointZ = load<f64>(p, 16);
    nFound = 0;
    isCapped = false;
    visit(query, 0, 0, 0, query.tree.n);
    if (isCapped) nCapped++;
    sortFound();
    store<i32>(query.start + ((<usize>point) << 2), next);
    store<i32>(query.count + ((<usize>point) << 2), nFound);
    memory.copy(query.list + ((<usize>next) << 2), heapIndex, (<usize>nFound) << 2);
    next += nFound;
  }
  store<i32>(query.capped + ((<usize>chunk) << 2), nCapped);
}

function visit(query: NeighborQuery, node: i32, level: i32, begin: i32, end: i32): void {
  const tree = query.tree;
  if (boxDistance2(boxOf(tree, node), pointX, pointY, pointZ) > limit) return;
  if (level < tree.depth) {
    const middle = (begin + end) >>> 1;
    visit(query, 2 * node + 1, level + 1, begin, middle);
    visit(query, 2 * node + 2, level + 1, middle, end);
    return;
  }
  for (let k = begin; k < end; k++) {
    const p = at(tree.points, k);
    const x = load<f64>(p) - pointX;
    const y = load<f64>(p, 8) - pointY;
    const z = load<f64>(p, 16) - pointZ;
    const distance2 = x * x + y * y + z * z;
    if (distance2 <= limit) {
      const other = i32At(tree.order, k);
      if (counts(query, other, distance2)) keep(distance2, other, query.maxNeighbors);
    }
  }
}

/** Whether the rules let `other` be a neighbour of the point in hand. */
function counts(query: NeighborQuery, other: i32, distance2: f64): bool {
  if (query.half ? other <= point : other == point) return false;
  if (query.classOf) {
    const entry = i32At(query.classOf, point) * query.nClasses + i32At(query.classOf, other);
    const least = f64At(query.minDistance, entry);
    if (least <= 0 || distance2 > (least + margin) * (least + margin)) return false;
  }
  if (query.conformerOf) {
    const mine = i32At(query.conformerOf, point);
    const others = i32At(query.conformerOf, other);
    if (mine && others && mine != others) return false;
  }
  return !query.excluded || !isExcluded(query, other);
}

function isExcluded(query: NeighborQuery, other: i32): bool {
  let low = i32At(query.excludedStart, point);
  let high = i32At(query.excludedStart, point + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (i32At(query.excluded, middle) < other) low = middle + 1;
    else high = middle;
  }
  return low < i32At(query.excludedStart, point + 1) && i32At(query.excluded, low) == other;
}

/** Appends; once the cap is reached the found are a heap with the farthest on top (ties: the higher index is farther). */
function keep(distance2: f64, other: i32, cap: i32): void {
  if (nFound < cap) {
    put(nFound++, distance2, other);
    if (nFound == cap) for (let k = (cap >>> 1) - 1; k >= 0; k--) sink(k, cap);
    return;
  }
  isCapped = true;
  if (cap == 0 || isFarther(distance2, other, f64At(heapDistance, 0), i32At(heapIndex, 0))) return;
  put(0, distance2, other);
  sink(0, cap);
}

function isFarther(distance2: f64, index: i32, otherDistance2: f64, otherIndex: i32): bool {
  return distance2 > otherDistance2 || (distance2 == otherDistance2 && index > otherIndex);
}

function put(k: i32, distance2: f64, index: i32): void {
  store<f64>(heapDistance + ((<usize>k) << 3), distance2);
  store<i32>(heapIndex + ((<usize>k) << 2), index);
}

function sink(k: i32, n: i32): void {
  const distance2 = f64At(heapDistance, k);
  const index = i32At(heapIndex, k);
  for (;;) {
    let child = 2 * k + 1;
    if (child >= n) break;
    const right = child + 1;
    if (
      right < n &&
      isFarther(
        f64At(heapDistance, right),
        i32At(heapIndex, right),
        f64At(heapDistance, child),
        i32At(heapIndex, child),
      )
    ) {
      child = right;
    }
    if (!isFarther(f64At(heapDistance, child), i32At(heapIndex, child), distance2, index)) break;
    put(k, f64At(heapDistance, child), i32At(heapIndex, child));
    k = child;
  }
  put(k, distance2, index);
}

/** Ascending order of index: insertion sort, for lists of a few dozen. */
function sortFound(): void {
  for (let i = 1; i < nFound; i++) {
    const index = i32At(heapIndex, i);
    let k = i;
    while (k > 0 && i32At(heapIndex, k - 1) > index) {
      store<i32>(heapIndex + ((<usize>k) << 2), i32At(heapIndex, k - 1));
      k--;
    }
    store<i32>(heapIndex + ((<usize>k) << 2), index);
  }
}

/** The greatest squared displacement of n points between two sets of coordinates. */
export function maxDisplacement2(n: i32, xyz: usize, before: usize): f64 {
  let greatest: f64 = 0;
  for (let i = 0; i < n; i++) {
    const p = at(xyz, i);
    const q = at(before, i);
    const x = load<f64>(p) - load<f64>(q);
    const y = load<f64>(p, 8) - load<f64>(q, 8);
    const z = load<f64>(p, 16) - load<f64>(q, 16);
    greatest = max(greatest, x * x + y * y + z * z);
  }
  return greatest;
}

/** Copies n points. */
export function copyPoints(n: i32, from: usize, to: usize): void {
  memory.copy(to, from, 24 * <usize>n);
}
