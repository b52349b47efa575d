/** A validation as the CLI and the portal ask for it: files, settings, where the report goes. */

import type { ValidateConfig } from "@cryoreel/core/validate";
import type { DictionaryFiles } from "./input-reader.ts";

/** Paths of the inputs, as the user gave them. */
export interface ValidateFiles extends DictionaryFiles {
  readonly model: string;
  /** What the model was made from: judged alike, and compared. */
  readonly before?: string;
  /** May be absent where both half maps are given: then their mean is judged against. */
  readonly map?: string;
  readonly halfMap1?: string;
  readonly halfMap2?: string;
  /** Takes the place of the soft mask around the model. */
  readonly mask?: string;
  /** Folder of CaBLAM's contour grids. */
  readonly cablamGrids?: string;
  /** JSON table of percentiles: see `readPercentiles`. */
  readonly percentiles?: string;
}

export interface ValidateJob {
  readonly files: ValidateFiles;
  readonly config: ValidateConfig;
  readonly out: string;
  readonly force: boolean;
}

/** How far a validation is: what it does, and the share that is done, 0 … 1. */
export type ValidateProgress = (doing: string, done: number) => void;
