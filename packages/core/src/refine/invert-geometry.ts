/** The paper's demonstration: the worst geometry that can be had while no atom moves farther than maps can tell. */

import type { TermLosses } from "@cryoreel/geometry-wasm";
import { CancelledError } from "../errors.ts";
import { evaluateObjective, type ObjectiveValue } from "./objective.ts";
import type { PreparedModel } from "./prepare-model.ts";

/** No atom moves farther (Chen 2025, Fig. S7), Å. */
export const inversionRadius = 0.3;

/** Bonds and angles cost much soon; what the judges see besides weighs more, so that all of it becomes bad. */
const bad: TermLosses = {
  bond: { weight: 0.02, harmonic: 1 },
  angle: { weight: 0.05, harmonic: 1 },
  omega: { weight: 0.2, harmonic: 1 },
  plane: { weight: 0.05, harmonic: 1 },
  chirality: { weight: 0.1, harmonic: 1 },
  cbeta: { weight: 2, harmonic: 1 },
  ramachandran: { weight: 10, linear: 1 },
  rotamer: { weight: 10, linear: 1 },
  clash: { weight: 200, linear: 1, harmonic: 1 },
  suite: { weight: 5, harmonic: 1 },
};

/** Å a step, at the beginning and at the end. */
const [FIRST_STEP, LAST_STEP] = [0.06, 0.005];

export interface InversionStep {
  readonly step: number;
  /** Of what is made as large as possible. */
  readonly objective: ObjectiveValue;
  readonly xyz: Float64Array;
}

/** Climbs from `start` ([n,3], Å): every atom moves alike far along its gradient, and back to within the radius. */
export async function* invertGeometry(
  start: Float64Array,
  { system }: PreparedModel,
  { steps, signal }: { readonly steps: number; readonly signal?: AbortSignal },
): AsyncGenerator<InversionStep, Float64Array> {
  let xyz: Float64Array = start.slice();
  for (let step = 0; step < steps; step++) {
    if (signal?.aborted) throw new CancelledError("The run was cancelled");
    const objective = await evaluateObjective(
      { system, losses: bad, mapWeight: 0 },
      xyz,
      new Int32Array(0),
      step,
    );
    const done = step / Math.max(1, steps - 1);
    xyz = climbed(xyz, objective.gradient, start, FIRST_STEP * (LAST_STEP / FIRST_STEP) ** done);
    yield { step: step + 1, objective, xyz };
  }
  return xyz;
}

function climbed(xyz: Float64Array, gradient: Float64Array, start: Float64Array, by: number): Float64Array {
  const next = xyz.slice();
  for (let atom = 0; atom < xyz.length; atom += 3) {
    const slope = Math.hypot(gradient[atom]!, gradient[atom + 1]!, gradient[atom + 2]!);
    if (slope === 0) continue;
    const off = [0, 1, 2].map(
      (axis) => xyz[atom + axis]! + (by * gradient[atom + axis]!) / slope - start[atom + axis]!,
    );
    const share = Math.min(1, inversionRadius / Math.hypot(...off));
    off.forEach((value, axis) => {
      next[atom + axis] = start[atom + axis]! + share * value;
    });
  }
  return next;
}
