// Between atoms and the grid: spreading point masses with a window, and reading the derivative of a grid function at the atoms.
import { addTo, at, i32At } from "../coordinates";
import { COLUMN_PAD, gridStride, Lane, Projection, REACH, ROW_PAD, scalar } from "./layout";

const WINDOW_STEPS: f64 = 256;
/** Bytes of a row of a window table: 8 f32. */
const WINDOW_ROW: u32 = 32;
/** Bytes of the weights that are not padding: 6 f32. */
const WINDOW_BYTES: usize = 24;

/** Where an atom falls on the grid. */
@unmanaged
export class Place {
  /** Byte offset of its first grid point. */
  offset: u32;
  /** Byte offset of its row in the window tables, along u and v. */
  rowU: u32;
  rowV: u32;
  /** How far it is from that row to the next, 0 … 1. */
  shareU: f32;
  shareV: f32;
}

export const PLACE_BYTES: usize = 20;

/** Fills lane.places for the Gaussians' atoms in a view. */
export function placeAtoms(problem: Projection, lane: Lane, view: usize, xyz: usize): void {
  const scale = f64x2.splat(scalar(problem, 3));
  const alongX = f64x2.mul(scale, pair(load<f64>(view), load<f64>(view, 24)));
  const alongY = f64x2.mul(scale, pair(load<f64>(view, 8), load<f64>(view, 32)));
  const alongZ = f64x2.mul(scale, pair(load<f64>(view, 16), load<f64>(view, 40)));
  const centreX = scalar(problem, 0);
  const centreY = scalar(problem, 1);
  const centreZ = scalar(problem, 2);
  const size = f64x2.splat(<f64>problem.gridSize);
  const turns = f64x2.splat(1 / <f64>problem.gridSize);
  const reach = f64x2.splat(REACH);
  const steps = f64x2.splat(WINDOW_STEPS);
  const lastRow = f64x2.splat(WINDOW_STEPS - 1);
  const stride = gridStride(problem.gridSize);
  let to = lane.places;
  for (let g = 0; g < problem.nGaussians; g++, to += PLACE_BYTES) {
    const atom = at(xyz, i32At(problem.atomOf, g));
    const x = f64x2.splat(load<f64>(atom) - centreX);
    const y = f64x2.splat(load<f64>(atom, 8) - centreY);
    const z = f64x2.splat(load<f64>(atom, 16) - centreZ);
    const along = f64x2.add(f64x2.add(f64x2.mul(x, alongX), f64x2.mul(y, alongY)), f64x2.mul(z, alongZ));
    const wrapped = f64x2.sub(along, f64x2.mul(size, f64x2.floor(f64x2.mul(along, turns))));
    // Rounding makes a tiny negative number wrap to the size itself, and such a place is 0.
    const inside = v128.and(f64x2.ge(wrapped, f64x2.splat(0)), f64x2.lt(wrapped, size));
    const place = v128.and(wrapped, inside);
    const begin = f64x2.ceil(f64x2.sub(place, reach));
    const tablePlace = f64x2.mul(f64x2.add(f64x2.sub(begin, place), reach), steps);
    const row = f64x2.min(f64x2.floor(tablePlace), lastRow);
    const share = f64x2.sub(tablePlace, row);
    const first = i32x4.trunc_sat_f64x2_s_zero(begin);
    const rows = i32x4.trunc_sat_f64x2_s_zero(row);
    const record = changetype<Place>(to);
    record.offset = <u32>(
      (((i32x4.extract_lane(first, 0) + ROW_PAD) * stride + i32x4.extract_lane(first, 1) + COLUMN_PAD) << 2)
    );
    record.rowU = <u32>i32x4.extract_lane(rows, 0) * WINDOW_ROW;
    record.rowV = <u32>i32x4.extract_lane(rows, 1) * WINDOW_ROW;
    record.shareU = <f32>f64x2.extract_lane(share, 0);
    record.shareV = <f32>f64x2.extract_lane(share, 1);
  }
}

function pair(a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b);
}

/** grid = Σ over the Gaussians of amplitude·window, periodic; the padding is folded back. */
export function spread(problem: Projection, lane: Lane, channel: i32): void {
  const n = problem.gridSize;
  const stride = (<usize>gridStride(n)) << 2;
  memory.fill(lane.grid, 0, <usize>(n + 2 * ROW_PAD) * stride);
  const amplitudes = problem.amplitude + ((<usize>(channel * problem.nGaussians)) << 2);
  const weightsU = lane.block;
  for (let g = 0; g < problem.nGaussians; g++) {
    const place = changetype<Place>(lane.places + <usize>g * PLACE_BYTES);
    const size = v128.load32_splat(amplitudes + ((<usize>g) << 2));
    const shareU = f32x4.splat(place.shareU);
    const shareV = f32x4.splat(place.shareV);
    v128.store(weightsU, blend(problem.window + place.rowU, shareU));
    v128.store(weightsU, blend(problem.window + place.rowU + 16, shareU), 16);
    const v0 = f32x4.mul(size, blend(problem.window + place.rowV, shareV));
    const v1 = f32x4.mul(size, blend(problem.window + place.rowV + 16, shareV));
    let row = lane.grid + place.offset;
    for (let i: usize = 0; i < WINDOW_BYTES; i += 4, row += stride) {
      const weight = v128.load32_splat(weightsU + i);
      v128.store(row, f32x4.add(v128.load(row), f32x4.mul(weight, v0)));
      v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(weight, v1)), 16);
    }
  }
  foldPadding(lane.grid, n);
}

