/** Judges a model before and after its refinement, and writes down both. */

import type { Volume } from "@cryoreel/core/map";
import type { Structure } from "@cryoreel/core/model";
import type { RefineConfig, RefineResult } from "@cryoreel/core/pipeline";
import { type MetricName, metrics, type ValidationResult, validateModel } from "@cryoreel/core/validate";

/** What is compared. */
export interface JudgedRun {
  readonly result: RefineResult;
  readonly map: Volume;
  /** Half map 2, where half map 1 was refined against. */
  readonly heldOutMap?: Volume;
  readonly config: RefineConfig;
}

/** Both judgements, and `report.json` made of them. */
export interface RefineReport {
  readonly before: ValidationResult;
  readonly after: ValidationResult;
  readonly json: string;
}

/** Judges both models by the same restraints, the same B factors and the same map. */
export function reportRefinement({ result, map, heldOutMap, config }: JudgedRun): RefineReport {
  const { input, restraints, resolution } = result;
  const judge = (structure: Structure, volume: Volume): ValidationResult =>
    validateModel(structure, { restraints, map: { volume, resolution } });
  const judged = { before: judge(input, map), after: judge(result.structure, map) };
  const heldOut = heldOutMap && {
    before: judge(input, heldOutMap).values,
    after: judge(result.structure, heldOutMap).values,
  };
  const json = {
    resolution,
    seed: config.seed,
    mapWeights: result.mapWeights,
    seconds: result.seconds,
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, describe(metric)])),
    before: judged.before.values,
    after: judged.after.values,
    ...(heldOut && { halfMap2: heldOut }),
    residues: { before: judged.before.residues, after: judged.after.residues },
    fsc: { before: judged.before.mapFit?.fscMasked, after: judged.after.mapFit?.fscMasked },
    leftOut: judged.after.leftOut,
  };
  return { ...judged, json: `${JSON.stringify(json, null, 1)}\n` };
}

const describe = ({ label, unit, better, role, target }: (typeof metrics)[MetricName]) => ({
  label,
  unit,
  better,
  role,
  target,
});
