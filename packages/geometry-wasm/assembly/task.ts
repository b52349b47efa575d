// A task: what a term's kernel is called with, the restraints begin … end-1 of one list on one chunk's gradient.
import { Loss } from "./loss";

/** Layout shared with src/system/tasks.ts. All pointers in bytes. */
@unmanaged
export class Task {
  begin: i32;
  end: i32;
  /** Atom indices, row after row. */
  atoms: usize;
  /** First entry in `atoms` of each restraint, [n+1]; only for terms whose restraints differ in size. */
  start: usize;
  /** Numbers of each restraint, one pointer a column in the term's order. */
  columns: usize;
  /** [nAtoms,3] */
  xyz: usize;
  /** Address that element 0 of the gradient would have: the chunk's window holds only the atoms that its tasks touch. */
  gradient: usize;
  loss: Loss;
  /** Where to write each restraint's z, or 0. */
  z: usize;
  /** Where to write the sum of the losses. */
  value: usize;

  /** Pointer to the numbers of column k. */
  @inline
  column(k: i32): usize {
    return load<usize>(this.columns + ((<usize>k) << 2));
  }

  /** The k-th atom of restraint i, of `size` atoms each. */
  @inline
  atom(i: i32, size: i32, k: i32): i32 {
    return load<i32>(this.atoms + ((<usize>(i * size + k)) << 2));
  }

  @inline
  writeZ(i: i32, z: f64): void {
    if (this.z) store<f64>(this.z + ((<usize>i) << 3), z);
  }

  @inline
  writeValue(sum: f64): void {
    store<f64>(this.value, sum);
  }
}
