/** A uniform grid of cells over points, to find the ones near a place. */

/** Points sorted by cell. */
export interface AtomGrid {
  readonly cell: number;
  readonly min: readonly [number, number, number];
  readonly size: readonly [number, number, number];
  /** First entry of each cell in `items`; [nCells + 1]. */
  readonly start: Int32Array;
  /** Indices of the points, cell by cell. */
  readonly items: Int32Array;
  readonly xyz: Float64Array;
}

/** Grid over the points `subset` of `xyz` [n,3] (all when left out) with cells of about `cell` Å; later moves are not seen. */
export function buildAtomGrid(xyz: Float64Array, cell: number, subset?: ArrayLike<number>): AtomGrid {
  const nPoints = subset ? subset.length : xyz.length / 3;
  const pointAt = (i: number): number => (subset ? subset[i]! : i);
  const { min, max } = bounds(xyz, nPoints, pointAt);
  let edge = cell;
  let size = gridSize(min, max, edge);
  // Far-flung atoms must not cost memory: no more than some cells for each point.
  while (size[0] * size[1] * size[2] > 16 * nPoints + 4096) {
    edge *= 1.5;
    size = gridSize(min, max, edge);
  }
  const cellOf = new Int32Array(nPoints);
  const start = new Int32Array(size[0] * size[1] * size[2] + 1);
  for (let i = 0; i < nPoints; i++) {
    const p = 3 * pointAt(i);
    const x = Math.floor((xyz[p]! - min[0]) / edge);
    const y = Math.floor((xyz[p + 1]! - min[1]) / edge);
    const z = Math.floor((xyz[p + 2]! - min[2]) / edge);
    cellOf[i] = (z * size[1] + y) * size[0] + x;
    start[cellOf[i]! + 1]!++;
  }
  for (let c = 1; c < start.length; c++) start[c]! += start[c - 1]!;
  const next = start.slice();
  const items = new Int32Array(nPoints);
  for (let i = 0; i < nPoints; i++) items[next[cellOf[i]!]!++] = pointAt(i);
  return { cell: edge, min, size, start, items, xyz };
}

function bounds(xyz: Float64Array, nPoints: number, pointAt: (i: number) => number) {
  const min: [number, number, number] = [0, 0, 0];
  const max: [number, number, number] = [0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < nPoints; i++) {
      const value = xyz[3 * pointAt(i) + axis]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    min[axis] = nPoints > 0 ? low : 0;
    max[axis] = nPoints > 0 ? high : 0;
  }
  return { min, max };
}

type Triple = readonly [number, number, number];

const gridSize = (min: Triple, max: Triple, cell: number): Triple => [
  Math.floor((max[0] - min[0]) / cell) + 1,
  Math.floor((max[1] - min[1]) / cell) + 1,
  Math.floor((max[2] - min[2]) / cell) + 1,
];

/** Writes into `found` the points at most `radius` Å from a place and returns how many there are. `found` grows as needed. */
export function findNear(grid: AtomGrid, place: ArrayLike<number>, radius: number, found: number[]): number {
  const { cell, min, size, start, items, xyz } = grid;
  const [px, py, pz] = [place[0]!, place[1]!, place[2]!];
  const x0 = Math.max(0, Math.floor((px - radius - min[0]) / cell));
  const y0 = Math.max(0, Math.floor((py - radius - min[1]) / cell));
  const z0 = Math.max(0, Math.floor((pz - radius - min[2]) / cell));
  const x1 = Math.min(size[0] - 1, Math.floor((px + radius - min[0]) / cell));
  const y1 = Math.min(size[1] - 1, Math.floor((py + radius - min[1]) / cell));
  const z1 = Math.min(size[2] - 1, Math.floor((pz + radius - min[2]) / cell));
  const limit = radius * radius;
  let n = 0;
  for (let z = z0; z <= z1; z++) {
    for (let y = y0; y <= y1; y++) {
      const row = (z * size[1] + y) * size[0];
      // Cells of one row are neighbours in memory: one span covers x0 to x1.
      for (let k = start[row + x0]!; k < start[row + x1 + 1]!; k++) {
        const i = items[k]!;
        const dx = xyz[3 * i]! - px;
        const dy = xyz[3 * i + 1]! - py;
        const dz = xyz[3 * i + 2]! - pz;
        if (dx * dx + dy * dy + dz * dz <= limit) found[n++] = i;
      }
    }
  }
  return n;
}
