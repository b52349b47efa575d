// The torsion angle of four atoms (IUPAC sign) and its derivative (Blondel and Karplus 1996, J Comput Chem 17:1132).
import { addTo, at } from "./coordinates";

/** sin² of a bond angle below which the torsion's derivative fades to 0: about 1.1°, far from all chemistry. */
const SIN2_FLOOR: f64 = 4e-4;

/** φ in (−π, π]; 0 when three atoms are in line or two at one place. */
export function torsionAngle(xyz: usize, atom1: i32, atom2: i32, atom3: i32, atom4: i32): f64 {
  const p = at(xyz, atom1);
  const q = at(xyz, atom2);
  const r = at(xyz, atom3);
  const t = at(xyz, atom4);
  const ax = load<f64>(q) - load<f64>(p);
  const ay = load<f64>(q, 8) - load<f64>(p, 8);
  const az = load<f64>(q, 16) - load<f64>(p, 16);
  const bx = load<f64>(r) - load<f64>(q);
  const by = load<f64>(r, 8) - load<f64>(q, 8);
  const bz = load<f64>(r, 16) - load<f64>(q, 16);
  const cx = load<f64>(t) - load<f64>(r);
  const cy = load<f64>(t, 8) - load<f64>(r, 8);
  const cz = load<f64>(t, 16) - load<f64>(r, 16);
  const mx = ay * bz - az * by;
  const my = az * bx - ax * bz;
  const mz = ax * by - ay * bx;
  const nx = by * cz - bz * cy;
  const ny = bz * cx - bx * cz;
  const nz = bx * cy - by * cx;
  const b = sqrt(bx * bx + by * by + bz * bz);
  return Math.atan2(b * (ax * nx + ay * ny + az * nz), mx * nx + my * ny + mz * nz);
}

/** gradient += slope·∂φ/∂xyz. */
export function addTorsionGradient(
  xyz: usize,
  gradient: usize,
  atom1: i32,
  atom2: i32,
  atom3: i32,
  atom4: i32,
  slope: f64,
): void {
  const p = at(xyz, atom1);
  const q = at(xyz, atom2);
  const r = at(xyz, atom3);
  const t = at(xyz, atom4);
  const ax = load<f64>(q) - load<f64>(p);
  const ay = load<f64>(q, 8) - load<f64>(p, 8);
  const az = load<f64>(q, 16) - load<f64>(p, 16);
  const bx = load<f64>(r) - load<f64>(q);
  const by = load<f64>(r, 8) - load<f64>(q, 8);
  const bz = load<f64>(r, 16) - load<f64>(q, 16);
  const cx = load<f64>(t) - load<f64>(r);
  const cy = load<f64>(t, 8) - load<f64>(r, 8);
  const cz = load<f64>(t, 16) - load<f64>(r, 16);
  const mx = ay * bz - az * by;
  const my = az * bx - ax * bz;
  const mz = ax * by - ay * bx;
  const nx = by * cz - bz * cy;
  const ny = bz * cx - bx * cz;
  const nz = bx * cy - by * cx;
  const aa = ax * ax + ay * ay + az * az;
  const bb = bx * bx + by * by + bz * bz;
  const cc = cx * cx + cy * cy + cz * cz;
  const mm = mx * mx + my * my + mz * mz;
  const nn = nx * nx + ny * ny + nz * nz;
  const mFloor = SIN2_FLOOR * aa * bb;
  const nFloor = SIN2_FLOOR * bb * cc;
  if (mFloor <= 0 || nFloor <= 0) return;

  // ∂φ/∂1 = −(|b|/m²)·m, ∂φ/∂4 = (|b|/n²)·n; the middle atoms balance force and torque, so both ends fade together.
  const b = slope * sqrt(bb);
  const m = (-b * min<f64>(1, nn / nFloor)) / max(mm, mFloor);
  const n = (b * min<f64>(1, mm / mFloor)) / max(nn, nFloor);
  const fx = m * mx;
  const fy = m * my;
  const fz = m * mz;
  const gx = n * nx;
  const gy = n * ny;
  const gz = n * nz;
  const alpha = (ax * bx + ay * by + az * bz) / bb;
  const gamma = (cx * bx + cy * by + cz * bz) / bb;
  const hx = alpha * fx - gamma * gx;
  const hy = alpha * fy - gamma * gy;
  const hz = alpha * fz - gamma * gz;
  addTo(gradient, atom1, fx, fy, fz);
  addTo(gradient, atom4, gx, gy, gz);
  addTo(gradient, atom2, -fx - hx, -fy - hy, -fz - hz);
  addTo(gradient, atom3, hx - gx, hy - gy, hz - gz);
}
