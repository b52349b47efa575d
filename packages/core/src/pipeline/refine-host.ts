/** What a refinement runs on: backend, kernels, randomness, clock, checkpoints. */

import type { GeometryKernels } from "@cryoreel/geometry-wasm";
import type { Backend } from "../backend/index.ts";
import type { Random } from "../random.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** What the host lends to a run. */
export interface RefineHost {
  readonly backend: Backend;
  readonly kernels: GeometryKernels;
  readonly random: Random;
  readonly signal?: AbortSignal;
  /** Seconds, monotonic. */
  readonly now: () => number;
  /** Of inputs and settings: a checkpoint goes on only with the same. */
  readonly fingerprint: string;
  /** Keeps a checkpoint, in place of the one before. */
  readonly checkpoint?: (state: Checkpoint) => Promise<void>;
  readonly resume?: Checkpoint;
}
