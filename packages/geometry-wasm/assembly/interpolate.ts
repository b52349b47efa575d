// Density between voxels: tricubic interpolation (Catmull and Rom 1974) with its gradient.
import { at, f64At } from "./coordinates";

/** Layout shared with src/density.ts. */
@unmanaged
export class Density {
  /** Voxels along each axis, the three voxels of zeros on every side included. */
  nx: i32;
  ny: i32;
  nz: i32;
  /** [nz, ny, nx] f32 */
  data: usize;
  /** f64: x, y, z of the first voxel (a zero); 1/voxel size along x, y, z. */
  frame: usize;
}

/** Value and gradient at the points chunk·width … of n points: value [n] f64, gradient [n,3] f64 per Å. Beyond the voxels the density is 0. */
export function sampleDensity(
  chunk: i32,
  width: i32,
  density: Density,
  n: i32,
  xyz: usize,
  value: usize,
  gradient: usize,
): void {
  const end = min(n, (chunk + 1) * width);
  for (let i = chunk * width; i < end; i++) {
    samplePoint(density, at(xyz, i), value + ((<usize>i) << 3), at(gradient, i));
  }
}

function samplePoint(density: Density, point: usize, value: usize, gradient: usize): void {
  const scaleX = f64At(density.frame, 3);
  const scaleY = f64At(density.frame, 4);
  const scaleZ = f64At(density.frame, 5);
  const x = (load<f64>(point) - f64At(density.frame, 0)) * scaleX;
  const y = (load<f64>(point, 8) - f64At(density.frame, 1)) * scaleY;
  const z = (load<f64>(point, 16) - f64At(density.frame, 2)) * scaleZ;
  // Where all 64 neighbours are there; NaN fails too.
  const isInside =
    x >= 1 &&
    y >= 1 &&
    z >= 1 &&
    x < <f64>(density.nx - 2) &&
    y < <f64>(density.ny - 2) &&
    z < <f64>(density.nz - 2);
  if (!isInside) {
    store<f64>(value, 0);
    memory.fill(gradient, 0, 24);
    return;
  }
  const i = <i32>x;
  const j = <i32>y;
  const k = <i32>z;
  const fy = <f32>(y - <f64>j);
  const fz = <f32>(z - <f64>k);
  const line = (<usize>density.nx) << 2;
  const plane = line * <usize>density.ny;
  let from = density.data + <usize>(k - 1) * plane + <usize>(j - 1) * line + ((<usize>(i - 1)) << 2);
  let sum = f32x4.splat(0);
  let byY = f32x4.splat(0);
  let byZ = f32x4.splat(0);
  for (let c = 0; c < 4; c++, from += plane) {
    const r0 = v128.load(from);
    const r1 = v128.load(from + line);
    const r2 = v128.load(from + 2 * line);
    const r3 = v128.load(from + 3 * line);
    const row = f32x4.add(
      f32x4.add(weighted(weight(0, fy), r0), weighted(weight(1, fy), r1)),
      f32x4.add(weighted(weight(2, fy), r2), weighted(weight(3, fy), r3)),
    );
    const rowSlope = f32x4.add(
      f32x4.add(weighted(slope(0, fy), r0), weighted(slope(1, fy), r1)),
      f32x4.add(weighted(slope(2, fy), r2), weighted(slope(3, fy), r3)),
    );
    const wz = weight(c, fz);
    sum = f32x4.add(sum, weighted(wz, row));
    byY = f32x4.add(byY, weighted(wz, rowSlope));
    byZ = f32x4.add(byZ, weighted(slope(c, fz), row));
  }
  const fx = <f32>(x - <f64>i);
  const wx = four(weight(0, fx), weight(1, fx), weight(2, fx), weight(3, fx));
  const dx = four(slope(0, fx), slope(1, fx), slope(2, fx), slope(3, fx));
  store<f64>(value, dot(sum, wx));
  store<f64>(gradient, dot(sum, dx) * scaleX);
  store<f64>(gradient, dot(byY, wx) * scaleY, 8);
  store<f64>(gradient, dot(byZ, wx) * scaleZ, 16);
}

/** Weight of voxel −1, 0, 1, 2 (i = 0 … 3) at the fraction f. */
function weight(i: i32, f: f32): f32 {
  if (i == 0) return 0.5 * f * (f * (2 - f) - 1);
  if (i == 1) return 0.5 * (f * f * (3 * f - 5) + 2);
  if (i == 2) return 0.5 * f * (f * (4 - 3 * f) + 1);
  return 0.5 * f * f * (f - 1);
}

/** Derivative of `weight` by f. */
function slope(i: i32, f: f32): f32 {
  if (i == 0) return 0.5 * (f * (4 - 3 * f) - 1);
  if (i == 1) return 0.5 * f * (9 * f - 10);
  if (i == 2) return 0.5 * (f * (8 - 9 * f) + 1);
  return 0.5 * f * (3 * f - 2);
}

function weighted(w: f32, row: v128): v128 {
  return f32x4.mul(f32x4.splat(w), row);
}

function four(a: f32, b: f32, c: f32, d: f32): v128 {
  return f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(a), 1, b), 2, c), 3, d);
}

function dot(a: v128, b: v128): f64 {
  const product = f32x4.mul(a, b);
  const low = f32x4.extract_lane(product, 0) + f32x4.extract_lane(product, 1);
  return <f64>(low + (f32x4.extract_lane(product, 2) + f32x4.extract_lane(product, 3)));
}
