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
  /** [2^(depth+1) − 1, 6] f64: low and high corner of each node; children of node k are 2k+1 and 2k+2. */
  boxes: usize;
}

/** Builds the tree over xyz. Any input will do: coincident and collinear points only make flat boxes. */
export function buildKdTree(tree: KdTree): void {
  for (let i = 0; i < tree.n; i++) store<i32>(tree.order + ((<usize>i) << 2), i);
  if (tree.n > 0) split(tree, 0, 0, 0, tree.n);
  for (let i = 0; i < tree.n; i++) {
    const to = at(tree.points, i);
    const from = at(tree.xyz, i32At(tree.order, i));
    store<f64>(to, load<f64>(from));
    store<f64>(to, load<f64>(from, 8), 8);
    store<f64>(to, load<f64>(from, 16), 16);
  }
}

/** Address of the box of a node. */
export function boxOf(tree: KdTree, node: i32): usize {
  return tree.boxes + 48 * <usize>node;
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
  let x0 = Infinity;
  let y0 = Infinity;
  let z0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  let z1 = -Infinity;
  for (let i = begin; i < end; i++) {
    const p = at(tree.xyz, i32At(tree.order, i));
    const x = load<f64>(p);
    const y = load<f64>(p, 8);
    const z = load<f64>(p, 16);
    x0 = min(x0, x);
    y0 = min(y0, y);
    z0 = min(z0, z);
    x1 = max(x1, x);
    y1 = max(y1, y);
    z1 = max(z1, z);
  }
  store<f64>(box, x0);
  store<f64>(box, y0, 8);
  store<f64>(box, z0, 16);
  store<f64>(box, x1, 24);
  store<f64>(box, y1, 32);
  store<f64>(box, z1, 40);
  const width = max(x1 - x0, max(y1 - y0, z1 - z0));
  if (!(width > 0)) return -1;
  return x1 - x0 == width ? 0 : y1 - y0 == width ? 1 : 2;
}

/** Hoare's selection (1961, CACM 4:321): afterwards no point before `middle` lies higher along the axis than one after. */
function selectMedian(tree: KdTree, axis: i32, first: i32, last: i32, middle: i32): void {
  const keys = tree.xyz + ((<usize>axis) << 3);
  const order = tree.order;
  while (first < last) {
    const pivot = medianOfThree(
      load<f64>(at(keys, i32At(order, first))),
      load<f64>(at(keys, i32At(order, (first + last) >>> 1))),
      load<f64>(at(keys, i32At(order, last))),
    );
    let i = first;
    let j = last;
    while (i <= j) {
      while (load<f64>(at(keys, i32At(order, i))) < pivot) i++;
      while (pivot < load<f64>(at(keys, i32At(order, j)))) j--;
      if (i > j) break;
      const kept = i32At(order, i);
      store<i32>(order + ((<usize>i) << 2), i32At(order, j));
      store<i32>(order + ((<usize>j) << 2), kept);
      i++;
      j--;
    }
    if (middle <= j) last = j;
    else if (middle >= i) first = i;
    else return;
  }
}

function medianOfThree(a: f64, b: f64, c: f64): f64 {
  return max(min(a, b), min(max(a, b), c));
}

/** Squared distance from a point to a node's box; 0 inside. */
export function boxDistance2(box: usize, x: f64, y: f64, z: f64): f64 {
  const dx = max<f64>(0, max(load<f64>(box) - x, x - load<f64>(box, 24)));
  const dy = max<f64>(0, max(load<f64>(box, 8) - y, y - load<f64>(box, 32)));
  const dz = max<f64>(0, max(load<f64>(box, 16) - z, z - load<f64>(box, 40)));
  return dx * dx + dy * dy + dz * dz;
}
