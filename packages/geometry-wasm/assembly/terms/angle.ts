// Bond angle: z = (θ − ideal)/σ, θ = atan2(|u×v|, u·v) with u, v from the vertex to its neighbours.
import { addTo, at, f64At } from "../coordinates";
import { Task } from "../task";

/** sin²θ below which rounding hides the direction of ∂θ/∂u: no force then. */
const SIN2_FLOOR: f64 = 1e-20;

/** Columns: ideal (rad), sigma (rad). Atom 2 is the vertex. Exactly straight, folded or coincident atoms get no force. */
export function angle(task: Task): void {
  const ideal = task.column(0);
  const sigma = task.column(1);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const atom1 = task.atom(i, 3, 0);
    const atom2 = task.atom(i, 3, 1);
    const atom3 = task.atom(i, 3, 2);
    const p = at(task.xyz, atom1);
    const c = at(task.xyz, atom2);
    const q = at(task.xyz, atom3);
    const ux = load<f64>(p) - load<f64>(c);
    const uy = load<f64>(p, 8) - load<f64>(c, 8);
    const uz = load<f64>(p, 16) - load<f64>(c, 16);
    const vx = load<f64>(q) - load<f64>(c);
    const vy = load<f64>(q, 8) - load<f64>(c, 8);
    const vz = load<f64>(q, 16) - load<f64>(c, 16);
    const uu = ux * ux + uy * uy + uz * uz;
    const vv = vx * vx + vy * vy + vz * vz;
    const uv = ux * vx + uy * vy + uz * vz;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const nn = nx * nx + ny * ny + nz * nz;
    const n = sqrt(nn);
    const s = f64At(sigma, i);
    const deviation = (Math.atan2(n, uv) - f64At(ideal, i)) / s;
    sum += task.loss.value(deviation);
    task.writeZ(i, deviation);

    // ∂θ/∂u = (u × n)/(|u|²·|n|), ∂θ/∂v = (n × v)/(|v|²·|n|).
    if (nn <= SIN2_FLOOR * uu * vv) continue;
    const slope = task.loss.slope(deviation) / (s * n);
    const su = slope / uu;
    const sv = slope / vv;
    const fx = su * (uy * nz - uz * ny);
    const fy = su * (uz * nx - ux * nz);
    const fz = su * (ux * ny - uy * nx);
    const gx = sv * (ny * vz - nz * vy);
    const gy = sv * (nz * vx - nx * vz);
    const gz = sv * (nx * vy - ny * vx);
    addTo(task.gradient, atom1, fx, fy, fz);
    addTo(task.gradient, atom3, gx, gy, gz);
    addTo(task.gradient, atom2, -fx - gx, -fy - gy, -fz - gz);
  }
  task.writeValue(sum);
}
