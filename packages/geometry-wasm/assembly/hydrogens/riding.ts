// Riding hydrogens: placed from heavy atoms before an evaluation, their gradient handed back to those after it.
import { addTo, at, f64At, i32At } from "../coordinates";
import { dX, dY, dZ, pullDirection, setDirection } from "./directions";
import { HydrogenTask } from "./hydrogen-task";

/** Writes the positions of a chunk's hydrogens: parent + length·direction. */
export function placeHydrogens(task: HydrogenTask): void {
  for (let i = task.begin; i < task.end; i++) {
    setDirection(task, i);
    const length = f64At(task.length, i);
    const parent = at(task.xyz, task.atom(i, 0));
    const hydrogen = at(task.xyz, i32At(task.site, i));
    store<f64>(hydrogen, load<f64>(parent) + length * dX);
    store<f64>(hydrogen, load<f64>(parent, 8) + length * dY, 8);
    store<f64>(hydrogen, load<f64>(parent, 16) + length * dZ, 16);
  }
}

/** Adds the gradients of a chunk's hydrogens to their heavy atoms in the chunk's window: the exact transpose of placing them. */
export function pullHydrogens(task: HydrogenTask): void {
  for (let i = task.begin; i < task.end; i++) {
    const g = at(task.gradient, i32At(task.site, i));
    const gx = load<f64>(g);
    const gy = load<f64>(g, 8);
    const gz = load<f64>(g, 16);
    if (gx == 0 && gy == 0 && gz == 0) continue;
    addTo(task.window, task.atom(i, 0), gx, gy, gz);
    const length = f64At(task.length, i);
    if (setDirection(task, i)) pullDirection(task, i, length * gx, length * gy, length * gz);
  }
}
