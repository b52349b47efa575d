// Ramachandran: z = S(φ, ψ), a periodic bicubic B-spline of the residue's class.
import { f64At, i32At } from "../coordinates";
import { Task } from "../task";
import { addTorsionGradient, torsionAngle } from "../torsion-angle";

/** Weights of the four B-splines over the point in hand, and their derivatives per grid step. Globals: one set a thread. */
let w0: f64, w1: f64, w2: f64, w3: f64, d0: f64, d1: f64, d2: f64, d3: f64;
/** Out of `evaluateSpline`: derivatives per grid step. */
let slopePhi: f64, slopePsi: f64;

/**
 * Atoms: C of the residue before, N, CA, C, N of the residue after. Columns: classOf (i32). Tables: [size, offset] (f64): grid
 * points a turn, place of point 0 beyond −π in steps; B-spline coefficients [nClasses, size, size] (f64), ψ runs fastest.
 */
export function ramachandran(task: Task): void {
  const classOf = task.column(0);
  const grid = task.column(1);
  const coefficients = task.column(2);
  const size = <i32>f64At(grid, 0);
  const offset = f64At(grid, 1);
  const perStep = <f64>size / (2 * Math.PI);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const before = task.atom(i, 5, 0);
    const n = task.atom(i, 5, 1);
    const ca = task.atom(i, 5, 2);
    const c = task.atom(i, 5, 3);
    const after = task.atom(i, 5, 4);
    const u = (torsionAngle(task.xyz, before, n, ca, c) + Math.PI) * perStep - offset;
    const v = (torsionAngle(task.xyz, n, ca, c, after) + Math.PI) * perStep - offset;
    const table = coefficients + 8 * <usize>(i32At(classOf, i) * size * size);
    const cost = evaluateSpline(table, size, u, v);
    sum += task.loss.value(cost);
    task.writeZ(i, cost);
    const slope = task.loss.slope(cost) * perStep;
    addTorsionGradient(task.xyz, task.gradient, before, n, ca, c, slope * slopePhi);
    addTorsionGradient(task.xyz, task.gradient, n, ca, c, after, slope * slopePsi);
  }
  task.writeValue(sum);
}

/** S at grid coordinates (u, v): tensor product of uniform cubic B-splines (de Boor, A Practical Guide to Splines). */
function evaluateSpline(table: usize, size: i32, u: f64, v: f64): f64 {
  const row = floor(u);
  const column = floor(v);
  setWeights(u - row);
  const r0 = w0,
    r1 = w1,
    r2 = w2,
    r3 = w3;
  const e0 = d0,
    e1 = d1,
    e2 = d2,
    e3 = d3;
  setWeights(v - column);
  const k0 = wrap(<i32>column - 1, size);
  const k1 = wrap(<i32>column, size);
  const k2 = wrap(<i32>column + 1, size);
  const k3 = wrap(<i32>column + 2, size);
  let value: f64 = 0;
  slopePhi = 0;
  slopePsi = 0;
  for (let i = 0; i < 4; i++) {
    const line = table + 8 * <usize>(wrap(<i32>row + i - 1, size) * size);
    const c0 = f64At(line, k0);
    const c1 = f64At(line, k1);
    const c2 = f64At(line, k2);
    const c3 = f64At(line, k3);
    const across = w0 * c0 + w1 * c1 + w2 * c2 + w3 * c3;
    const weight = i == 0 ? r0 : i == 1 ? r1 : i == 2 ? r2 : r3;
    value += weight * across;
    slopePhi += (i == 0 ? e0 : i == 1 ? e1 : i == 2 ? e2 : e3) * across;
    slopePsi += weight * (d0 * c0 + d1 * c1 + d2 * c2 + d3 * c3);
  }
  return value;
}

function setWeights(t: f64): void {
  const s = 1 - t;
  w0 = (s * s * s) / 6;
  w1 = 2 / 3.0 - t * t * (1 - 0.5 * t);
  w2 = 2 / 3.0 - s * s * (1 - 0.5 * s);
  w3 = (t * t * t) / 6;
  d0 = -0.5 * s * s;
  d1 = -2 * t + 1.5 * t * t;
  d2 = 2 * s - 1.5 * s * s;
  d3 = 0.5 * t * t;
}

/** i modulo size, for any i of a turn or two off. */
function wrap(i: i32, size: i32): i32 {
  const rest = i % size;
  return rest < 0 ? rest + size : rest;
}
