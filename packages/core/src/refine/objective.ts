/** What a refinement minimises: disagreement with the map plus stereochemistry, the one place where they are weighed. */

import type { Evaluation, GeometrySystem, TermLosses } from "@cryoreel/geometry-wasm";
import { NumericalError } from "../errors.ts";
import type { MapTerm } from "../fit/index.ts";

/** Value and parts at one set of coordinates. */
export interface ObjectiveValue {
  /** mapWeight·map + geometry. */
  readonly total: number;
  /** Mean of 1 − FRC over the views; 0 without a map. */
  readonly map: number;
  /** Σ weight·loss of the stereochemistry, per atom. */
  readonly geometry: number;
  readonly perTerm: Evaluation["perTerm"];
  /** ∂total/∂xyz, [n,3], 1/Å. */
  readonly gradient: Float64Array;
}

/** The two sides and how they are weighed. Without `mapTerm` the stereochemistry stands alone. */
export interface ObjectiveParts {
  readonly system: GeometrySystem;
  readonly losses: TermLosses;
  readonly mapTerm?: MapTerm;
  /** Weight of the map term against the stereochemistry per atom. */
  readonly mapWeight: number;
}

/** Evaluates the objective on the projections `views`. Throws NumericalError where a side leaves the finite numbers. */
export async function evaluateObjective(
  { system, losses, mapTerm, mapWeight }: ObjectiveParts,
  xyz: Float64Array,
  views: Int32Array,
  step: number,
): Promise<ObjectiveValue> {
  const gradient = new Float64Array(xyz.length);
  const evaluation = system.evaluate(xyz, gradient, losses);
  const perAtom = 1 / system.nAtoms;
  const map = mapTerm && mapWeight > 0 ? await mapTerm.evaluate(xyz, views) : undefined;
  for (let i = 0; i < gradient.length; i++) {
    gradient[i] = gradient[i]! * perAtom + (map ? mapWeight * map.gradient[i]! : 0);
  }
  const geometry = evaluation.total * perAtom;
  const value = { map: map?.value ?? 0, geometry };
  checkFinite("map", value.map, step);
  checkFinite("stereochemistry", geometry, step);
  return { ...value, total: mapWeight * value.map + geometry, perTerm: evaluation.perTerm, gradient };
}

function checkFinite(term: string, value: number, step: number): void {
  if (!Number.isFinite(value)) {
    throw new NumericalError(
      `The ${term} term became ${value} at step ${step}: please report this input`,
      term,
      step,
    );
  }
}
