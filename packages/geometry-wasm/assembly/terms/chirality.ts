// Chirality: z = (V − ideal)/σ, V = (r1−c)·((r2−c)×(r3−c)).
import { addTo, at, f64At, i32At } from "../coordinates";
import { Task } from "../task";

/** Columns: ideal (Å³), sigma (Å³), bothHands (i32: 1 compares |V| with |ideal|; V = 0 then counts as the ideal's hand). */
export function chirality(task: Task): void {
  const ideal = task.column(0);
  const sigma = task.column(1);
  const bothHands = task.column(2);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const center = task.atom(i, 4, 0);
    const atom1 = task.atom(i, 4, 1);
    const atom2 = task.atom(i, 4, 2);
    const atom3 = task.atom(i, 4, 3);
    const c = at(task.xyz, center);
    const cx = load<f64>(c);
    const cy = load<f64>(c, 8);
    const cz = load<f64>(c, 16);
    const p = at(task.xyz, atom1);
    const ax = load<f64>(p) - cx;
    const ay = load<f64>(p, 8) - cy;
    const az = load<f64>(p, 16) - cz;
    const q = at(task.xyz, atom2);
    const bx = load<f64>(q) - cx;
    const by = load<f64>(q, 8) - cy;
    const bz = load<f64>(q, 16) - cz;
    const r = at(task.xyz, atom3);
    const dx = load<f64>(r) - cx;
    const dy = load<f64>(r, 8) - cy;
    const dz = load<f64>(r, 16) - cz;
    // ∂V/∂1 = b×d, and so on round the three neighbours.
    const fx = by * dz - bz * dy;
    const fy = bz * dx - bx * dz;
    const fz = bx * dy - by * dx;
    const gx = dy * az - dz * ay;
    const gy = dz * ax - dx * az;
    const gz = dx * ay - dy * ax;
    const hx = ay * bz - az * by;
    const hy = az * bx - ax * bz;
    const hz = ax * by - ay * bx;
    const volume = ax * fx + ay * fy + az * fz;
    let target = f64At(ideal, i);
    if (i32At(bothHands, i) && volume * target < 0) target = -target;
    const s = f64At(sigma, i);
    const deviation = (volume - target) / s;
    sum += task.loss.value(deviation);
    task.writeZ(i, deviation);
    const slope = task.loss.slope(deviation) / s;
    addTo(task.gradient, atom1, slope * fx, slope * fy, slope * fz);
    addTo(task.gradient, atom2, slope * gx, slope * gy, slope * gz);
    addTo(task.gradient, atom3, slope * hx, slope * hy, slope * hz);
    addTo(task.gradient, center, -slope * (fx + gx + hx), -slope * (fy + gy + hy), -slope * (fz + gz + hz));
  }
  task.writeValue(sum);
}
