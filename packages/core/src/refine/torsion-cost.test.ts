/** Baked costs: what is kept of −ln(R + e⁻¹⁰), what lies beyond the contour, penalties. */
import { describe, expect, it } from "vitest";
import { costOfFraction, outlierCost, torsionMap } from "./torsion-cost.ts";

const contours = { favoured: 0.02, outlier: 0.001 };
const plain = { slopePerDegree: 0.06, allowedPenalty: 0, outlierPenalty: 0 };
const border = costOfFraction(contours.outlier);

// Allowed from 16 over 0 to 6; two outliers that the distribution hardly knows, 8 and 12.
const fractions = [
  1, 0.5, 0.05, 0.008, 0.004, 0.006, 0.002, 1e-4, 5e-4, 1e-4, 0, 0, 3e-4, 0, 0, 2e-4, 0.005, 0.3,
];
const given = Float64Array.from(fractions, costOfFraction);
const grid = { nBins: [18], lowerDeg: [-180], widthDeg: [20], counts: new Uint32Array(0), total: 1 };

describe("torsionMap", () => {
  const map = torsionMap(grid, given, contours, plain);

  it("says where its points lie", () => {
    expect(map.axes[0]!.size).toBe(18);
    expect(map.axes[0]!.turn).toBeCloseTo(2 * Math.PI, 12);
    expect(map.axes[0]!.origin).toBeCloseTo((-170 * Math.PI) / 180, 12);
  });

  it("costs −ln(R + e⁻¹⁰) up to the outlier contour, and by the distance to it beyond", () => {
    expect(costOfFraction(0)).toBeCloseTo(10, 12);
    fractions.forEach((fraction, cell) => {
      const steps = fraction >= contours.outlier ? 0 : Math.min(cell - 6, 16 - cell);
      const expected = steps === 0 ? given[cell]! : border + 0.06 * 20 * steps;
      expect(map.cost[cell]).toBeCloseTo(expected, 5);
    });
  });

  it("puts penalties beyond each contour", () => {
    const dear = torsionMap(grid, given, contours, { ...plain, allowedPenalty: 0.5, outlierPenalty: 2 });
    const favoured = costOfFraction(contours.favoured);
    // Halfway up from the favoured contour in addition.
    expect(outlierCost(contours, { ...plain, allowedPenalty: 0.5 })).toBeCloseTo(
      border + 0.5 * (border - favoured),
      12,
    );
    map.cost.forEach((value, cell) => {
      const penalty = 0.5 * Math.max(0, value - favoured) + 2 * Math.max(0, value - border);
      expect(dear.cost[cell]).toBeCloseTo(value + penalty, 4);
    });
  });
});
