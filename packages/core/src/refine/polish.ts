/** The finish: coordinates themselves move downhill, map and stereochemistry together, until no judge finds fault. */

import type { TermLosses } from "@cryoreel/geometry-wasm";
import { CancelledError } from "../errors.ts";
import type { MapTerm } from "../fit/index.ts";
import type { Random } from "../random.ts";
import { countFaults } from "./count-faults.ts";
import { lbfgsSteps } from "./lbfgs.ts";
import { evaluateObjective, type ObjectiveValue } from "./objective.ts";
import type { PreparedModel } from "./prepare-model.ts";
import { finishLosses, nFinishLevels } from "./stereochemistry.ts";
import { firstBackbonePull, naturalAtypicality, nextBackbonePull } from "./typical-torsions.ts";
import { nextWeight, type StrainTargets } from "./weight-control.ts";

/** What coordinates go downhill on. */
export interface DescentParts {
  readonly model: PreparedModel;
  /** How much the distances of the input count; see `contactWeight`. */
  readonly contactWeight: number;
  /** Absent in the geometry-only mode. */
  readonly mapTerm?: MapTerm;
  readonly mapWeight: number;
  readonly random: Random;
  readonly signal?: AbortSignal;
}

export interface PolishParts extends DescentParts {
  /** Changes what cannot be reached downhill, before the first round (0) and the second. */
  readonly rebuild: (xyz: Float64Array, level: number) => Promise<Float64Array>;
  /** Mends what the rounds did harm to, after the last; undefined where there is nothing. */
  readonly guard: (xyz: Float64Array) => Float64Array | undefined;
  /** How much map and stereochemistry may strain each other; by it the map's weight changes between rounds. */
  readonly targets: StrainTargets;
  /** Steps of the first round; later ones have half of it. */
  readonly steps: number;
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

/** The last level before which the model is rebuilt. */
const LAST_REBUILD = 1;
/** Up to this level the map's weight changes; then only faults are mended. */
const LAST_REWEIGHED = 2;

/**
 * Minimises from `start` in rounds. Each begins by turning the hydrogens that are free to turn; where faults remain, the next one
 * pushes harder beyond the judges' lines, which moves only what is at fault; rounds end when nothing is left to mend or the last
 * level is done. What the guard then mends gets one more round. Yields each step and returns the last coordinates.
 */
export async function* polish(
  start: Float64Array,
  parts: PolishParts,
): AsyncGenerator<PolishStep, Float64Array> {
  const { model, targets } = parts;
  let { mapWeight } = parts;
  let values: ObjectiveValue["perTerm"] | undefined;
  const views = chooseViews(parts);
  let xyz = start;
  let done = 0;
  let pull = firstBackbonePull;
  for (let level = 0; level < nFinishLevels; level++) {
    if (level <= LAST_REBUILD) xyz = await parts.rebuild(xyz, level);
    model.settle(xyz);
    const round = { views, done, losses: finishLosses(parts.contactWeight, level, pull) };
    const descent = { ...parts, mapWeight };
    for await (const step of descend(xyz, descent, { ...round, maxSteps: stepsOf(parts.steps, level) })) {
      ({ xyz, step: done } = step);
      values = step.objective.perTerm;
      yield step;
    }
    const found = model.atypicality(xyz);
    if (countFaults(model.system, xyz) === 0 && found <= naturalAtypicality) break;
    pull = nextBackbonePull(pull, found);
    if (parts.mapTerm && values && level < LAST_REWEIGHED) {
      mapWeight = nextWeight(mapWeight, values, {
        counts: model.counts,
        targets,
        done: 1,
        atypicality: found,
      });
    }
  }
  const mended = parts.guard(xyz);
  if (!mended) return xyz;
  xyz = mended;
  model.settle(xyz);
  const level = nFinishLevels - 1;
  const round = { views, done, losses: finishLosses(parts.contactWeight, level, pull) };
  const descent = { ...parts, mapWeight };
  for await (const step of descend(xyz, descent, { ...round, maxSteps: stepsOf(parts.steps, level) })) {
    ({ xyz } = step);
    yield step;
  }
  return xyz;
}

/** The coordinates after some steps downhill as the polish begins, with hydrogens where they are. */
export async function minimiseBriefly(
  xyz: Float64Array,
  parts: DescentParts,
  maxSteps: number,
): Promise<Float64Array> {
  const losses = finishLosses(parts.contactWeight, 0, firstBackbonePull);
  let last = xyz;
  for await (const step of descend(xyz, parts, { views: chooseViews(parts), done: 0, losses, maxSteps })) {
    last = step.xyz;
  }
  return last;
}

interface Round {
  readonly views: Int32Array;
  /** Steps of the rounds before. */
  readonly done: number;
  readonly losses: TermLosses;
  readonly maxSteps: number;
}

async function* descend(
  xyz: Float64Array,
  parts: DescentParts,
  { views, done, losses, maxSteps }: Round,
): AsyncGenerator<PolishStep> {
  const { model, mapWeight } = parts;
  let latest: ObjectiveValue | undefined;
  const steps = lbfgsSteps(
    async (at) => {
      if (parts.signal?.aborted) throw new CancelledError("The run was cancelled");
      latest = await evaluateObjective({ ...parts, system: model.system, losses }, at, views, done);
      return { value: latest.total, gradient: latest.gradient };
    },
    xyz,
    { maxSteps, maxMove: MAX_MOVE, valueTolerance: VALUE_TOLERANCE },
  );
  for await (const { step, x } of steps) yield { step: done + step, mapWeight, objective: latest!, xyz: x };
}

/** Later rounds have little left to do. */
const stepsOf = (steps: number, level: number): number => (level === 0 ? steps : Math.ceil(steps / 2));

/** Steps of all rounds together, at most, where the first has `steps`; the guard may ask for one more. */
export function polishStepsAtMost(steps: number): number {
  return Array.from({ length: nFinishLevels + 1 }, (_, level) => stepsOf(steps, level)).reduce(
    (a, b) => a + b,
  );
}

function chooseViews({ mapTerm, random }: DescentParts): Int32Array {
  const nViews = mapTerm?.nViews ?? 0;
  const all = random.fork("views").shuffle(Int32Array.from({ length: nViews }, (_, i) => i));
  return all.slice(0, VIEWS).sort();
}
