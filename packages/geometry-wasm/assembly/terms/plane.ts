// Planarity: z = (distance of each atom from the least-squares plane of its group)/σ.
import { addTo, at, f64At, i32At } from "../coordinates";
import { findNormal, normalX, normalY, normalZ, spread } from "../plane-normal";
import { Task } from "../task";

/** In-plane spread, relative to the whole, below which the group is a line and its plane free to turn: no pull then. */
const LINE_FLOOR: f64 = 1e-9;

/** The group in hand: centre, covariance, and the loss's pull at the normal. Globals: every thread has its own. */
let centerX: f64, centerY: f64, centerZ: f64;
let xx: f64, yy: f64, zz: f64, xy: f64, xz: f64, yz: f64;
let pullX: f64, pullY: f64, pullZ: f64, slopeSum: f64;

/**
 * Columns: sigma (Å). Groups differ in size; `z` has one number for every entry of `atoms`, its sign that of an arbitrary
 * side. The gradient is exact for any loss: under a hinge the atoms also turn the plane.
 */
export function plane(task: Task): void {
  const sigma = task.column(0);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const begin = i32At(task.start, i);
    const end = i32At(task.start, i + 1);
    fitPlane(task, begin, end);
    sum += addLosses(task, begin, end, f64At(sigma, i));
    solvePull();
    addGradients(task, begin, end, f64At(sigma, i));
  }
  task.writeValue(sum);
}

function fitPlane(task: Task, begin: i32, end: i32): void {
  centerX = centerY = centerZ = 0;
  for (let k = begin; k < end; k++) {
    const p = at(task.xyz, i32At(task.atoms, k));
    centerX += load<f64>(p);
    centerY += load<f64>(p, 8);
    centerZ += load<f64>(p, 16);
  }
  const share = 1 / <f64>(end - begin);
  centerX *= share;
  centerY *= share;
  centerZ *= share;
  xx = yy = zz = xy = xz = yz = 0;
  for (let k = begin; k < end; k++) {
    const p = at(task.xyz, i32At(task.atoms, k));
    const x = load<f64>(p) - centerX;
    const y = load<f64>(p, 8) - centerY;
    const z = load<f64>(p, 16) - centerZ;
    xx += x * x;
    yy += y * y;
    zz += z * z;
    xy += x * y;
    xz += x * z;
    yz += y * z;
  }
  findNormal(xx, yy, zz, xy, xz, yz);
}

/** Signed distance of an atom from the plane, Å. */
function distance(p: usize): f64 {
  const x = load<f64>(p) - centerX;
  const y = load<f64>(p, 8) - centerY;
  const z = load<f64>(p, 16) - centerZ;
  return x * normalX + y * normalY + z * normalZ;
}

/** Sum of the losses; leaves Σ slope·(r − c) in the pull. */
function addLosses(task: Task, begin: i32, end: i32, sigma: f64): f64 {
  let sum: f64 = 0;
  pullX = pullY = pullZ = slopeSum = 0;
  for (let k = begin; k < end; k++) {
    const p = at(task.xyz, i32At(task.atoms, k));
    const deviation = distance(p) / sigma;
    sum += task.loss.value(deviation);
    task.writeZ(k, deviation);
    const slope = task.loss.slope(deviation) / sigma;
    slopeSum += slope;
    pullX += slope * (load<f64>(p) - centerX);
    pullY += slope * (load<f64>(p, 8) - centerY);
    pullZ += slope * (load<f64>(p, 16) - centerZ);
  }
  slopeSum /= <f64>(end - begin);
  return sum;
}

/** pull ← −(A − λ)⁺·pull, from first-order perturbation of the eigenvector: dn = −(A − λ)⁺·dA·n. */
function solvePull(): void {
  const along = pullX * normalX + pullY * normalY + pullZ * normalZ;
  const gx = pullX - along * normalX;
  const gy = pullY - along * normalY;
  const gz = pullZ - along * normalZ;
  const trace = xx + yy + zz - 3 * spread;
  // A − λ + trace·nn^T is regular where the atoms span a plane, and equal to A − λ on it.
  const a = xx - spread + trace * normalX * normalX;
  const b = yy - spread + trace * normalY * normalY;
  const c = zz - spread + trace * normalZ * normalZ;
  const d = xy + trace * normalX * normalY;
  const e = xz + trace * normalX * normalZ;
  const f = yz + trace * normalY * normalZ;
  const ca = b * c - f * f;
  const cd = e * f - d * c;
  const ce = d * f - b * e;
  const det = a * ca + d * cd + e * ce;
  const scale = det > LINE_FLOOR * trace * trace * trace ? -1 / det : 0;
  pullX = scale * (ca * gx + cd * gy + ce * gz);
  pullY = scale * (cd * gx + (a * c - e * e) * gy + (d * e - a * f) * gz);
  pullZ = scale * (ce * gx + (d * e - a * f) * gy + (a * b - d * d) * gz);
}

function addGradients(task: Task, begin: i32, end: i32, sigma: f64): void {
  for (let k = begin; k < end; k++) {
    const atom = i32At(task.atoms, k);
    const p = at(task.xyz, atom);
    const x = load<f64>(p) - centerX;
    const y = load<f64>(p, 8) - centerY;
    const z = load<f64>(p, 16) - centerZ;
    const d = distance(p);
    const along = task.loss.slope(d / sigma) / sigma - slopeSum + pullX * x + pullY * y + pullZ * z;
    addTo(
      task.gradient,
      atom,
      along * normalX + d * pullX,
      along * normalY + d * pullY,
      along * normalZ + d * pullZ,
    );
  }
}
