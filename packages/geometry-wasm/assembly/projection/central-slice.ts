// The map's central slice of a view: its three-dimensional transform, interpolated at the samples of the view's plane.
import { Lane, Projection } from "./layout";

const WINDOW_STEPS: f64 = 256;
const WINDOW_ROW: usize = 16;
const OVERSAMPLING: f64 = 2;

/** Writes the map's transform at the samples that count to lane.slice; the others are left as they are. */
export function readSlice(problem: Projection, lane: Lane, view: usize): void {
  const half = problem.half;
  const columns = problem.columns;
  const plane = (<usize>((2 * half + 1) * columns)) << 2;
  const ux = OVERSAMPLING * load<f64>(view);
  const uy = OVERSAMPLING * load<f64>(view, 8);
  const uz = OVERSAMPLING * load<f64>(view, 16);
  for (let hy = -half; hy <= half; hy++) {
    const vx = OVERSAMPLING * <f64>hy * load<f64>(view, 24);
    const vy = OVERSAMPLING * <f64>hy * load<f64>(view, 32);
    const vz = OVERSAMPLING * <f64>hy * load<f64>(view, 40);
    const row = (hy + half) * columns;
    for (let hx = 0; hx <= half; hx++) {
      const sample = row + hx;
      if (load<i16>(problem.ringOf + ((<usize>sample) << 1)) < 0) continue;
      const x = <f64>hx * ux + vx;
      // The transform is stored for x ≥ 0; F(−k) = conj F(k).
      const sign: f64 = x < 0 ? -1 : 1;
      const value = interpolate(
        problem,
        lane,
        sign * x,
        sign * (<f64>hx * uy + vy),
        sign * (<f64>hx * uz + vz),
      );
      const to = lane.slice + ((<usize>sample) << 2);
      store<f32>(to, f32x4.extract_lane(value, 0));
      store<f32>(to + plane, <f32>sign * f32x4.extract_lane(value, 1));
    }
  }
}

/** The transform at the index (x, y, z): real part in lane 0, imaginary part in lane 1. */
function interpolate(problem: Projection, lane: Lane, x: f64, y: f64, z: f64): v128 {
  const beginX = <i32>Math.ceil(x - 2);
  const beginY = <i32>Math.ceil(y - 2);
  const beginZ = <i32>Math.ceil(z - 2);
  const weightsX = weigh(problem.sliceWindow, <f64>beginX - x + 2);
  v128.store(lane.block, weigh(problem.sliceWindow, <f64>beginY - y + 2));
  v128.store(lane.block, weigh(problem.sliceWindow, <f64>beginZ - z + 2), 16);
  const n = problem.n;
  const line = (<usize>problem.nx) << 3;
  let from =
    problem.transform +
    ((<usize>(beginX - problem.firstX) +
      <usize>problem.nx * (<usize>(beginY - problem.first) + <usize>n * <usize>(beginZ - problem.first))) <<
      3);
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  for (let k: usize = 0; k < 16; k += 4, from += line * <usize>n) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    let at = from;
    for (let j: usize = 0; j < 16; j += 4, at += line) {
      const weight = v128.load32_splat(lane.block + j);
      low = f32x4.add(low, f32x4.mul(weight, v128.load(at)));
      high = f32x4.add(high, f32x4.mul(weight, v128.load(at, 16)));
    }
    const weight = v128.load32_splat(lane.block + k, 16);
    sum0 = f32x4.add(sum0, f32x4.mul(weight, low));
    sum1 = f32x4.add(sum1, f32x4.mul(weight, high));
  }
  const sum = f32x4.add(
    f32x4.mul(sum0, v128.shuffle<f32>(weightsX, weightsX, 0, 0, 1, 1)),
    f32x4.mul(sum1, v128.shuffle<f32>(weightsX, weightsX, 2, 2, 3, 3)),
  );
  return f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
}

/** The window at its 4 grid points, for an offset in 0 … 1 of a step. */
function weigh(table: usize, offset: f64): v128 {
  const place = offset * WINDOW_STEPS;
  const index = min(<i32>place, <i32>WINDOW_STEPS - 1);
  const row = table + <usize>index * WINDOW_ROW;
  const low = v128.load(row);
  const share = f32x4.splat(<f32>(place - <f64>index));
  return f32x4.add(low, f32x4.mul(share, f32x4.sub(v128.load(row, WINDOW_ROW), low)));
}
