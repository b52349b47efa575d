/** Hydrogens that ride on heavy atoms: sites beyond the atoms, placed before each evaluation; their gradient goes back to the atoms. */
import { assignChunks, type ChunkPlan } from "../chunk-plan.ts";
import type { Scope } from "../memory.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { Program } from "../pool/thread-pool.ts";
import { createWindows } from "../system/windows.ts";

/**
 * n hydrogens; hydrogen i is site nAtoms + i. The direction from the parent (reduce's plans, Word et al. 1999,
 * J Mol Biol 285:1735) follows from unit vectors u1, u2, u3 to the references by `rule`:
 *
 * 1. away from u1 + u2 + u3;
 * 2. at the angle `parameter1` to the bisector (½ − p2)·u1 + (½ + p2)·u2, at the dihedral 90° to reference 1;
 * 3. at the angle `parameter1` to reference 1 and the dihedral `parameter2` to references 1 and 2;
 * 4. away from (½ − p2)·u1 + (½ + p2)·u2;
 * 5. in the plane of u1 and u2, at p2·(2π − their angle) from u1, away from u2;
 * 6. away from u1.
 *
 * Where the references leave no direction the hydrogen sits on its parent.
 */
export interface HydrogenList {
  /** [n] 1 … 6 */
  readonly rule: Uint8Array;
  /** [n,4] parent and references; those that the rule does not use repeat the parent. */
  readonly atoms: Int32Array;
  /** [n] Å */
  readonly length: Float64Array;
  /** [n] rad */
  readonly parameter1: Float64Array;
  /** [n] rad (rule 3), else a share. */
  readonly parameter2: Float64Array;
}

/** Hydrogens in kernel memory. */
export interface RidingHydrogens {
  /** Places all at the present coordinates. */
  place(): void;
  /** Adds the gradient of the hydrogens' sites to their atoms'. */
  pull(): void;
}

/** Where sites stand: `xyz` and `gradient` are addresses of [nAtoms + n, 3]. */
export interface SiteArrays {
  readonly plan: ChunkPlan;
  readonly xyz: number;
  readonly gradient: number;
}

/** Allocates in `scope`, for a list that `checkHydrogens` has passed. */
export function createRidingHydrogens(
  kernels: GeometryKernels,
  scope: Scope,
  { plan, xyz, gradient }: SiteArrays,
  list: HydrogenList,
): RidingHydrogens {
  const n = list.rule.length;
  const start = Int32Array.from({ length: n + 1 }, (_, i) => 4 * i);
  const { order, chunkStart, reach } = assignChunks(plan, list.atoms, start);
  const windows = createWindows(kernels, scope, plan, reach, gradient);
  const numbers = (column: Float64Array): number =>
    scope.float64From(Array.from(order, (i) => column[i]!)).pointer;
  const columns = [
    scope.int32From(Array.from(order, (i) => list.rule[i]!)).pointer,
    scope.int32From(Array.from(order).flatMap((i) => Array.from(list.atoms.subarray(4 * i, 4 * i + 4))))
      .pointer,
    numbers(list.length),
    numbers(list.parameter1),
    numbers(list.parameter2),
    scope.int32From(Array.from(order, (i) => plan.nAtoms + i)).pointer,
  ];
  const tasks = reach.map((_, chunk) => {
    const range = [chunkStart[chunk]!, chunkStart[chunk + 1]!];
    return scope.int32From([...range, ...columns, xyz, gradient, windows.origin(chunk)]).pointer;
  });
  const place: Program = tasks.map((task) => [["placeHydrogens", task]]);
  const pull: Program = tasks.map((task, chunk) => [
    ["clearWindow", chunk, windows.table],
    ["pullHydrogens", task],
  ]);
  return {
    place: () => kernels.run(place),
    pull() {
      kernels.run(pull);
      windows.add();
    },
  };
}

/** Throws RangeError for indices or numbers that cannot be meant. */
export function checkHydrogens(list: HydrogenList, nAtoms: number): void {
  const n = list.rule.length;
  const columns = [list.length, list.parameter1, list.parameter2];
  if (list.atoms.length !== 4 * n || columns.some((column) => column.length !== n)) {
    throw new RangeError(`hydrogens: the columns do not all hold ${n}`);
  }
  const badRule = list.rule.findIndex((rule) => rule < 1 || rule > 6);
  if (badRule >= 0)
    throw new RangeError(`hydrogens: hydrogen ${badRule} has rule ${list.rule[badRule]}, not 1 to 6`);
  const outside = list.atoms.findIndex((atom) => atom < 0 || atom >= nAtoms);
  if (outside >= 0) throw new RangeError(`hydrogens: atom ${list.atoms[outside]} is not among ${nAtoms}`);
  const bad = columns
    .map((column) => column.findIndex((value) => !Number.isFinite(value)))
    .find((i) => i >= 0);
  if (bad !== undefined) throw new RangeError(`hydrogens: hydrogen ${bad} has a number that is not finite`);
}
