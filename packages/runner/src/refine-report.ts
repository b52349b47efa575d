/** Judges a model before and after its refinement, by the same restraints and the same maps. */

import type { RefineResult } from "@cryoreel/core/pipeline";
import { refinementFindings, type ValidationReport } from "@cryoreel/core/report";
import { type ValidateOptions, validateModel } from "@cryoreel/core/validate";
import { programVersion } from "./program-version.ts";
import type { ReadInputs } from "./refine-inputs.ts";

/** Both judgements as one report. `title` names the model. */
export function reportRefinement(title: string, result: RefineResult, read: ReadInputs): ValidationReport {
  const { resolution } = result;
  const { map: volume } = read.inputs;
  const options: Pick<ValidateOptions, "map"> = {
    ...(volume &&
      resolution !== undefined && {
        map: { volume, resolution, ...(read.halfMaps && { halfMaps: read.halfMaps }) },
      }),
  };
  return {
    program: { name: "cryoreel", version: programVersion() },
    created: new Date().toISOString(),
    title,
    inputs: read.files.map(({ role, path, sha256 }) => ({ role, path, sha256 })),
    model: validateModel(result.structure, { restraints: result.restraints, ...options }),
    before: validateModel(result.input, { restraints: result.inputRestraints, ...options }),
    refinement: refinementFindings(result.structure, result.rotamerDifferences, result.flagged),
    notes: read.notes,
  };
}
