/** The weight of the map against stereochemistry, taken from the data: what a gain in the map costs in geometry. */

/** Values of both sides at one set of coordinates. */
export interface Balance {
  /** Mean of 1 − FRC. */
  readonly map: number;
  /** Stereochemistry per atom. */
  readonly geometry: number;
}

/** A weight and how it came about, for the log. */
export interface WeightChoice {
  readonly mapWeight: number;
  readonly reason: "gain and cost" | "gradients" | "default";
}

/** Weights outside this range come from a probe that measured nothing. */
const WEIGHT_RANGE = [1e-2, 1e6] as const;
const DEFAULT_WEIGHT = 100;

/**
 * Chen 2025: after epochs that follow the map alone, the weight is (rise of the geometry) / (fall of the map term), so that both change
 * alike in training. Where the map fell too little or the geometry did not rise (a poor start), the ratio of the two gradients'
 * lengths at the end of the probe stands in; where that is no number either, a default.
 */
export function chooseMapWeight(
  before: Balance,
  after: Balance,
  gradientLengths: { readonly map: number; readonly geometry: number },
): WeightChoice {
  const gain = before.map - after.map;
  const cost = after.geometry - before.geometry;
  if (gain > 1e-5 && cost > 0 && inRange(cost / gain))
    return { mapWeight: cost / gain, reason: "gain and cost" };
  const ratio = gradientLengths.geometry / gradientLengths.map;
  if (inRange(ratio)) return { mapWeight: ratio, reason: "gradients" };
  return { mapWeight: DEFAULT_WEIGHT, reason: "default" };
}

const inRange = (weight: number): boolean => weight >= WEIGHT_RANGE[0] && weight <= WEIGHT_RANGE[1];
