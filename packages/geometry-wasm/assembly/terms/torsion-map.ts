// Torsion map: z = S(φ₁ …), a periodic spline over the one to four torsions along a chain of atoms.
import { i32At } from "../coordinates";
import { evaluateSpline, GRID_LENGTH, setSplinePlace, splineSlope } from "../periodic-spline";
import { Task } from "../task";
import { addTorsionGradient, torsionAngle } from "../torsion-angle";

/**
 * Atoms: a chain of 4 to 7, whose successive fours are the torsions. Columns: mapOf (i32). Tables: descriptions of the
 * maps' grids (see periodic-spline.ts); [nMaps] i32 first coefficient of each map; coefficients of all maps (f32).
 */
export function torsionMap(task: Task): void {
  const mapOf = task.column(0);
  const grids = task.column(1);
  const firstOf = task.column(2);
  const coefficients = task.column(3);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const start = i32At(task.start, i);
    const nTorsions = i32At(task.start, i + 1) - start - 3;
    const map = i32At(mapOf, i);
    const grid = grids + 8 * <usize>(GRID_LENGTH * map);
    for (let k = 0; k < nTorsions; k++) {
      const atoms = task.atoms + 4 * <usize>(start + k);
      const angle = torsionAngle(
        task.xyz,
        load<i32>(atoms),
        load<i32>(atoms, 4),
        load<i32>(atoms, 8),
        load<i32>(atoms, 12),
      );
      setSplinePlace(grid, 4 - nTorsions + k, angle);
    }
    const cost = evaluateSpline(grid, coefficients + 4 * <usize>i32At(firstOf, map));
    sum += task.loss.value(cost);
    task.writeZ(i, cost);
    const slope = task.loss.slope(cost);
    for (let k = 0; k < nTorsions; k++) {
      const atoms = task.atoms + 4 * <usize>(start + k);
      addTorsionGradient(
        task.xyz,
        task.gradient,
        load<i32>(atoms),
        load<i32>(atoms, 4),
        load<i32>(atoms, 8),
        load<i32>(atoms, 12),
        slope * splineSlope(4 - nTorsions + k),
      );
    }
  }
  task.writeValue(sum);
}
