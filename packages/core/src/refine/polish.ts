/** The finish: coordinates themselves move downhill, map and stereochemistry together, until no judge finds fault. */

import { CancelledError } from "../errors.ts";
import type { MapTerm } from "../fit/index.ts";
import type { Random } from "../random.ts";
import { countFaults } from "./count-faults.ts";
import { type LbfgsStep, lbfgsSteps } from "./lbfgs.ts";
import { evaluateObjective, type ObjectiveValue } from "./objective.ts";
import type { PreparedModel } from "./prepare-model.ts";
import { finishLosses, nFinishLevels } from "./stereochemistry.ts";
import { firstBackbonePull, nextBackbonePull } from "./typical-torsions.ts";

export interface PolishParts {
  readonly model: PreparedModel;
  /** How much the distances of the input count; see `contactWeight`. */
  readonly contactWeight: number;
  /** Absent in the geometry-only mode. */
  readonly mapTerm?: MapTerm;
  readonly mapWeight: number;
  /** Steps of the first round; later ones have half of it. */
  readonly steps: number;
  readonly random: Random;
  readonly signal?: AbortSignal;
}

export interface PolishStep {
  readonly step: number;
  readonly mapWeight: number;
  readonly objective: ObjectiveValue;
  readonly xyz: Float64Array;
}

/** Projections of the fixed set that makes the objective one smooth function. */
const VIEWS = 256;
const MAX_MOVE = 0.2;
const VALUE_TOLERANCE = 1e-6;

/**
 * Minimises from `start` in rounds. Each begins by turning the hydrogens that are free to turn; where faults remain, the next one
 * pushes harder beyond the judges' lines, which moves only what is at fault; rounds end when nothing is left to mend or the last
 * level is done. Yields each step and returns the last coordinates.
 */
export async function* polish(
  start: Float64Array,
  parts: PolishParts,
): AsyncGenerator<PolishStep, Float64Array> {
  const { model, mapWeight } = parts;
  const views = chooseViews(parts);
  let xyz = start;
  let done = 0;
  let pull = firstBackbonePull;
  for (let level = 0; level < nFinishLevels; level++) {
    model.settleHydrogens(xyz);
    const losses = finishLosses(parts.contactWeight, level, pull);
    let latest: ObjectiveValue | undefined;
    const steps: AsyncGenerator<LbfgsStep> = lbfgsSteps(
      async (at) => {
        if (parts.signal?.aborted) throw new CancelledError("The run was cancelled");
        latest = await evaluateObjective({ ...parts, system: model.system, losses }, at, views, done);
        return { value: latest.total, gradient: latest.gradient };
      },
      xyz,
      {
        maxSteps: stepsOf(parts.steps, level),
        maxMove: MAX_MOVE,
        valueTolerance: VALUE_TOLERANCE,
      },
    );
    for await (const { x } of steps) {
      xyz = x;
      yield { step: ++done, mapWeight, objective: latest!, xyz };
    }
    const found = model.atypicality(xyz);
    if (countFaults(model.system, xyz) === 0 && found < 1.1) break;
    pull = nextBackbonePull(pull, found);
  }
  return xyz;
}

/** Later rounds have little left to do. */
const stepsOf = (steps: number, level: number): number => (level === 0 ? steps : Math.ceil(steps / 2));

/** Steps of all rounds together, at most, where the first has `steps`. */
export function polishStepsAtMost(steps: number): number {
  return Array.from({ length: nFinishLevels }, (_, level) => stepsOf(steps, level)).reduce((a, b) => a + b);
}

function chooseViews({ mapTerm, random }: PolishParts): Int32Array {
  const nViews = mapTerm?.nViews ?? 0;
  const all = random.shuffle(Int32Array.from({ length: nViews }, (_, i) => i));
  return all.slice(0, VIEWS).sort();
}
