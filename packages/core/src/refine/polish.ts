/** The finish: coordinates themselves move downhill, map and stereochemistry together, until no restraint is an outlier. */

import type { GeometrySystem, TermLosses } from "@cryoreel/geometry-wasm";
import { CancelledError } from "../errors.ts";
import type { MapTerm } from "../fit/index.ts";
import type { Random } from "../random.ts";
import { lbfgsSteps } from "./lbfgs.ts";
import { evaluateObjective, type ObjectiveValue } from "./objective.ts";

export interface PolishParts {
  readonly system: GeometrySystem;
  /** The losses, given how hard outliers are pushed back. */
  readonly lossesAt: (hinge: number) => TermLosses;
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
/** The judges' line is 4 σ; what is farther off than this is pushed back harder in another round. */
const WORST_Z = 3.8;
const MAX_ROUNDS = 5;
const FIRST_HINGE = 4;
const HINGE_GROWTH = 5;

/**
 * Minimises from `start`. Where bonds or angles remain outliers, the minimisation goes on with a steeper loss beyond the line,
 * which moves only what is at fault; rounds end when none is left or none was mended. Yields each step and returns the last
 * coordinates.
 */
export async function* polish(
  start: Float64Array,
  parts: PolishParts,
): AsyncGenerator<PolishStep, Float64Array> {
  const views = chooseViews(parts);
  const { mapWeight } = parts;
  let xyz = start;
  let done = 0;
  let nOutliers = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const losses = parts.lossesAt(FIRST_HINGE * HINGE_GROWTH ** round);
    const steps = lbfgsSteps(
      async (at) => {
        if (parts.signal?.aborted) throw new CancelledError("The run was cancelled");
        latest = await evaluateObjective({ ...parts, losses }, at, views, done);
        return { value: latest.total, gradient: latest.gradient };
      },
      xyz,
      {
        maxSteps: round === 0 ? parts.steps : Math.ceil(parts.steps / 4),
        maxMove: MAX_MOVE,
        valueTolerance: 1e-5,
      },
    );
    let latest: ObjectiveValue | undefined;
    for await (const { x } of steps) {
      xyz = x;
      yield { step: ++done, mapWeight, objective: latest!, xyz };
    }
    const remaining = countOutliers(parts.system, xyz);
    if (remaining === 0 || remaining >= nOutliers) break;
    nOutliers = remaining;
  }
  return xyz;
}

function chooseViews({ mapTerm, random }: PolishParts): Int32Array {
  const nViews = mapTerm?.nViews ?? 0;
  const all = random.shuffle(Int32Array.from({ length: nViews }, (_, i) => i));
  return all.slice(0, VIEWS).sort();
}

function countOutliers(system: GeometrySystem, xyz: Float64Array): number {
  const all = (["bond", "angle"] as const).flatMap((term) => [...system.measure(term, xyz).z]);
  return all.filter((z) => Math.abs(z) > WORST_Z).length;
}
