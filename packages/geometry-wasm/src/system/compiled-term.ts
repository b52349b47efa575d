/** A term that is ready to be evaluated: what the system asks of local terms and pair terms alike. */

import type { ChunkPlan, Reach } from "../chunk-plan.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { KernelCall } from "../pool/program.ts";

/** Numbers (f64) of a loss in kernel memory. */
export const LOSS_LENGTH = 5;

/** What a term is compiled into. */
export interface TermContext {
  readonly kernels: GeometryKernels;
  /** Chunks of the points that the term is over: the atoms. */
  readonly plan: ChunkPlan;
  /** Chunks of all sites: the atoms and the hydrogens that ride on them. */
  readonly sites: ChunkPlan;
  /** Addresses of the coordinates and the gradient of all sites, [nSites,3] each. */
  readonly xyz: number;
  readonly gradient: number;
}

/** L(z) = linear·z + harmonic·½z² + hinge·½max(0, |z| − start)², counted `weight` times. */
export interface Loss {
  readonly weight: number;
  /** For terms whose z is a cost by itself: Ramachandran, rotamers. Default 0. */
  readonly linear?: number;
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
  /** Pairs only: how many the neighbour list holds. */
  readonly nListed?: number;
}

/** A term in kernel memory. */
export interface CompiledTerm {
  readonly nChunks: number;
  /** Whether hydrogens must be in place. */
  readonly usesHydrogens: boolean;
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
export function writeLoss(
  target: Float64Array,
  { weight, linear = 0, harmonic = 0, hinge = 0, start = 0 }: Loss,
): void {
  target.set([weight, linear, harmonic, hinge, start]);
}
