// K-means: seeding by k-means++ (Arthur and Vassilvitskii 2007), then Lloyd's iteration (1982, IEEE Trans Inf Theory 28:129).
import { addTo, at, f64At, i32At } from "./coordinates";

/** Layout shared with src/kmeans.ts. */
@unmanaged
export class KMeans {
  n: i32;
  k: i32;
  maxIterations: i32;
  /** [n,3] */
  xyz: usize;
  /** [k] numbers in [0, 1) that the seeding draws with. */
  random: usize;
  /** Out: [k,3] */
  centers: usize;
  /** Out: [n] i32 cluster of each point. */
  clusterOf: usize;
  /** Out: [k] i32 points of each cluster. */
  sizes: usize;
  /** [n] f64: squared distance to the nearest centre. */
  distance2: usize;
}

/** Clusters n ≥ k ≥ 1 points; returns the iterations used. A cluster that runs empty is moved to the worst-served point. */
export function kMeans(problem: KMeans): i32 {
  seed(problem);
  memory.fill(problem.clusterOf, 0xff, (<usize>problem.n) << 2);
  for (let iteration = 1; iteration <= problem.maxIterations; iteration++) {
    const nMoved = assign(problem);
    average(problem);
    if (!fillEmpty(problem) && nMoved == 0) return iteration;
  }
  return problem.maxIterations;
}

/** Each further centre is a point drawn with probability proportional to its squared distance from the centres so far. */
function seed(problem: KMeans): void {
  const n = problem.n;
  copyPoint(problem, 0, min(n - 1, <i32>(f64At(problem.random, 0) * <f64>n)));
  for (let i = 0; i < n; i++) store<f64>(problem.distance2 + ((<usize>i) << 3), Infinity);
  for (let c = 1; c < problem.k; c++) {
    let total: f64 = 0;
    for (let i = 0; i < n; i++) {
      const d = min(f64At(problem.distance2, i), squareTo(problem, i, c - 1));
      store<f64>(problem.distance2 + ((<usize>i) << 3), d);
      total += d;
    }
    let left = f64At(problem.random, c) * total;
    let chosen = n - 1;
    for (let i = 0; i < n; i++) {
      left -= f64At(problem.distance2, i);
      if (left < 0) {
        chosen = i;
        break;
      }
    }
    copyPoint(problem, c, chosen);
  }
}

function copyPoint(problem: KMeans, c: i32, i: i32): void {
  memory.copy(at(problem.centers, c), at(problem.xyz, i), 24);
}

function squareTo(problem: KMeans, i: i32, c: i32): f64 {
  const p = at(problem.xyz, i);
  const q = at(problem.centers, c);
  const x = load<f64>(p) - load<f64>(q);
  const y = load<f64>(p, 8) - load<f64>(q, 8);
  const z = load<f64>(p, 16) - load<f64>(q, 16);
  return x * x + y * y + z * z;
}

/** Puts every point into the cluster of its nearest centre (ties: the lower number); returns how many changed. */
function assign(problem: KMeans): i32 {
  let nMoved = 0;
  for (let i = 0; i < problem.n; i++) {
    let best = 0;
    let bestSquare = Infinity;
    for (let c = 0; c < problem.k; c++) {
      const square = squareTo(problem, i, c);
      if (square < bestSquare) {
        bestSquare = square;
        best = c;
      }
    }
    if (i32At(problem.clusterOf, i) != best) nMoved++;
    store<i32>(problem.clusterOf + ((<usize>i) << 2), best);
    store<f64>(problem.distance2 + ((<usize>i) << 3), bestSquare);
  }
  return nMoved;
}

/** Moves every centre that has points to their mean. */
function average(problem: KMeans): void {
  const sizes = problem.sizes;
  memory.fill(sizes, 0, (<usize>problem.k) << 2);
  for (let i = 0; i < problem.n; i++) {
    const size = sizes + ((<usize>i32At(problem.clusterOf, i)) << 2);
    store<i32>(size, load<i32>(size) + 1);
  }
  for (let c = 0; c < problem.k; c++) {
    if (i32At(sizes, c) > 0) memory.fill(at(problem.centers, c), 0, 24);
  }
  for (let i = 0; i < problem.n; i++) {
    const c = i32At(problem.clusterOf, i);
    const share = 1 / <f64>i32At(sizes, c);
    const p = at(problem.xyz, i);
    addTo(problem.centers, c, share * load<f64>(p), share * load<f64>(p, 8), share * load<f64>(p, 16));
  }
}

/** Moves each empty cluster's centre to the point farthest from its own; returns whether there was one. */
function fillEmpty(problem: KMeans): bool {
  let isChanged = false;
  for (let c = 0; c < problem.k; c++) {
    if (i32At(problem.sizes, c) > 0) continue;
    let worst = 0;
    for (let i = 1; i < problem.n; i++) {
      if (f64At(problem.distance2, i) > f64At(problem.distance2, worst)) worst = i;
    }
    // Coincident points leave fewer places than clusters: those stay empty.
    if (f64At(problem.distance2, worst) == 0) return isChanged;
    copyPoint(problem, c, worst);
    store<f64>(problem.distance2 + ((<usize>worst) << 3), 0);
    isChanged = true;
  }
  return isChanged;
}