/** gradient += ∂/∂xyz of Σ amplitude·(window applied to grid), grid being the derivative of the value by the spread grid. */
export function gatherGradient(problem: Projection, lane: Lane, channel: i32, view: usize): void {
  const stride = (<usize>gridStride(problem.gridSize)) << 2;
  fillPadding(lane.grid, problem.gridSize);
  const amplitudes = problem.amplitude + ((<usize>(channel * problem.nGaussians)) << 2);
  const weightsU = lane.block;
  const slopesU = lane.block + 32;
  for (let g = 0; g < problem.nGaussians; g++) {
    const place = changetype<Place>(lane.places + <usize>g * PLACE_BYTES);
    const shareU = f32x4.splat(place.shareU);
    v128.store(weightsU, blend(problem.window + place.rowU, shareU));
    v128.store(weightsU, blend(problem.window + place.rowU + 16, shareU), 16);
    v128.store(slopesU, blend(problem.windowSlope + place.rowU, shareU));
    v128.store(slopesU, blend(problem.windowSlope + place.rowU + 16, shareU), 16);
    let row = lane.grid + place.offset;
    let plain0 = f32x4.splat(0);
    let plain1 = f32x4.splat(0);
    let slope0 = f32x4.splat(0);
    let slope1 = f32x4.splat(0);
    for (let i: usize = 0; i < WINDOW_BYTES; i += 4, row += stride) {
      const weight = v128.load32_splat(weightsU + i);
      const slope = v128.load32_splat(slopesU + i);
      const g0 = v128.load(row);
      const g1 = v128.load(row, 16);
      plain0 = f32x4.add(plain0, f32x4.mul(weight, g0));
      plain1 = f32x4.add(plain1, f32x4.mul(weight, g1));
      slope0 = f32x4.add(slope0, f32x4.mul(slope, g0));
      slope1 = f32x4.add(slope1, f32x4.mul(slope, g1));
    }
    const shareV = f32x4.splat(place.shareV);
    const window = problem.window + place.rowV;
    const windowSlope = problem.windowSlope + place.rowV;
    // The window's argument is the grid point minus the atom: its slope counts backwards.
    const scale = -(<f64>load<f32>(amplitudes + ((<usize>g) << 2))) * scalar(problem, 3);
    const byU = scale * sumOfProducts(slope0, slope1, blend(window, shareV), blend(window + 16, shareV));
    const byV =
      scale * sumOfProducts(plain0, plain1, blend(windowSlope, shareV), blend(windowSlope + 16, shareV));
    addTo(
      lane.gradient,
      i32At(problem.atomOf, g),
      byU * load<f64>(view) + byV * load<f64>(view, 24),
      byU * load<f64>(view, 8) + byV * load<f64>(view, 32),
      byU * load<f64>(view, 16) + byV * load<f64>(view, 40),
    );
  }
}

/** Four entries of a window table between two rows. */
function blend(row: usize, share: v128): v128 {
  const low = v128.load(row);
  return f32x4.add(low, f32x4.mul(share, f32x4.sub(v128.load(row + WINDOW_ROW), low)));
}

/** Σ a·b over 8 entries. */
function sumOfProducts(a0: v128, a1: v128, b0: v128, b1: v128): f64 {
  const sum = f32x4.add(f32x4.mul(a0, b0), f32x4.mul(a1, b1));
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  return <f64>(low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)));
}

/** Adds what lies in the padding to the grid points that it stands for. */
function foldPadding(grid: usize, n: i32): void {
  const width = gridStride(n);
  for (let r = 0; r < ROW_PAD; r++) {
    addFloats(rowAt(grid, n, n + r), rowAt(grid, n, r), width);
    addFloats(rowAt(grid, n, ROW_PAD + r), rowAt(grid, n, ROW_PAD + n + r), width);
  }
  for (let r = ROW_PAD; r < ROW_PAD + n; r++) {
    const row = rowAt(grid, n, r);
    addFloats(row + ((<usize>n) << 2), row, COLUMN_PAD);
    addFloats(
      row + ((<usize>COLUMN_PAD) << 2),
      row + ((<usize>(COLUMN_PAD + n)) << 2),
      width - COLUMN_PAD - n,
    );
  }
}

/** Copies the grid's ends into the padding: the opposite of `foldPadding`. */
function fillPadding(grid: usize, n: i32): void {
  const width = gridStride(n);
  for (let r = ROW_PAD; r < ROW_PAD + n; r++) {
    const row = rowAt(grid, n, r);
    memory.copy(row, row + ((<usize>n) << 2), (<usize>COLUMN_PAD) << 2);
    memory.copy(
      row + ((<usize>(COLUMN_PAD + n)) << 2),
      row + ((<usize>COLUMN_PAD) << 2),
      (<usize>(width - COLUMN_PAD - n)) << 2,
    );
  }
  const bytes = (<usize>(ROW_PAD * width)) << 2;
  memory.copy(grid, rowAt(grid, n, n), bytes);
  memory.copy(rowAt(grid, n, ROW_PAD + n), rowAt(grid, n, ROW_PAD), bytes);
}

/** Address of a row of the padded grid, padding counted. */
function rowAt(grid: usize, n: i32, row: i32): usize {
  return grid + ((<usize>(row * gridStride(n))) << 2);
}

/** to[i] += from[i], n a multiple of 4. */
function addFloats(to: usize, from: usize, n: i32): void {
  for (const end = to + ((<usize>n) << 2); to < end; to += 16, from += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  }
}
