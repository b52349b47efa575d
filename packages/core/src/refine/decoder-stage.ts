/** One stage of a refinement: a network moves the input of the stage by a deformation, step by step, from coarse to fine resolution. */

import type { GeometrySystem, TermLosses } from "@cryoreel/geometry-wasm";
import { CancelledError } from "../errors.ts";
import type { MapTerm } from "../fit/index.ts";
import { type Deformation, deform, type Network, type NetworkState } from "../network/index.ts";
import type { Random } from "../random.ts";
import { chooseMapWeight, type WeightChoice } from "./auto-weight.ts";
import { evaluateObjective, type ObjectiveValue } from "./objective.ts";
import { shareSteps } from "./resolution-bands.ts";
import { createViewOrder, type ViewOrder } from "./view-order.ts";
import { controlledWeight, type RestraintCounts, type StrainTargets } from "./weight-control.ts";

/** What a stage works with. Everything is opened and closed by the caller, the map terms of `openBand` excepted. */
export interface DecoderStageParts {
  /** Coordinates that the stage starts from, [n,3], Å. */
  readonly base: Float64Array;
  readonly deformation: Deformation;
  readonly network: Network;
  readonly system: GeometrySystem;
  readonly losses: TermLosses;
  /** Resolutions, coarse to fine, Å. */
  readonly bands: readonly number[];
  /** The map term at one of the bands, for the model at `xyz`; closed by the stage. */
  readonly openBand: (dMin: number, xyz: Float64Array) => MapTerm;
  readonly steps: number;
  readonly batch: number;
  /** Å a step at the beginning; falls to a tenth on a cosine. */
  readonly rate: number;
  /** Multiplies the automatic weight. */
  readonly mapWeightFactor: number;
  /** How much the stereochemistry may be strained, and the numbers of its restraints. */
  readonly targets: StrainTargets;
  readonly counts: RestraintCounts;
  /** Of the backbone at `xyz`; asked only where `targets` limit it. */
  readonly atypicality: (xyz: Float64Array) => number;
  readonly random: Random;
  readonly signal?: AbortSignal;
}

/** Where a stage stands: what a checkpoint keeps. */
export interface StageState {
  readonly step: number;
  readonly mapWeight: number;
  /** What the weight never exceeds: the one that the probe found. */
  readonly weightCeiling: number;
  /** [n,3] Å: the coordinates that the map term of the present band was opened for. */
  readonly bandStart: Float64Array;
  readonly network: NetworkState;
}

/** A step that was made. */
export interface StageStep {
  readonly step: number;
  readonly dMin: number;
  readonly mapWeight: number;
  readonly weightChoice?: WeightChoice;
  readonly objective: ObjectiveValue;
  /** Saves the state after this step. */
  readonly save: () => Promise<StageState>;
}

const LATENT = Float64Array.of(1, 1, 1, 1);
/** Epochs of the probe that follows the map alone. */
const PROBE_EPOCHS = 2;
const FINAL_RATE = 0.1;

/** Runs the stage from its beginning or from `resume`; returns the coordinates that it ends with. */
export async function* runDecoderStage(
  parts: DecoderStageParts,
  resume?: StageState,
): AsyncGenerator<StageStep, Float64Array> {
  const plan = planBands(parts);
  let mapWeight = resume?.mapWeight;
  let ceiling = resume?.weightCeiling ?? 0;
  let choice: WeightChoice | undefined;
  if (resume) parts.network.restore(resume.network);
  let first = 0;
  for (const { dMin, steps } of plan) {
    const last = first + steps;
    const from = Math.max(first, resume?.step ?? 0);
    if (from < last) {
      const bandStart = resume && from > first ? resume.bandStart : await present(parts);
      const mapTerm = parts.openBand(dMin, bandStart);
      try {
        const order = viewOrder(parts, mapTerm, `band ${dMin}`);
        if (mapWeight === undefined) {
          choice = await probeWeight(parts, mapTerm, order);
          mapWeight = choice.mapWeight * parts.mapWeightFactor;
          ceiling = mapWeight;
        }
        for (let step = from; step < last; step++) {
          const { xyz, objective } = await descend(parts, {
            mapTerm,
            mapWeight,
            views: order.batchAt(step - first),
            step,
          });
          mapWeight = controlledWeight(mapWeight, objective.perTerm, {
            ...parts,
            done: (step + 1) / parts.steps,
            ceiling,
            atypicality: parts.targets.backbone ? parts.atypicality(xyz) : 1,
          });
          yield {
            step: step + 1,
            dMin,
            mapWeight,
            ...(choice ? { weightChoice: choice } : {}),
            objective,
            save: saver(parts, { step: step + 1, mapWeight, weightCeiling: ceiling, bandStart }),
          };
          choice = undefined;
        }
      } finally {
        mapTerm.dispose();
      }
    }
    first = last;
  }
  return present(parts);
}

