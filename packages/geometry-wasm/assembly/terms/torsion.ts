// Torsion with period: z = (φ − nearest of ideal + 2πk/period)/σ.
import { f64At, i32At } from "../coordinates";
import { Task } from "../task";
import { addTorsionGradient, torsionAngle } from "../torsion-angle";

/** Columns: ideal (rad), sigma (rad), period (i32). */
export function torsion(task: Task): void {
  const ideal = task.column(0);
  const sigma = task.column(1);
  const period = task.column(2);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const atom1 = task.atom(i, 4, 0);
    const atom2 = task.atom(i, 4, 1);
    const atom3 = task.atom(i, 4, 2);
    const atom4 = task.atom(i, 4, 3);
    const turn = (2 * Math.PI) / <f64>i32At(period, i);
    const off = torsionAngle(task.xyz, atom1, atom2, atom3, atom4) - f64At(ideal, i);
    const s = f64At(sigma, i);
    const deviation = (off - turn * nearest(off / turn)) / s;
    sum += task.loss.value(deviation);
    task.writeZ(i, deviation);
    const slope = task.loss.slope(deviation) / s;
    addTorsionGradient(task.xyz, task.gradient, atom1, atom2, atom3, atom4, slope);
  }
  task.writeValue(sum);
}
