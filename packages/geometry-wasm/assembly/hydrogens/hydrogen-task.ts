// A task: the riding hydrogens begin … end-1 of one chunk.
import { f64At, i32At } from "../coordinates";

/** Layout shared with src/hydrogens/riding-hydrogens.ts; rules and parameters are told at `HydrogenList` there. */
@unmanaged
export class HydrogenTask {
  begin: i32;
  end: i32;
  /** [n] i32: 1 … 6. */
  rule: usize;
  /** [n,4] i32: parent, then references; those not used repeat the parent. */
  atoms: usize;
  /** [n] Å */
  length: usize;
  /** [n] each */
  parameter1: usize;
  parameter2: usize;
  /** [n] i32: where the hydrogen stands among all sites. */
  site: usize;
  /** [nSites,3] */
  xyz: usize;
  /** [nSites,3] */
  gradient: usize;
  /** Where atom 0's gradient would be in the chunk's window. */
  window: usize;

  @inline
  ruleOf(i: i32): i32 {
    return i32At(this.rule, i);
  }

  @inline
  atom(i: i32, k: i32): i32 {
    return i32At(this.atoms, 4 * i + k);
  }

  @inline
  first(i: i32): f64 {
    return f64At(this.parameter1, i);
  }

  @inline
  second(i: i32): f64 {
    return f64At(this.parameter2, i);
  }
}
