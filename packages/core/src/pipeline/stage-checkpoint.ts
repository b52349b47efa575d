/** A stage's state as a checkpoint, and back. */

import type { NetworkState } from "../network/index.ts";
import type { Aims, StageState } from "../refine/index.ts";
import type { Checkpoint, StateArray } from "./checkpoint.ts";
import type { StageName } from "./events.ts";

/** A point between two steps of a run: the coordinates that the stage began with, and how far it came. */
export interface RunState {
  readonly stage: StageName;
  /** [n,3] Å */
  readonly base: Float64Array;
  /** [n,3] Å: the input as it was placed in the map. */
  readonly placed: Float64Array;
  /** Weight of the map in the stage before, from which the polish starts. */
  readonly lastWeight: number;
  /** What rebuilding chose. */
  readonly aims?: Aims;
  /** Absent where the stage has not begun. */
  readonly stageState?: StageState;
}

const parts = ["weights", "mean", "variance"] as const;

/** Writes a run's state down. */
export function toCheckpoint(
  fingerprint: string,
  { stage, base, placed, lastWeight, aims, stageState }: RunState,
): Checkpoint {
  const arrays: Record<string, StateArray> = {
    base,
    placed,
    ...aims,
    ...(stageState && { bandStart: stageState.bandStart }),
  };
  stageState?.network.layers.forEach((layer, i) => {
    for (const part of parts) arrays[`layer ${i} ${part}`] = layer[part];
  });
  return {
    fingerprint,
    stage,
    step: stageState?.step ?? 0,
    scalars: {
      lastWeight,
      ...(stageState && {
        mapWeight: stageState.mapWeight,
        weightCeiling: stageState.weightCeiling,
        networkStep: stageState.network.step,
        gradientScale: stageState.network.gradientScale,
        nLayers: stageState.network.layers.length,
      }),
    },
    arrays,
  };
}

/** Reads what `toCheckpoint` wrote. */
export function fromCheckpoint({ stage, step, scalars, arrays }: Checkpoint): RunState {
  const [base, placed] = [arrays["base"] as Float64Array, arrays["placed"] as Float64Array];
  const lastWeight = scalars["lastWeight"]!;
  const { suites, transPeptides } = arrays as Aims;
  const aims = { ...(suites && { suites }), ...(transPeptides && { transPeptides }) };
  if (scalars["nLayers"] === undefined) return { stage, base, placed, lastWeight, aims };
  const network: NetworkState = {
    step: scalars["networkStep"]!,
    gradientScale: scalars["gradientScale"]!,
    layers: Array.from({ length: scalars["nLayers"] }, (_, i) => {
      const [weights, mean, variance] = parts.map((part) => arrays[`layer ${i} ${part}`] as Float32Array);
      return { weights: weights!, mean: mean!, variance: variance! };
    }),
  };
  const stageState = {
    step,
    mapWeight: scalars["mapWeight"]!,
    weightCeiling: scalars["weightCeiling"]!,
    bandStart: arrays["bandStart"] as Float64Array,
    network,
  };
  return { stage, base, placed, lastWeight, aims, stageState };
}
