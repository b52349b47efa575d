/** Fits a mixture of Gaussians to a distribution: Levenberg–Marquardt on places, widths and amplitudes (Marquardt 1963). */
import type { Random } from "../../src/random.ts";
import { type AngleMixtureForm, scoreOfSum } from "../../src/tables/angle-mixture.ts";
import { buildDesign, type DesignMatrix, sumGaussians } from "./design-matrix.ts";
import type { FitTarget } from "./fit-target.ts";
import type { Gaussians, SpreadLimits } from "./gaussians.ts";
import { moveGaussians } from "./move-gaussians.ts";
import { placeGaussians } from "./place-gaussians.ts";
import { solveStep } from "./solve-step.ts";

export interface FitPlan {
  readonly form: AngleMixtureForm;
  readonly nGaussians: number;
  /** [nCells] how thickly Gaussians start. */
  readonly density: Float64Array;
  /** Spread at the start in units of the distance to the neighbours. */
  readonly width: number;
  readonly limits: SpreadLimits;
  /** [nCells] of (fit − ln(R + e⁻¹⁰))². */
  readonly weight: Float64Array;
  /** Whether a cell of fraction R may not be fitted by this fraction: such cells count more from step to step. */
  readonly isWrong: (fraction: number, fitted: number) => boolean;
  /** What the score aimed at in a wrong cell of this fraction moves by in each step; default 0. */
  readonly push?: (fraction: number) => number;
  readonly steps: number;
  /** Steps go on as far as twice their number until these sums are good; default: they do not. */
  readonly isGood?: (sum: Float64Array) => boolean;
  /** Of conjugate gradients, in each step. */
  readonly iterations: number;
  readonly random: Random;
}

/** What a wrong cell's weight grows by in a step, and grows to at most. */
const RISE = 1.5;
const MOST_RISE = 1e4;
/** No amplitude of a density grows or falls faster in a step: all stay positive. */
const AMPLITUDE_FACTOR = 4;

/** What is fitted now: wrong cells come to count more, and to be aimed at beyond their score. */
interface Aim {
  /** [nCells] */
  readonly weight: Float64Array;
  /** [nCells] */
  readonly score: Float64Array;
}

interface State {
  readonly g: Gaussians;
  readonly design: DesignMatrix;
  /** [nCells] Σ amplitude·g. */
  readonly sum: Float64Array;
}

export interface Fit {
  readonly gaussians: Gaussians;
  /** [nCells] Σ amplitude·g. */
  readonly sum: Float64Array;
  /** Σ weight·(score − published score)². */
  readonly cost: number;
}

/** The same plan gives the same mixture. `report` sees the fitted sums after each step. */
export function fitMixture(
  target: FitTarget,
  plan: FitPlan,
  report: (step: number, sum: Float64Array) => void = () => {},
): Fit {
  const aim = { weight: plan.weight.slice(), score: target.score.slice() };
  let state = start(target, plan);
  let damping = 1e-3;
  const { steps, isGood = () => true } = plan;
  for (let step = 1; step <= steps || (step <= 2 * steps && !isGood(state.sum)); step++) {
    const next = improve(target, plan, state, aim, damping);
    const isBetter = cost(plan, next, aim) < cost(plan, state, aim);
    damping = isBetter ? Math.max(1e-6, damping / 3) : Math.min(10, damping * 5);
    if (isBetter) state = next;
    aimAtWrongCells(target, plan, state, aim);
    report(step, state.sum);
  }
  return {
    gaussians: state.g,
    sum: state.sum,
    cost: cost(plan, state, { weight: plan.weight, score: target.score }),
  };
}

function start(target: FitTarget, plan: FitPlan): State {
  const { limits, random, density, width } = plan;
  const g = placeGaussians(target, { n: plan.nGaussians, density, width, limits, random });
  if (plan.form === "density") g.amplitude.set(heightsAtCenters(target, buildDesign(target, g, true), g.n));
  else {
    const design = buildDesign(target, g, true);
    g.amplitude.set(solveStep(design, plan.weight, target.score, { damping: 1e-6, maxIterations: 200 }));
  }
  return stateOf(target, g);
}

function stateOf(target: FitTarget, g: Gaussians): State {
  const design = buildDesign(target, g);
  return { g, design, sum: sumGaussians(design, g.amplitude, target.nCells) };
}

/** Most of the highest fraction near each centre: the rest is its neighbours'. */
function heightsAtCenters(
  { fraction }: FitTarget,
  { first, cell, basis }: DesignMatrix,
  n: number,
): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => {
    let highest = 1e-4;
    for (let e = first[k]!; e < first[k + 1]!; e++) {
      if (basis[e]! > 0.8) highest = Math.max(highest, 0.7 * fraction[cell[e]!]!);
    }
    return highest;
  });
}

function improve(
  target: FitTarget,
  plan: FitPlan,
  { g, design, sum }: State,
  { weight, score }: Aim,
  damping: number,
): State {
  const slope = sum.map((f) => scoreOfSum(plan.form, f).slope);
  const residual = score.map((aimed, i) => (aimed - scoreOfSum(plan.form, sum[i]!).score) / slope[i]!);
  const scaled = weight.map((w, i) => w * slope[i]! ** 2);
  const step = solveStep(design, scaled, residual, { damping, maxIterations: plan.iterations });
  const moved = moveGaussians(g, design, step, plan.limits);
  if (plan.form === "density") {
    moved.amplitude.forEach((a, k) => {
      const before = g.amplitude[k]!;
      moved.amplitude[k] = Math.min(before * AMPLITUDE_FACTOR, Math.max(before / AMPLITUDE_FACTOR, a));
    });
  }
  return stateOf(target, moved);
}

function cost({ form }: FitPlan, { sum }: State, { weight, score }: Aim): number {
  return weight.reduce((total, w, i) => total + w * (scoreOfSum(form, sum[i]!).score - score[i]!) ** 2, 0);
}

function aimAtWrongCells(
  { fraction }: FitTarget,
  { form, isWrong, weight, push = () => 0 }: FitPlan,
  { sum }: State,
  aim: Aim,
): void {
  for (let i = 0; i < sum.length; i++) {
    if (!isWrong(fraction[i]!, scoreOfSum(form, sum[i]!).fraction)) continue;
    aim.weight[i] = Math.min(MOST_RISE * weight[i]!, RISE * aim.weight[i]!);
    aim.score[i]! += push(fraction[i]!);
  }
}
