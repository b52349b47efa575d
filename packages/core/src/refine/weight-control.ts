/** Keeps the map's weight where stereochemistry is strained as much as a stage allows: the weight sets itself, step by step. */

import type { TermName } from "@cryoreel/geometry-wasm";

/** What a stage allows, as functions of the share of its steps that is done (0 … 1). */
export interface StrainTargets {
  /** Root mean square z of bonds and angles. */
  readonly covalent?: (done: number) => number;
  /** Root mean square z of the contacts of the input (each below 1). */
  readonly contact?: (done: number) => number;
  /** Atypicality of the backbone (see `atypicality`) beyond which bonds and angles may be strained the less. */
  readonly backbone?: (done: number) => number;
}

/** Numbers of restraints by term. */
export type RestraintCounts = Readonly<Partial<Record<TermName, number>>>;

/** Values of the terms, Σ ½z² each. */
type TermValues = Readonly<Partial<Record<TermName, number>>>;

/** How much of the way to its target the weight goes in a step, and at most. */
const GAIN = 0.1;
const LARGEST_CHANGE = 1.25;
/** Between two minimisations. Strain follows the root of the weight, or a little less. */
const GAIN_OF_ROUND = 1.5;
const LARGEST_CHANGE_OF_ROUND = 3;

/** Some backbones cannot be typical: a map still has its say. */
const LEAST_LENIENCY = 0.8;

/** Root mean square z of terms together; 0 where there are none. */
export function rootMeanSquareZ(
  values: TermValues,
  counts: RestraintCounts,
  terms: readonly TermName[],
): number {
  const total = (numbers: TermValues): number => terms.reduce((sum, term) => sum + (numbers[term] ?? 0), 0);
  const n = total(counts);
  return n > 0 ? Math.sqrt((2 * total(values)) / n) : 0;
}

/** What strain is measured with. */
export interface StrainOptions {
  readonly counts: RestraintCounts;
  readonly targets: StrainTargets;
  /** Share of the stage. */
  readonly done: number;
  /** Of the backbone. */
  readonly atypicality: number;
}

/** The worst of the strains over what it may be: 1 where a model is as strained as it is allowed to be, or nothing limits it. */
export function strainRatio(
  values: TermValues,
  { counts, targets, done, atypicality }: StrainOptions,
): number {
  const leniency = targets.backbone
    ? Math.min(1, Math.max(LEAST_LENIENCY, targets.backbone(done) / atypicality))
    : 1;
  const strains = [
    targets.covalent &&
      rootMeanSquareZ(values, counts, ["bond", "angle"]) / (targets.covalent(done) * leniency),
    targets.contact && rootMeanSquareZ(values, counts, ["contact"]) / targets.contact(done),
  ].filter((strain) => strain !== undefined);
  return strains.length > 0 ? Math.max(...strains, 1e-3) : 1;
}

/**
 * The weight after a step with these values: up where every strain is below its target, down where one is above. Never above
 * `ceiling`, the weight at which map and geometry change alike in training.
 */
export function controlledWeight(
  weight: number,
  values: TermValues,
  options: StrainOptions & { readonly ceiling: number },
): number {
  const change = strainRatio(values, options) ** -GAIN;
  return Math.min(options.ceiling, weight * bounded(change, LARGEST_CHANGE));
}

/** The weight of the next minimisation, after one that ended with these values. */
export function nextWeight(weight: number, values: TermValues, options: StrainOptions): number {
  return weight * bounded(strainRatio(values, options) ** -GAIN_OF_ROUND, LARGEST_CHANGE_OF_ROUND);
}

/** Within a factor of `most` of 1. */
const bounded = (change: number, most: number): number => Math.min(most, Math.max(1 / most, change));
