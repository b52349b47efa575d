// KD-tree (Bentley 1975, CACM 18:509): points halved by count along their widest side, down to leaves of equal depth.
import { at, i32At } from "./coordinates";

/** Layout shared with src/neighbors/neighbor-search.ts. */
@unmanaged
export class KdTree {
  n: i32;
  /** Levels below the root; leaves are the nodes of level `depth`. */
  depth: i32;
  /** [n,3] the points in the caller's order. */
  xyz: usize;
  /** [n] i32: which point stands at each place of the tree. */
  order: usize;
  /** [n,3] the points in the tree's order. */
  points: usize;
  /** [2^(depth+1) − 1, 8] f64: low corner x y z 0 and high corner x y z 0 of each node; children of node k are 2k+1 and 2k+2. */
  boxes: usize;
}

/** Builds the tree over xyz. Any input will do: coincident and collinear points only make flat boxes. */
export function buildKdTree(tree: KdTree): void {
  memory.copy(tree.points, tree.xyz, 24 * <usize>tree.n);
  for (let i = 0; i < tree.n; i++) store<i32>(tree.order + ((<usize>i) << 2), i);
  if (tree.n > 0) split(tree, 0, 0, 0, tree.n);
}

/** Address of the box of a node. */
export function boxOf(tree: KdTree, node: i32): usize {
  return tree.boxes + 64 * <usize>node;
}

function split(tree: KdTree, node: i32, level: i32, begin: i32, end: i32): void {
  const axis = fitBox(tree, boxOf(tree, node), begin, end);
  if (level == tree.depth) return;
  const middle = (begin + end) >>> 1;
  if (axis >= 0) selectMedian(tree, axis, begin, end - 1, middle);
  split(tree, 2 * node + 1, level + 1, begin, middle);
  split(tree, 2 * node + 2, level + 1, middle, end);
}

/** Writes the box of the points begin … end-1 and returns its widest axis, or -1 when they coincide. */
function fitBox(tree: KdTree, box: usize, begin: i32, end: i32): i32 {
  let lowXY = f64x2.splat(Infinity);
  let lowZ = f64x2.splat(Infinity);
  let highXY = f64x2.splat(-Infinity);
  let highZ = f64x2.splat(-Infinity);
  for (let i = begin; i < end; i++) {
    const p = at(tree.points, i);
    const xy = v128.load(p);
    const z = v128.load64_splat(p, 16);
    lowXY = f64x2.pmin(lowXY, xy);
    lowZ = f64x2.pmin(lowZ, z);
    highXY = f64x2.pmax(highXY, xy);
    highZ = f64x2.pmax(highZ, z);
  }
  v128.store(box, lowXY);
  v128.store(box, f64x2.replace_lane(lowZ, 1, 0), 16);
  v128.store(box, highXY, 32);
  v128.store(box, f64x2.replace_lane(highZ, 1, 0), 48);
  const x = f64x2.extract_lane(highXY, 0) - f64x2.extract_lane(lowXY, 0);
  const y = f64x2.extract_lane(highXY, 1) - f64x2.extract_lane(lowXY, 1);
  const z = f64x2.extract_lane(highZ, 0) - f64x2.extract_lane(lowZ, 0);
  const width = max(x, max(y, z));
  if (!(width > 0)) return -1;
  return x == width ? 0 : y == width ? 1 : 2;
}

/** Hoare's selection (1961, CACM 4:321): afterwards no point before `middle` lies higher along the axis than one after. */
function selectMedian(tree: KdTree, axis: i32, first: i32, last: i32, middle: i32): void {
  const keys = tree.points + ((<usize>axis) << 3);
  while (first < last) {
    const pivot = medianOfThree(
      load<f64>(at(keys, first)),
      load<f64>(at(keys, (first + last) >>> 1)),
      load<f64>(at(keys, last)),
    );
    let i = first;
    let j = last;
    while (i <= j) {
      while (load<f64>(at(keys, i)) < pivot) i++;
      while (pivot < load<f64>(at(keys, j))) j--;
      if (i > j) break;
      swapPoints(tree, i, j);
      i++;
      j--;
    }
    if (middle <= j) last = j;
    else if (middle >= i) first = i;
    else return;
  }
}

function swapPoints(tree: KdTree, i: i32, j: i32): void {
  const p = at(tree.points, i);
  const q = at(tree.points, j);
  const x = load<f64>(p);
  const y = load<f64>(p, 8);
  const z = load<f64>(p, 16);
  store<f64>(p, load<f64>(q));
  store<f64>(p, load<f64>(q, 8), 8);
  store<f64>(p, load<f64>(q, 16), 16);
  store<f64>(q, x);
  store<f64>(q, y, 8);
  store<f64>(q, z, 16);
  const kept = i32At(tree.order, i);
  store<i32>(tree.order + ((<usize>i) << 2), i32At(tree.order, j));
  store<i32>(tree.order + ((<usize>j) << 2), kept);
}

function medianOfThree(a: f64, b: f64, c: f64): f64 {
  return max(min(a, b), min(max(a, b), c));
}

/**
 * Squared distance between two boxes, given by their corners as (x, y) and (z, 0); 0 where they meet. A point is a box of one
 * corner. Without branches: which side a box lies on cannot be foretold.
 */
export function gap2(box: usize, lowXY: v128, lowZ: v128, highXY: v128, highZ: v128): f64 {
  const zero = f64x2.splat(0);
  const beforeXY = f64x2.sub(v128.load(box), highXY);
  const beyondXY = f64x2.sub(lowXY, v128.load(box, 32));
  const beforeZ = f64x2.sub(v128.load(box, 16), highZ);
  const beyondZ = f64x2.sub(lowZ, v128.load(box, 48));
  const xy = f64x2.pmax(zero, f64x2.pmax(beforeXY, beyondXY));
  const z = f64x2.pmax(zero, f64x2.pmax(beforeZ, beyondZ));
  const squares = f64x2.add(f64x2.mul(xy, xy), f64x2.mul(z, z));
  return f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
}
