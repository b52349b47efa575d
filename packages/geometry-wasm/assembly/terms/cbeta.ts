// Cβ deviation: z = |Cβ − ideal position|/σ, the ideal built from N, CA and C (Lovell et al. 2003, Proteins 50:437).
import { addTo, at, f64At } from "../coordinates";
import {
  directionX,
  directionY,
  directionZ,
  pullFrame,
  pullVX,
  pullVY,
  pullVZ,
  pullWX,
  pullWY,
  pullWZ,
  setCoefficients,
  setFrame,
} from "../frame";
import { Task } from "../task";

/** Sum of the two constructions' directions and its length, for the residue in hand. Globals: one set a thread. */
let sumX: f64, sumY: f64, sumZ: f64, sumLength: f64;

/**
 * Atoms: N, CA, C, CB. Columns: length CA–CB (Å); angle C–CA–CB and dihedral N–C–CA–CB; angle N–CA–CB and dihedral
 * C–N–CA–CB (rad); sigma (Å). The two constructions are averaged and brought to the length. Residues whose N, CA and C are in
 * line have no ideal: z = 0.
 */
export function cbeta(task: Task): void {
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const ca = at(task.xyz, task.atom(i, 4, 1));
    const cb = at(task.xyz, task.atom(i, 4, 3));
    let deviation: f64 = 0;
    if (setIdeal(task, i)) {
      const scale = f64At(task.column(0), i) / sumLength;
      const x = load<f64>(cb) - load<f64>(ca) - scale * sumX;
      const y = load<f64>(cb, 8) - load<f64>(ca, 8) - scale * sumY;
      const z = load<f64>(cb, 16) - load<f64>(ca, 16) - scale * sumZ;
      const distance = sqrt(x * x + y * y + z * z);
      const sigma = f64At(task.column(5), i);
      deviation = distance / sigma;
      const slope = distance > 0 ? task.loss.slope(deviation) / (sigma * distance) : 0;
      pull(task, i, slope * x, slope * y, slope * z);
    }
    sum += task.loss.value(deviation);
    task.writeZ(i, deviation);
  }
  task.writeValue(sum);
}

/** Sets the summed direction; false where there is none. */
function setIdeal(task: Task, i: i32): bool {
  if (!setConstruction(task, i, 0)) return false;
  sumX = directionX();
  sumY = directionY();
  sumZ = directionZ();
  if (!setConstruction(task, i, 1)) return false;
  sumX += directionX();
  sumY += directionY();
  sumZ += directionZ();
  sumLength = sqrt(sumX * sumX + sumY * sumY + sumZ * sumZ);
  return sumLength > 1e-4;
}

/** The frame of CA with C in front of N (which = 0), or N in front of C (1). */
function setConstruction(task: Task, i: i32, which: i32): bool {
  const ca = at(task.xyz, task.atom(i, 4, 1));
  const near = at(task.xyz, task.atom(i, 4, 2 - 2 * which));
  const far = at(task.xyz, task.atom(i, 4, 2 * which));
  const angle = f64At(task.column(1 + 2 * which), i);
  const dihedral = f64At(task.column(2 + 2 * which), i);
  const sine = Math.sin(angle);
  setCoefficients(Math.cos(angle), sine * Math.cos(dihedral), -sine * Math.sin(dihedral));
  return setFrame(
    load<f64>(near) - load<f64>(ca),
    load<f64>(near, 8) - load<f64>(ca, 8),
    load<f64>(near, 16) - load<f64>(ca, 16),
    load<f64>(far) - load<f64>(near),
    load<f64>(far, 8) - load<f64>(near, 8),
    load<f64>(far, 16) - load<f64>(near, 16),
  );
}

/** Adds what g = ∂/∂Cβ means for all four atoms: CA moves the ideal along, N, CA and C turn it. */
function pull(task: Task, i: i32, gx: f64, gy: f64, gz: f64): void {
  addTo(task.gradient, task.atom(i, 4, 3), gx, gy, gz);
  addTo(task.gradient, task.atom(i, 4, 1), -gx, -gy, -gz);
  // Ideal = CA + L·s/|s|.
  const along = (gx * sumX + gy * sumY + gz * sumZ) / (sumLength * sumLength);
  const scale = -f64At(task.column(0), i) / sumLength;
  const hx = scale * (gx - along * sumX);
  const hy = scale * (gy - along * sumY);
  const hz = scale * (gz - along * sumZ);
  for (let which = 0; which < 2; which++) {
    setConstruction(task, i, which);
    pullFrame(hx, hy, hz);
    const near = task.atom(i, 4, 2 - 2 * which);
    const far = task.atom(i, 4, 2 * which);
    addTo(task.gradient, task.atom(i, 4, 1), -pullVX, -pullVY, -pullVZ);
    addTo(task.gradient, near, pullVX - pullWX, pullVY - pullWY, pullVZ - pullWZ);
    addTo(task.gradient, far, pullWX, pullWY, pullWZ);
  }
}
