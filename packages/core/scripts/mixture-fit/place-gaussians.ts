/** Where Gaussians start: spread over the cells by a density, as wide as their neighbours are far. */
import type { Random } from "../../src/random.ts";
import type { FitTarget } from "./fit-target.ts";
import { createGaussians, type Gaussians, type SpreadLimits } from "./gaussians.ts";

const LLOYD_ROUNDS = 8;

export interface Placement {
  readonly n: number;
  /** [nCells] how thickly Gaussians lie; none start where it is 0. */
  readonly density: Float64Array;
  /** Spread in units of the mean distance to the 2·nDim nearest. */
  readonly width: number;
  readonly limits: SpreadLimits;
  readonly random: Random;
}

/** Round Gaussians without amplitude: drawn systematically from the density, then evened out by Lloyd's algorithm. */
export function placeGaussians(target: FitTarget, placement: Placement): Gaussians {
  const cells = Int32Array.from(placement.density.keys()).filter((cell) => placement.density[cell]! > 0);
  const g = createGaussians(placement.n, target.nDim);
  drawCenters(target, placement, cells, g.center);
  for (let round = 0; round < LLOYD_ROUNDS; round++) evenOut(target, placement.density, cells, g.center);
  setWidths(target, placement, g);
  return g;
}

function drawCenters(
  { nDim, angle, widthDeg }: FitTarget,
  { n, density, random }: Placement,
  cells: Int32Array,
  center: Float64Array,
): void {
  const total = cells.reduce((sum, cell) => sum + density[cell]!, 0);
  const start = random.uniform();
  let sum = 0;
  let drawn = 0;
  for (const cell of cells) {
    sum += (density[cell]! / total) * n;
    for (; drawn < n && drawn + start < sum; drawn++) {
      for (let d = 0; d < nDim; d++) {
        center[drawn * nDim + d] = angle[cell * nDim + d]! + 0.2 * widthDeg[d]! * random.normal();
      }
    }
  }
}

/** Moves every centre to the mean of the cells that it is nearest to. */
function evenOut(
  { nDim, angle, turnDeg }: FitTarget,
  density: Float64Array,
  cells: Int32Array,
  center: Float64Array,
): void {
  const n = center.length / nDim;
  const weight = new Float64Array(n);
  const shift = new Float64Array(n * nDim);
  for (const cell of cells) {
    const nearest = nearestCenter(angle.subarray(cell * nDim, (cell + 1) * nDim), center, turnDeg);
    weight[nearest]! += density[cell]!;
    for (let d = 0; d < nDim; d++) {
      const off = angle[cell * nDim + d]! - center[nearest * nDim + d]!;
      shift[nearest * nDim + d]! += density[cell]! * (off - turnDeg[d]! * Math.round(off / turnDeg[d]!));
    }
  }
  for (let i = 0; i < shift.length; i++) {
    const w = weight[Math.floor(i / nDim)]!;
    if (w > 0) center[i]! += shift[i]! / w;
  }
}

function nearestCenter(place: Float64Array, center: Float64Array, turnDeg: readonly number[]): number {
  const nDim = place.length;
  let best = Number.POSITIVE_INFINITY;
  let nearest = 0;
  for (let at = 0; at < center.length; at += nDim) {
    const distance = squaredDistance(place, center, at, turnDeg);
    if (distance < best) {
      best = distance;
      nearest = at / nDim;
    }
  }
  return nearest;
}

function squaredDistance(
  place: Float64Array,
  center: Float64Array,
  at: number,
  turnDeg: readonly number[],
): number {
  let sum = 0;
  for (let d = 0; d < place.length; d++) {
    const off = Math.abs(place[d]! - center[at + d]!) % turnDeg[d]!;
    const short = Math.min(off, turnDeg[d]! - off);
    sum += short * short;
  }
  return sum;
}

function setWidths(
  { turnDeg }: FitTarget,
  { width, limits }: Placement,
  { n, nDim, center, precision }: Gaussians,
): void {
  for (let k = 0; k < n; k++) {
    const own = center.subarray(k * nDim, (k + 1) * nDim);
    const squares = new Float64Array(n);
    for (let j = 0; j < n; j++) squares[j] = squaredDistance(own, center, j * nDim, turnDeg);
    const near = squares.sort().subarray(1, 1 + 2 * nDim);
    const mean = near.reduce((sum, square) => sum + Math.sqrt(square), 0) / near.length;
    const spread = Math.min(limits.widest, Math.max(limits.narrowest, width * mean));
    for (let d = 0; d < nDim; d++) precision[(k * nDim + d) * nDim + d] = 1 / spread ** 2;
  }
}
