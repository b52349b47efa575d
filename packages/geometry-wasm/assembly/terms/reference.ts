// Tie of an atom to a position: z = |r − r0|/σ, or Geman and McClure's z/√(1 + z²), whose pull fades for atoms that left for good.
import { addTo, at, f64At } from "../coordinates";
import { Task } from "../task";

/** Columns: x, y, z (Å), sigma (Å). */
export function reference(task: Task): void {
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const deviation = displacement(task, i);
    sum += task.loss.value(deviation);
    task.writeZ(i, deviation);
    if (deviation > 0) push(task, i, task.loss.slope(deviation) / deviation);
  }
  task.writeValue(sum);
}

/** Columns as `reference`. */
export function robustReference(task: Task): void {
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const far = displacement(task, i);
    const root = sqrt(1 + far * far);
    const deviation = far / root;
    sum += task.loss.value(deviation);
    task.writeZ(i, deviation);
    if (far > 0) push(task, i, task.loss.slope(deviation) / (far * root * root * root));
  }
  task.writeValue(sum);
}

/** |r − r0|/σ. */
function displacement(task: Task, i: i32): f64 {
  const p = at(task.xyz, task.atom(i, 1, 0));
  const x = load<f64>(p) - f64At(task.column(0), i);
  const y = load<f64>(p, 8) - f64At(task.column(1), i);
  const z = load<f64>(p, 16) - f64At(task.column(2), i);
  return sqrt(x * x + y * y + z * z) / f64At(task.column(3), i);
}

/** gradient += slope·(r − r0)/σ². */
function push(task: Task, i: i32, slope: f64): void {
  const atom = task.atom(i, 1, 0);
  const p = at(task.xyz, atom);
  const sigma = f64At(task.column(3), i);
  const scale = slope / (sigma * sigma);
  const x = load<f64>(p) - f64At(task.column(0), i);
  const y = load<f64>(p, 8) - f64At(task.column(1), i);
  const z = load<f64>(p, 16) - f64At(task.column(2), i);
  addTo(task.gradient, atom, scale * x, scale * y, scale * z);
}
