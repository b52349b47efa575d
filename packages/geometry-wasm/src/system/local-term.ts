/** Terms of a fixed list of restraints, each on a few atoms: bonds to planes. */

import { assignChunks } from "../chunk-plan.ts";
import type { Block, Scope } from "../memory.ts";
import type { KernelName } from "../pool/program.ts";
import { type CompiledTerm, LOSS_LENGTH, type TermContext, writeLoss } from "./compiled-term.ts";

/** A list of n restraints in the form that all kernels share. */
export interface FlatList {
  /** Row after row. */
  readonly atoms: Int32Array;
  /** [n+1] first entry of each restraint in `atoms`. */
  readonly start: Int32Array;
  /** Numbers per restraint, [n] each, in the kernel's order; Float64Array or integers. */
  readonly columns: readonly (Float64Array | Int32Array | Uint8Array)[];
  /** Must be > 0 where given. */
  readonly sigma?: Float64Array;
  /** Numbers that all restraints share; the kernel finds them after the columns. */
  readonly tables?: readonly (Float64Array | Float32Array | Int32Array)[];
  /** One z per entry of `atoms` instead of one per restraint. */
  readonly zPerAtom?: boolean;
}

/** Numbers of a task, and the places of those that change: assembly/task.ts. */
const TASK_LENGTH = 10;
const TASK_GRADIENT = 6;
const TASK_Z = 8;

/** Compiles a list for `kernel`. Throws RangeError for indices or numbers that cannot be meant. */
export function compileLocalTerm(context: TermContext, kernel: KernelName, list: FlatList): CompiledTerm {
  checkList(kernel, list, context.plan.nAtoms);
  const { plan, kernels } = context;
  const scope = kernels.memory.scope();
  const assignment = assignChunks(plan, list.atoms, list.start);
  const { chunkStart, reach } = assignment;
  const sorted = sortList(list, assignment.order);
  const loss = scope.float64(LOSS_LENGTH);
  const values = scope.float64(plan.nChunks + 1);
  const tasks = createTasks(context, scope, sorted, chunkStart, {
    loss: loss.pointer,
    values: values.pointer,
  });
  return {
    nChunks: plan.nChunks + 1,
    usesHydrogens: false,
    setLoss: (parameters) => writeLoss(loss.view, parameters),
    prepare: () => 0,
    reach: (chunk) => reach[chunk]!,
    calls(chunk, gradient) {
      if (chunk > plan.nChunks || chunkStart[chunk] === chunkStart[chunk + 1]) return [];
      tasks.view[chunk * TASK_LENGTH + TASK_GRADIENT] = gradient;
      return [[kernel, tasks.pointer + 4 * TASK_LENGTH * chunk]];
    },
    finish() {},
    value: () => values.view.reduce((sum, value) => sum + value, 0),
    measure(run) {
      const z = kernels.memory.float64(list.zPerAtom ? list.atoms.length : assignment.order.length);
      for (let at = TASK_Z; at < tasks.length; at += TASK_LENGTH) tasks.view[at] = z.pointer;
      run();
      for (let at = TASK_Z; at < tasks.length; at += TASK_LENGTH) tasks.view[at] = 0;
      const inOrder = restoreOrder(z.view, list, assignment.order, sorted.start);
      z.free();
      return { z: inOrder };
    },
    dispose: () => scope.free(),
  };
}

/** One task a chunk: assembly/task.ts. `out` are the addresses of the loss and of the chunks' values. */
function createTasks(
  { plan, xyz }: TermContext,
  scope: Scope,
  sorted: FlatList,
  chunkStart: Int32Array,
  out: { readonly loss: number; readonly values: number },
): Block<Int32Array> {
  const pointers = [...sorted.columns, ...(sorted.tables ?? [])].map((numbers) => place(scope, numbers));
  const shared = [
    scope.int32From(sorted.atoms).pointer,
    scope.int32From(sorted.start).pointer,
    scope.int32From(pointers).pointer,
  ];
  return scope.int32From(
    Array.from({ length: plan.nChunks + 1 }, (_, chunk) => [
      ...chunkStart.subarray(chunk, chunk + 2),
      ...shared,
      ...[xyz, 0, out.loss, 0, out.values + 8 * chunk],
    ]).flat(),
  );
}

/** Copies floats as they are and integers as i32; returns the address. */
function place(scope: Scope, numbers: Float64Array | Float32Array | Int32Array | Uint8Array): number {
  if (numbers instanceof Float64Array) return scope.float64From(numbers).pointer;
  if (numbers instanceof Float32Array) return scope.float32From(numbers).pointer;
  return scope.int32From(numbers).pointer;
}

/** The starts of rows of `size` atoms each. */
export function everyNth(atoms: Int32Array, size: number): Int32Array {
  return Int32Array.from({ length: Math.floor(atoms.length / size) + 1 }, (_, i) => i * size);
}

function checkList(kernel: KernelName, { atoms, start, columns, sigma }: FlatList, nAtoms: number): void {
  const n = start.length - 1;
  if (n < 0 || start[n] !== atoms.length)
    throw new RangeError(`${kernel}: ${atoms.length} atoms do not make whole restraints`);
  const outside = atoms.findIndex((atom) => atom < 0 || atom >= nAtoms);
  if (outside >= 0) throw new RangeError(`${kernel}: atom ${atoms[outside]} is not among ${nAtoms}`);
  const loose = sigma?.findIndex((value) => !(value > 0)) ?? -1;
  if (loose >= 0) throw new RangeError(`${kernel}: restraint ${loose} has sigma ${sigma![loose]}`);
  columns.forEach((column, k) => {
    if (column.length !== n)
      throw new RangeError(`${kernel}: column ${k} has ${column.length} numbers for ${n} restraints`);
    const bad = (column as Float64Array).findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new RangeError(`${kernel}: restraint ${bad} has ${column[bad]} in column ${k}`);
  });
}

function sortList(list: FlatList, order: Int32Array): FlatList {
  const start = new Int32Array(list.start.length);
  const atoms = new Int32Array(list.atoms.length);
  order.forEach((from, to) => {
    const row = list.atoms.subarray(list.start[from]!, list.start[from + 1]!);
    atoms.set(row, start[to]!);
    start[to + 1] = start[to]! + row.length;
  });
  const columns = list.columns.map((column) => {
    const sorted =
      column instanceof Float64Array ? new Float64Array(order.length) : new Int32Array(order.length);
    order.forEach((from, to) => {
      sorted[to] = column[from]!;
    });
    return sorted;
  });
  return { ...list, atoms, start, columns };
}

/** Brings the kernel's z into the caller's order. */
function restoreOrder(
  view: Float64Array,
  list: FlatList,
  order: Int32Array,
  start: Int32Array,
): Float64Array {
  const inOrder = new Float64Array(view.length);
  order.forEach((to, from) => {
    if (list.zPerAtom) inOrder.set(view.subarray(start[from]!, start[from + 1]!), list.start[to]!);
    else inOrder[to] = view[from]!;
  });
  return inOrder;
}