/** The coordinates that the network stands for. */
async function present({ base, deformation, network }: DecoderStageParts): Promise<Float64Array> {
  return deform(base, deformation, await network.forward(LATENT, false));
}

function planBands({ bands, steps }: DecoderStageParts): { dMin: number; steps: number }[] {
  const shares = shareSteps(steps, bands.length);
  return bands.map((dMin, i) => ({ dMin, steps: shares[i]! }));
}

function viewOrder({ random, batch }: DecoderStageParts, mapTerm: MapTerm, label: string): ViewOrder {
  return createViewOrder(random.fork(label), mapTerm.nViews, batch);
}

function saver(parts: DecoderStageParts, state: Omit<StageState, "network">): () => Promise<StageState> {
  return async () => ({ ...state, network: await parts.network.save() });
}

interface StepInput {
  readonly mapTerm: MapTerm;
  readonly mapWeight: number;
  readonly views: Int32Array;
  readonly step: number;
  /** Leaves the stereochemistry out. */
  readonly mapAlone?: boolean;
}

/** Makes a step from the coordinates that are returned. */
async function descend(
  parts: DecoderStageParts,
  input: StepInput,
): Promise<{ xyz: Float64Array; objective: ObjectiveValue }> {
  if (parts.signal?.aborted) throw new CancelledError("The run was cancelled");
  const { deformation, network, base, system } = parts;
  const parameters = await network.forward(LATENT, true);
  const xyz = deform(base, deformation, parameters);
  const losses = input.mapAlone ? {} : parts.losses;
  const objective = await evaluateObjective({ ...input, system, losses }, xyz, input.views, input.step);
  network.backward(deformation.pullBack(parameters, objective.gradient), rateAt(parts, input.step));
  return { xyz, objective };
}

function rateAt({ rate, steps }: DecoderStageParts, step: number): number {
  const falling = 0.5 * (1 + Math.cos((Math.PI * step) / Math.max(1, steps)));
  return rate * (FINAL_RATE + (1 - FINAL_RATE) * falling);
}

/** Two epochs with the map alone, and back to the beginning: what the map gains and what the geometry pays. */
async function probeWeight(
  parts: DecoderStageParts,
  mapTerm: MapTerm,
  order: ViewOrder,
): Promise<WeightChoice> {
  const all = Int32Array.from({ length: mapTerm.nViews }, (_, view) => view);
  const measure = async () => {
    const xyz = await present(parts);
    const map = await mapTerm.evaluate(xyz, all);
    const { geometry, gradient } = await evaluateObjective({ ...parts, mapWeight: 0 }, xyz, all, 0);
    return { map: map.value, geometry, lengths: { map: length(map.gradient), geometry: length(gradient) } };
  };
  const before = await measure();
  const steps = Math.min(PROBE_EPOCHS * order.batchesPerEpoch, Math.ceil(parts.steps / 2));
  for (let step = 0; step < steps; step++) {
    await descend(parts, { mapTerm, mapWeight: 1, views: order.batchAt(step), step, mapAlone: true });
  }
  const after = await measure();
  parts.network.reinitialise();
  return chooseMapWeight(before, after, after.lengths);
}

const length = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
