// Between atoms and the grid: spreading point masses with a window, and reading the derivative of a grid function at the atoms.
import { addTo, at } from "../coordinates";
import { COLUMN_PAD, gridStride, Lane, Projection, REACH, ROW_PAD, scalar } from "./layout";

const WINDOW_STEPS: f64 = 256;
/** Bytes of a row of a window table: 8 f32. */
const WINDOW_ROW: usize = 32;
const WINDOW_POINTS: i32 = 6;

/** grid = Σ over the Gaussians of amplitude·window, periodic; the padding is folded back. */
export function spread(problem: Projection, lane: Lane, channel: i32, view: usize, xyz: usize): void {
  const n = problem.gridSize;
  const stride = (<usize>gridStride(n)) << 2;
  memory.fill(lane.grid, 0, <usize>(n + 2 * ROW_PAD) * stride);
  const amplitudes = problem.amplitude + ((<usize>(channel * problem.nGaussians)) << 2);
  for (let g = 0; g < problem.nGaussians; g++) {
    const amplitude = load<f32>(amplitudes + ((<usize>g) << 2));
    if (amplitude == 0) continue;
    const atom = at(xyz, load<i32>(problem.atomOf + ((<usize>g) << 2)));
    let row = footprint(problem, lane, view, atom, false);
    const size = f32x4.splat(amplitude);
    const v0 = f32x4.mul(size, v128.load(lane.block, V_WEIGHTS));
    const v1 = f32x4.mul(size, v128.load(lane.block, V_WEIGHTS + 16));
    let weights = lane.block;
    for (let i = 0; i < WINDOW_POINTS; i++, row += stride, weights += 4) {
      const weight = v128.load32_splat(weights);
      v128.store(row, f32x4.add(v128.load(row), f32x4.mul(weight, v0)));
      v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(weight, v1)), 16);
    }
  }
  foldPadding(lane.grid, n);
}

/** gradient += ∂/∂xyz of Σ amplitude·(window applied to grid), grid being the derivative of the value by the spread grid. */
export function gatherGradient(problem: Projection, lane: Lane, channel: i32, view: usize, xyz: usize): void {
  const n = problem.gridSize;
  const stride = (<usize>gridStride(n)) << 2;
  fillPadding(lane.grid, n);
  const amplitudes = problem.amplitude + ((<usize>(channel * problem.nGaussians)) << 2);
  for (let g = 0; g < problem.nGaussians; g++) {
    const amplitude = load<f32>(amplitudes + ((<usize>g) << 2));
    if (amplitude == 0) continue;
    const index = load<i32>(problem.atomOf + ((<usize>g) << 2));
    let row = footprint(problem, lane, view, at(xyz, index), true);
    let plain0 = f32x4.splat(0);
    let plain1 = f32x4.splat(0);
    let slope0 = f32x4.splat(0);
    let slope1 = f32x4.splat(0);
    let weights = lane.block;
    for (let i = 0; i < WINDOW_POINTS; i++, row += stride, weights += 4) {
      const weight = v128.load32_splat(weights);
      const slope = v128.load32_splat(weights, U_SLOPES);
      const g0 = v128.load(row);
      const g1 = v128.load(row, 16);
      plain0 = f32x4.add(plain0, f32x4.mul(weight, g0));
      plain1 = f32x4.add(plain1, f32x4.mul(weight, g1));
      slope0 = f32x4.add(slope0, f32x4.mul(slope, g0));
      slope1 = f32x4.add(slope1, f32x4.mul(slope, g1));
    }
    // The window's argument is the grid point minus the atom: its slope counts backwards.
    const scale = -(<f64>amplitude) * scalar(problem, 3);
    const byU = scale * sumOfProducts(slope0, slope1, lane.block + V_WEIGHTS);
    const byV = scale * sumOfProducts(plain0, plain1, lane.block + V_SLOPES);
    addTo(
      lane.gradient,
      index,
      byU * load<f64>(view) + byV * load<f64>(view, 24),
      byU * load<f64>(view, 8) + byV * load<f64>(view, 32),
      byU * load<f64>(view, 16) + byV * load<f64>(view, 40),
    );
  }
}

// What `footprint` leaves at lane.block, 8 f32 each: weights along u at 0, then these.
const V_WEIGHTS: usize = 32;
const U_SLOPES: usize = 64;
const V_SLOPES: usize = 96;

/** Writes the window's weights (and slopes) for an atom to lane.block; returns the address of its first grid point. */
function footprint(problem: Projection, lane: Lane, view: usize, atom: usize, slopes: bool): usize {
  const u = gridPlace(problem, view, atom);
  const v = gridPlace(problem, view + 24, atom);
  const beginU = <i32>Math.ceil(u - REACH);
  const beginV = <i32>Math.ceil(v - REACH);
  const placeU = (<f64>beginU - u + REACH) * WINDOW_STEPS;
  const placeV = (<f64>beginV - v + REACH) * WINDOW_STEPS;
  const rowU = min(<i32>placeU, <i32>WINDOW_STEPS - 1);
  const rowV = min(<i32>placeV, <i32>WINDOW_STEPS - 1);
  const shareU = f32x4.splat(<f32>(placeU - <f64>rowU));
  const shareV = f32x4.splat(<f32>(placeV - <f64>rowV));
  blend(problem.window + <usize>rowU * WINDOW_ROW, shareU, lane.block);
  blend(problem.window + <usize>rowV * WINDOW_ROW, shareV, lane.block + V_WEIGHTS);
  if (slopes) {
    blend(problem.windowSlope + <usize>rowU * WINDOW_ROW, shareU, lane.block + U_SLOPES);
    blend(problem.windowSlope + <usize>rowV * WINDOW_ROW, shareV, lane.block + V_SLOPES);
  }
  return (
    lane.grid + ((<usize>((beginU + ROW_PAD) * gridStride(problem.gridSize) + beginV + COLUMN_PAD)) << 2)
  );
}

/** Grid coordinate of an atom along an axis of the view, 0 ≤ place < gridSize. */
function gridPlace(problem: Projection, axis: usize, atom: usize): f64 {
  const x = load<f64>(atom) - scalar(problem, 0);
  const y = load<f64>(atom, 8) - scalar(problem, 1);
  const z = load<f64>(atom, 16) - scalar(problem, 2);
  const along = x * load<f64>(axis) + y * load<f64>(axis, 8) + z * load<f64>(axis, 16);
  const size = <f64>problem.gridSize;
  const place = along * scalar(problem, 3);
  const wrapped = place - size * Math.floor(place / size);
  // Rounding makes a tiny negative number wrap to the size itself; what is not finite would leave the grid.
  return wrapped >= 0 && wrapped < size ? wrapped : 0;
}

/** out = the 8 entries of a window table between two rows. */
function blend(row: usize, share: v128, out: usize): void {
  const low0 = v128.load(row);
  const low1 = v128.load(row, 16);
  v128.store(out, f32x4.add(low0, f32x4.mul(share, f32x4.sub(v128.load(row, WINDOW_ROW), low0))));
  v128.store(out, f32x4.add(low1, f32x4.mul(share, f32x4.sub(v128.load(row, WINDOW_ROW + 16), low1))), 16);
}

/** Σ a·b over 8 entries. */
function sumOfProducts(a0: v128, a1: v128, b: usize): f64 {
  const sum = f32x4.add(f32x4.mul(a0, v128.load(b)), f32x4.mul(a1, v128.load(b, 16)));
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
