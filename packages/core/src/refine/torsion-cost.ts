/** What the torsions of a residue cost, baked into a map for the kernels. */
import type { TorsionMap } from "@cryoreel/geometry-wasm";
import type { AngleGrid } from "../tables/angle-grid.ts";
import { scoreFloor } from "../tables/angle-mixture.ts";
import { toRadians } from "../units.ts";
import { distanceToRegion } from "./distance-to-region.ts";

/** How −ln(R + e⁻¹⁰) becomes a cost that can be minimised from anywhere. */
export interface TorsionCostOptions {
  /** What each degree beyond the outlier contour costs: the way home where the distribution is empty. */
  readonly slopePerDegree: number;
  /** What the cost beyond the favoured contour counts in addition: 1 = twice as steep. */
  readonly allowedPenalty: number;
  /** The same beyond the outlier contour. */
  readonly outlierPenalty: number;
}

export const defaultTorsionCosts: TorsionCostOptions = {
  slopePerDegree: 0.1,
  allowedPenalty: 0.5,
  outlierPenalty: 0.5,
};

/** Fractions of the peak: at least `favoured`, at least `outlier`, or an outlier. */
export interface Contours {
  readonly favoured: number;
  readonly outlier: number;
}

/** −ln(R + e⁻¹⁰) */
export const costOfFraction = (fraction: number): number => -Math.log(fraction + scoreFloor);

/** What the outlier contour costs in a map with penalties: outliers cost more. */
export function outlierCost({ favoured, outlier }: Contours, { allowedPenalty }: TorsionCostOptions): number {
  const cost = costOfFraction(outlier);
  return cost + allowedPenalty * (cost - costOfFraction(favoured));
}

/**
 * A map through the cells of `grid`. Cells up to the outlier contour cost what is given (as a rule −ln(R + e⁻¹⁰)). Beyond it not R
 * decides, which is noise or nothing there, but how far the contour is: so costs fall all the way to it, and no cell changes
 * sides. Penalties come on top.
 */
export function torsionMap(
  grid: AngleGrid,
  costs: Float64Array,
  contours: Contours,
  { slopePerDegree, allowedPenalty, outlierPenalty }: TorsionCostOptions,
): TorsionMap {
  const [favoured, outlier] = [costOfFraction(contours.favoured), costOfFraction(contours.outlier)];
  const distance = distanceToRegion(grid, (cell) => costs[cell]! <= outlier);
  const cost = Float32Array.from(costs, (inside, cell) => {
    const away = distance[cell]!;
    const value = away === 0 ? inside : outlier + slopePerDegree * away;
    const beyond = { favoured: Math.max(0, value - favoured), outlier: Math.max(0, value - outlier) };
    return value + allowedPenalty * beyond.favoured + outlierPenalty * beyond.outlier;
  });
  const axes = grid.nBins.map((size, axis) => ({
    size,
    turn: toRadians(size * grid.widthDeg[axis]!),
    origin: toRadians(grid.lowerDeg[axis]! + 0.5 * grid.widthDeg[axis]!),
  }));
  return { axes, cost };
}
