// Neighbours of every point within a radius: KD-tree search with exclusions, a cap per point, and lists in ascending order.
import { at, f64At, i32At } from "./coordinates";
import { boxOf, gap2, KdTree } from "./kdtree";

/** Layout shared with src/neighbors/neighbor-search.ts. Pointers that may be 0 switch their rule off. */
@unmanaged
export class NeighborQuery {
  tree: KdTree;
  /** Level of the tree whose subtrees are the chunks of work. */
  chunkLevel: i32;
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
  /** Out: [n·maxNeighbors] i32; each chunk fills its own stretch from the front, in the order of the tree. */
  list: usize;
  /** Out: [nChunks] points whose neighbours were capped. */
  capped: usize;
  /** Scratch: for each chunk LEAF_POINTS heaps of [maxNeighbors] f64 and i32, then LEAF_POINTS i32. */
  scratch: usize;
}

/** Points of a leaf at most: src/neighbors/neighbor-search.ts makes the tree that deep. */
const LEAF_POINTS: i32 = 10;

/** What is being looked for. Globals: every thread has its own. */
let limit: f64, margin: f64, scratch: usize, found: usize, next: i32, nCapped: i32;
/** The leaf in hand: its box and points. */
let leafBox: usize, leafBegin: i32, leafEnd: i32;
/** The point in hand and its heap. */
let point: i32, pointXY: v128, pointZ: v128, heapDistance: usize, heapIndex: usize, nFound: i32;

/** Finds the neighbours within `radius` of the points in subtree `chunk`; `skin` widens the classes' distances. */
export function findNeighbors(chunk: i32, query: NeighborQuery, radius: f64, skin: f64): void {
  const perChunk = LEAF_POINTS * (12 * query.maxNeighbors + 8);
  limit = radius * radius;
  margin = skin;
  scratch = query.scratch + <usize>chunk * <usize>perChunk;
  found = scratch + <usize>(LEAF_POINTS * 12 * query.maxNeighbors);
  nCapped = 0;
  let begin = 0;
  let end = query.tree.n;
  let node = 0;
  for (let level = query.chunkLevel - 1; level >= 0; level--) {
    const middle = (begin + end) >>> 1;
    const isRight = (chunk >>> level) & 1;
    node = 2 * node + 1 + isRight;
    if (isRight) begin = middle;
    else end = middle;
  }
  next = begin * query.maxNeighbors;
  if (begin < end) searchLeaves(query, node, query.chunkLevel, begin, end);
  store<i32>(query.capped + ((<usize>chunk) << 2), nCapped);
}

function searchLeaves(query: NeighborQuery, node: i32, level: i32, begin: i32, end: i32): void {
  if (level < query.tree.depth) {
    const middle = (begin + end) >>> 1;
    searchLeaves(query, 2 * node + 1, level + 1, begin, middle);
    searchLeaves(query, 2 * node + 2, level + 1, middle, end);
    return;
  }
  leafBox = boxOf(query.tree, node);
  leafBegin = begin;
  leafEnd = end;
  memory.fill(found, 0, 4 * LEAF_POINTS);
  visit(query, 0, 0, 0, query.tree.n);
  for (let i = begin; i < end; i++) writeFound(query, i);
}

/** Moves the leaf's i-th point into hand. */
function take(query: NeighborQuery, i: i32): void {
  const cap = <usize>query.maxNeighbors;
  const k = <usize>(i - leafBegin);
  const p = at(query.tree.points, i);
  point = i32At(query.tree.order, i);
  pointXY = v128.load(p);
  pointZ = f64x2.replace_lane(f64x2.splat(load<f64>(p, 16)), 1, 0);
  heapDistance = scratch + 8 * cap * k;
  heapIndex = scratch + 8 * cap * <usize>LEAF_POINTS + 4 * cap * k;
  nFound = i32At(found, <i32>k);
}

