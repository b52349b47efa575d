// Non-bonded repulsion: z = max(0, least distance of the pair's classes − d), Å.
import { addTo, at, f64At, i32At } from "../coordinates";
import { Loss } from "../loss";

/** Layout shared with src/system/pair-term.ts: pairs of the atoms begin … end-1 with their listed neighbours. */
@unmanaged
export class PairTask {
  begin: i32;
  end: i32;
  xyz: usize;
  start: usize;
  count: usize;
  list: usize;
  classOf: usize;
  nClasses: i32;
  minDistance: usize;
  loss: Loss;
  /** Out: 16 bytes (atom, atom, f64 slope/d) for each pair that pushes; room for all listed pairs. */
  active: usize;
  /** Out: number of pairs that push. */
  nActive: usize;
  /** Out: sum of the losses. */
  value: usize;
}

/**
 * Scans the listed pairs. Few of them overlap, so pushes go to a list in fixed order, which `applyPairs` adds to the gradient:
 * scans of any number of threads share no memory. Coincident atoms cost but do not push.
 */
export function repulsion(task: PairTask): void {
  // In locals: what lies in memory would be read again for every pair.
  const xyz = task.xyz;
  const list = task.list;
  const classOf = task.classOf;
  let sum: f64 = 0;
  let out = task.active;
  for (let i = task.begin; i < task.end; i++) {
    const p = at(xyz, i);
    const px = load<f64>(p);
    const py = load<f64>(p, 8);
    const pz = load<f64>(p, 16);
    const least = task.minDistance + 8 * <usize>(i32At(classOf, i) * task.nClasses);
    const begin = i32At(task.start, i);
    const end = begin + i32At(task.count, i);
    for (let k = begin; k < end; k++) {
      const j = i32At(list, k);
      const q = at(xyz, j);
      const x = load<f64>(q) - px;
      const y = load<f64>(q, 8) - py;
      const z = load<f64>(q, 16) - pz;
      const square = x * x + y * y + z * z;
      const distance = f64At(least, i32At(classOf, j));
      if (square >= distance * distance) continue;
      const length = sqrt(square);
      const overlap = distance - length;
      sum += task.loss.value(overlap);
      const slope = task.loss.slope(overlap);
      if (slope == 0) continue;
      store<i32>(out, i);
      store<i32>(out, j, 4);
      store<f64>(out, length > 0 ? slope / length : 0, 8);
      out += 16;
    }
  }
  store<i32>(task.nActive, <i32>((out - task.active) >>> 4));
  store<f64>(task.value, sum);
}

/** gradient += the pushes of n pairs at `active`, in their order. */
export function applyPairs(active: usize, n: i32, xyz: usize, gradient: usize): void {
  for (let k = 0; k < n; k++) {
    const record = active + ((<usize>k) << 4);
    const i = load<i32>(record);
    const j = load<i32>(record, 4);
    const factor = load<f64>(record, 8);
    const p = at(xyz, i);
    const q = at(xyz, j);
    const x = factor * (load<f64>(q) - load<f64>(p));
    const y = factor * (load<f64>(q, 8) - load<f64>(p, 8));
    const z = factor * (load<f64>(q, 16) - load<f64>(p, 16));
    addTo(gradient, i, x, y, z);
    addTo(gradient, j, -x, -y, -z);
  }
}
