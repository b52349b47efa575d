// RNA suites: z = distance of seven torsions from a cluster centre, (Σ (|Δ|/width)³)^⅓ (Richardson et al. 2008, RNA 14:465).
import { f64At, i32At } from "../coordinates";
import { Task } from "../task";
import { addTorsionGradient, torsionAngle } from "../torsion-angle";

/** Torsions of the suite in hand. Globals: every thread has its own. */
let a0: f64, a1: f64, a2: f64, a3: f64, a4: f64, a5: f64, a6: f64;

/**
 * Atoms: C5' C4' C3' O3' of one nucleotide, P O5' C5' C4' C3' O3' of the next: successive fours are δ ε ζ α β γ δ. Columns:
 * targetOf (i32: centre to go to, or -1 for the nearest). Tables: [1] i32 number of centres; [nCenters,14] f64 centre (rad) and
 * half width (rad) of each torsion in turn. z = 1 at the edge of a cluster.
 */
export function suite(task: Task): void {
  const targetOf = task.column(0);
  const nCenters = load<i32>(task.column(1));
  const centers = task.column(2);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    setTorsions(task, i);
    const target = i32At(targetOf, i);
    const center = centers + 112 * <usize>(target < 0 ? nearestCenter(centers, nCenters) : target);
    const cube = cubeTo(center);
    const distance = Math.cbrt(cube);
    sum += task.loss.value(distance);
    task.writeZ(i, distance);
    if (cube > 0) pull(task, i, center, task.loss.slope(distance) / (distance * distance));
  }
  task.writeValue(sum);
}

function torsion(task: Task, i: i32, k: i32): f64 {
  const first = 10 * i + k;
  return torsionAngle(
    task.xyz,
    i32At(task.atoms, first),
    i32At(task.atoms, first + 1),
    i32At(task.atoms, first + 2),
    i32At(task.atoms, first + 3),
  );
}

function setTorsions(task: Task, i: i32): void {
  a0 = torsion(task, i, 0);
  a1 = torsion(task, i, 1);
  a2 = torsion(task, i, 2);
  a3 = torsion(task, i, 3);
  a4 = torsion(task, i, 4);
  a5 = torsion(task, i, 5);
  a6 = torsion(task, i, 6);
}

/** The torsion's offset from the centre's k-th, the short way round, in half widths. */
function offset(center: usize, k: i32, angle: f64): f64 {
  const off = angle - f64At(center, 2 * k);
  return (off - 2 * Math.PI * nearest(off / (2 * Math.PI))) / f64At(center, 2 * k + 1);
}

function cubeOf(center: usize, k: i32, angle: f64): f64 {
  const off = abs(offset(center, k, angle));
  return off * off * off;
}

/** Σ (|Δ|/width)³. */
function cubeTo(center: usize): f64 {
  return (
    cubeOf(center, 0, a0) +
    cubeOf(center, 1, a1) +
    cubeOf(center, 2, a2) +
    cubeOf(center, 3, a3) +
    cubeOf(center, 4, a4) +
    cubeOf(center, 5, a5) +
    cubeOf(center, 6, a6)
  );
}

function nearestCenter(centers: usize, nCenters: i32): i32 {
  let best = 0;
  let bestCube = Infinity;
  for (let c = 0; c < nCenters; c++) {
    const cube = cubeTo(centers + 112 * <usize>c);
    if (cube < bestCube) {
      bestCube = cube;
      best = c;
    }
  }
  return best;
}

/** ∂(S^⅓)/∂Δ = Δ·|Δ|/(width³·S^⅔), here with the slope over S^⅔ given. */
function pull(task: Task, i: i32, center: usize, slope: f64): void {
  pullTorsion(task, i, 0, center, a0, slope);
  pullTorsion(task, i, 1, center, a1, slope);
  pullTorsion(task, i, 2, center, a2, slope);
  pullTorsion(task, i, 3, center, a3, slope);
  pullTorsion(task, i, 4, center, a4, slope);
  pullTorsion(task, i, 5, center, a5, slope);
  pullTorsion(task, i, 6, center, a6, slope);
}

function pullTorsion(task: Task, i: i32, k: i32, center: usize, angle: f64, slope: f64): void {
  const off = offset(center, k, angle);
  const first = 10 * i + k;
  addTorsionGradient(
    task.xyz,
    task.gradient,
    i32At(task.atoms, first),
    i32At(task.atoms, first + 1),
    i32At(task.atoms, first + 2),
    i32At(task.atoms, first + 3),
    (slope * off * abs(off)) / f64At(center, 2 * k + 1),
  );
}
