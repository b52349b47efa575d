/** A term that is ready to be evaluated: what the system asks of local terms and pair terms alike. */

import type { ChunkPlan, Reach } from "../chunk-plan.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { KernelCall } from "../pool/program.ts";

/** What a term is compiled into. */
export interface TermContext {
  readonly kernels: GeometryKernels;
  readonly plan: ChunkPlan;
  /** Addresses of the coordinates and the gradient, [nAtoms,3] each. */
  readonly xyz: number;
  readonly gradient: number;
}

/** L(z) = harmonic·½z² + hinge·½max(0, |z| − start)², counted `weight` times. */
export interface Loss {
  readonly weight: number;
  /** Default 0. */
  readonly harmonic?: number;
  /** Default 0. */
  readonly hinge?: number;
  /** Where the hinge begins, in units of z; default 0. */
  readonly start?: number;
}

/** Restraint by restraint: the atoms, and z as the term defines it. */
export interface Measurement {
  readonly z: Float64Array;
  /** Pairs only: the two atoms of each z, [n,2]. */
  readonly atoms?: Int32Array;
}

/** A term in kernel memory. Chunks are those of the plan and the far one. */
export interface CompiledTerm {
  setLoss(loss: Loss): void;
  /** Before each evaluation, when the coordinates are in place: renews neighbour lists. Returns how many atoms have more neighbours than the list holds. */
  prepare(): number;
  /** The atoms to whose gradient chunk's calls add. */
  reach(chunk: number): Reach;
  /** The work of one chunk; `gradient` is where atom 0's gradient would be. */
  calls(chunk: number, gradient: number): readonly KernelCall[];
  /** On the calling thread, after the chunks' gradients were summed. */
  finish(): void;
  /** Sum of the losses, unweighted, in chunk order. */
  value(): number;
  /** z of every restraint at the present coordinates; `run` executes the chunks. */
  measure(run: () => void): Measurement;
  dispose(): void;
}

/** Writes a loss for assembly/loss.ts. */
export function writeLoss(target: Float64Array, { weight, harmonic = 0, hinge = 0, start = 0 }: Loss): void {
  target.set([weight, harmonic, hinge, start]);
}
