/** A refinement as the CLI and the portal ask for it: files, settings, where the results go. */

import type { RefineConfig } from "@cryoreel/core/pipeline";
import type { DictionaryFiles } from "./input-reader.ts";
import type { HalfMapFiles } from "./read-densities.ts";

/** Paths of the inputs, as the user gave them. */
export interface RefineFiles extends DictionaryFiles, HalfMapFiles {
  readonly model: string;
  /** May be absent where both half maps are given: then half map 1 is refined against. Without any map the geometry alone is refined. */
  readonly map?: string;
  /** Multiplies the soft mask around the model. */
  readonly mask?: string;
}

export interface RefineJob {
  /** Puts the stereochemistry right near the input, without a map: none may be given. */
  readonly geometryOnly?: boolean;
  readonly files: RefineFiles;
  readonly config: RefineConfig;
  readonly out: string;
  readonly force: boolean;
  readonly resume: boolean;
  /** Threads of the geometry kernels. */
  readonly threads: number;
}
