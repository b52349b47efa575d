/** A refinement as the CLI and the portal ask for it: files, settings, where the results go. */

import type { RefineConfig } from "@cryoreel/core/pipeline";

/** Paths of the inputs, as the user gave them. */
export interface RefineFiles {
  readonly model: string;
  /** May be absent where both half maps are given: then half map 1 is refined against. */
  readonly map?: string;
  readonly halfMap1?: string;
  readonly halfMap2?: string;
  /** Multiplies the soft mask around the model. */
  readonly mask?: string;
  readonly dictionaries: readonly string[];
  /** A folder laid out like the CCP4 monomer library. */
  readonly monomerLibrary?: string;
}

export interface RefineJob {
  readonly files: RefineFiles;
  readonly config: RefineConfig;
  readonly out: string;
  readonly force: boolean;
  readonly resume: boolean;
  /** Threads of the geometry kernels. */
  readonly threads: number;
}
