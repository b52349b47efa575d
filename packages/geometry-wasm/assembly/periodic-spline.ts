// Periodic cubic B-splines in one to four dimensions: value and slopes (de Boor, A Practical Guide to Splines).
import { f64At } from "./coordinates";

/** Numbers (f64) that describe an axis: grid points a turn, points per radian, place of point 0 in points. */
const AXIS: i32 = 3;
const MAX_DIMENSIONS: i32 = 4;
/** Size (f64) of the description of a grid: axes that it does not have come first, with one point. */
export const GRID_LENGTH: i32 = AXIS * MAX_DIMENSIONS;

/** Where along each axis: fraction of a step, first of four points. Globals: one set a thread. */
let t0: f64, t1: f64, t2: f64, t3: f64;
let k0: i32, k1: i32, k2: i32, k3: i32;
/** Out of `evaluateSpline`: derivatives per radian. */
let slope0: f64, slope1: f64, slope2: f64, slope3: f64;

/** Derivative of the last evaluated spline along an axis. */
export function splineSlope(axis: i32): f64 {
  return axis == 0 ? slope0 : axis == 1 ? slope1 : axis == 2 ? slope2 : slope3;
}

/** Says where along `axis` the spline over `grid` is to be evaluated, rad. */
export function setSplinePlace(grid: usize, axis: i32, angle: f64): void {
  const size = <i32>f64At(grid, AXIS * axis);
  const place = angle * f64At(grid, AXIS * axis + 1) - f64At(grid, AXIS * axis + 2);
  const point = floor(place);
  const first = modulo(<i32>point - 1, size);
  const t = place - point;
  if (axis == 0) {
    t0 = t;
    k0 = first;
  } else if (axis == 1) {
    t1 = t;
    k1 = first;
  } else if (axis == 2) {
    t2 = t;
    k2 = first;
  } else {
    t3 = t;
    k3 = first;
  }
}

/** The spline over `grid` with `coefficients` (f32, last axis fastest) at the places set; sets the slopes. */
export function evaluateSpline(grid: usize, coefficients: usize): f64 {
  const n0 = <i32>f64At(grid, 0);
  const n1 = <i32>f64At(grid, AXIS);
  const n2 = <i32>f64At(grid, 2 * AXIS);
  const n3 = <i32>f64At(grid, 3 * AXIS);
  const isFlat0 = n0 == 1;
  const isFlat1 = n1 == 1;
  const isFlat2 = n2 == 1;
  const points0 = isFlat0 ? 1 : 4;
  const points1 = isFlat1 ? 1 : 4;
  const points2 = isFlat2 ? 1 : 4;
  const w0 = weight(0, t3);
  const w1 = weight(1, t3);
  const w2 = weight(2, t3);
  const w3 = weight(3, t3);
  const d0 = slope(0, t3);
  const d1 = slope(1, t3);
  const d2 = slope(2, t3);
  const d3 = slope(3, t3);
  const last0 = (<usize>k3) << 2;
  const last1 = (<usize>next(k3, 1, n3)) << 2;
  const last2 = (<usize>next(k3, 2, n3)) << 2;
  const last3 = (<usize>next(k3, 3, n3)) << 2;
  let value: f64 = 0;
  let by0: f64 = 0;
  let by1: f64 = 0;
  let by2: f64 = 0;
  let by3: f64 = 0;
  for (let a = 0; a < points0; a++) {
    const wa = isFlat0 ? 1 : weight(a, t0);
    const da = isFlat0 ? 0 : slope(a, t0);
    const plane = (isFlat0 ? 0 : next(k0, a, n0)) * n1;
    for (let b = 0; b < points1; b++) {
      const wb = isFlat1 ? 1 : weight(b, t1);
      const db = isFlat1 ? 0 : slope(b, t1);
      const row = (plane + (isFlat1 ? 0 : next(k1, b, n1))) * n2;
      for (let c = 0; c < points2; c++) {
        const wc = isFlat2 ? 1 : weight(c, t2);
        const line = coefficients + ((<usize>((row + (isFlat2 ? 0 : next(k2, c, n2))) * n3)) << 2);
        const c0 = <f64>load<f32>(line + last0);
        const c1 = <f64>load<f32>(line + last1);
        const c2 = <f64>load<f32>(line + last2);
        const c3 = <f64>load<f32>(line + last3);
        const across = w0 * c0 + w1 * c1 + w2 * c2 + w3 * c3;
        value += wa * wb * wc * across;
        by0 += da * wb * wc * across;
        by1 += wa * db * wc * across;
        if (!isFlat2) by2 += wa * wb * slope(c, t2) * across;
        by3 += wa * wb * wc * (d0 * c0 + d1 * c1 + d2 * c2 + d3 * c3);
      }
    }
  }
  slope0 = by0 * f64At(grid, 1);
  slope1 = by1 * f64At(grid, AXIS + 1);
  slope2 = by2 * f64At(grid, 2 * AXIS + 1);
  slope3 = by3 * f64At(grid, 3 * AXIS + 1);
  return value;
}

/** Weight of point −1, 0, 1, 2 (i = 0 … 3) at the fraction t. */
function weight(i: i32, t: f64): f64 {
  const s = 1 - t;
  if (i == 0) return (s * s * s) / 6;
  if (i == 1) return 2 / 3.0 - t * t * (1 - 0.5 * t);
  if (i == 2) return 2 / 3.0 - s * s * (1 - 0.5 * s);
  return (t * t * t) / 6;
}

/** Derivative of `weight` by t. */
function slope(i: i32, t: f64): f64 {
  const s = 1 - t;
  if (i == 0) return -0.5 * s * s;
  if (i == 1) return t * (1.5 * t - 2);
  if (i == 2) return s * (2 - 1.5 * s);
  return 0.5 * t * t;
}

/** k + i modulo size, for 0 ≤ k < size and i ≤ 3 ≤ size. */
function next(k: i32, i: i32, size: i32): i32 {
  const sum = k + i;
  return sum < size ? sum : sum - size;
}

function modulo(i: i32, size: i32): i32 {
  const rest = i % size;
  return rest < 0 ? rest + size : rest;
}
