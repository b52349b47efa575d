// Bond length: z = (d − ideal)/σ.
import { addTo, at, f64At } from "../coordinates";
import { Task } from "../task";

/** Columns: ideal (Å), sigma (Å). At zero length the direction is taken as 0. */
export function bond(task: Task): void {
  const ideal = task.column(0);
  const sigma = task.column(1);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const atom1 = task.atom(i, 2, 0);
    const atom2 = task.atom(i, 2, 1);
    const p = at(task.xyz, atom1);
    const q = at(task.xyz, atom2);
    const x = load<f64>(q) - load<f64>(p);
    const y = load<f64>(q, 8) - load<f64>(p, 8);
    const z = load<f64>(q, 16) - load<f64>(p, 16);
    const length = sqrt(x * x + y * y + z * z);
    const s = f64At(sigma, i);
    const deviation = (length - f64At(ideal, i)) / s;
    sum += task.loss.value(deviation);
    task.writeZ(i, deviation);
    const slope = length > 0 ? task.loss.slope(deviation) / (s * length) : 0;
    addTo(task.gradient, atom1, -slope * x, -slope * y, -slope * z);
    addTo(task.gradient, atom2, slope * x, slope * y, slope * z);
  }
  task.writeValue(sum);
}