function writeFound(query: NeighborQuery, i: i32): void {
  take(query, i);
  // One more than the cap means that some did not fit.
  if (nFound > query.maxNeighbors) {
    nFound = query.maxNeighbors;
    nCapped++;
  }
  sortFound();
  store<i32>(query.start + ((<usize>point) << 2), next);
  store<i32>(query.count + ((<usize>point) << 2), nFound);
  memory.copy(query.list + ((<usize>next) << 2), heapIndex, (<usize>nFound) << 2);
  next += nFound;
}

/** Brings every leaf near the one in hand to its points. */
function visit(query: NeighborQuery, node: i32, level: i32, begin: i32, end: i32): void {
  const tree = query.tree;
  const box = boxOf(tree, node);
  const leaf = leafBox;
  const gap = gap2(box, v128.load(leaf), v128.load(leaf, 16), v128.load(leaf, 32), v128.load(leaf, 48));
  if (gap > limit) return;
  if (level < tree.depth) {
    const middle = (begin + end) >>> 1;
    visit(query, 2 * node + 1, level + 1, begin, middle);
    visit(query, 2 * node + 2, level + 1, middle, end);
    return;
  }
  for (let i = leafBegin; i < leafEnd; i++) {
    take(query, i);
    if (gap2(box, pointXY, pointZ, pointXY, pointZ) > limit) continue;
    compare(query, begin, end);
    store<i32>(found + ((<usize>(i - leafBegin)) << 2), nFound);
  }
}

/** The point in hand against the points begin … end-1 of the tree. */
function compare(query: NeighborQuery, begin: i32, end: i32): void {
  // In locals: what lies in memory would be read again for every pair.
  const points = query.tree.points;
  const order = query.tree.order;
  const px = f64x2.extract_lane(pointXY, 0);
  const py = f64x2.extract_lane(pointXY, 1);
  const pz = f64x2.extract_lane(pointZ, 0);
  const farthest = limit;
  const above = query.half ? point : -1;
  for (let k = begin; k < end; k++) {
    const p = at(points, k);
    const x = load<f64>(p) - px;
    const y = load<f64>(p, 8) - py;
    const z = load<f64>(p, 16) - pz;
    const distance2 = x * x + y * y + z * z;
    const other = i32At(order, k);
    // One branch for both: neither can be foretold.
    const isCandidate = i32(distance2 <= farthest) & i32(other > above);
    if (isCandidate && counts(query, other, distance2)) keep(distance2, other, query.maxNeighbors);
  }
}

/** Whether the rules let `other` be a neighbour of the point in hand. */
function counts(query: NeighborQuery, other: i32, distance2: f64): bool {
  if (other == point) return false;
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

/**
 * Appends; once the cap is reached the found are a heap with the farthest on top (ties: the higher index is farther), and
 * `nFound` stands at cap + 1 from the first that does not fit.
 */
function keep(distance2: f64, other: i32, cap: i32): void {
  if (nFound < cap) {
    put(nFound++, distance2, other);
    if (nFound == cap) for (let k = (cap >>> 1) - 1; k >= 0; k--) sink(k, cap);
    return;
  }
  nFound = cap + 1;
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

/** Number of all neighbours found. */
export function countNeighbors(query: NeighborQuery): i32 {
  let total = 0;
  for (let i = 0; i < query.tree.n; i++) total += i32At(query.count, i);
  return total;
}

/** Copies the lists in the order of the points, so that a scan over the points reads memory from front to back. */
export function packNeighbors(query: NeighborQuery, packed: usize): void {
  let next = 0;
  for (let i = 0; i < query.tree.n; i++) {
    const first = query.start + ((<usize>i) << 2);
    const n = i32At(query.count, i);
    memory.copy(
      packed + ((<usize>next) << 2),
      query.list + ((<usize>load<i32>(first)) << 2),
      (<usize>n) << 2,
    );
    store<i32>(first, next);
    next += n;
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
