import { describe, expect, it } from "vitest";
import { ramachandranClasses, ramachandranGrid, ramachandranOutlier } from "./ramachandran.ts";

describe.each(ramachandranClasses)("the Ramachandran distribution of %s", (residueClass) => {
  const grid = ramachandranGrid(residueClass);

  it("covers the plane in cells of two degrees, its peak is 1", () => {
    expect([grid.nBins, grid.widthDeg, grid.lowerDeg]).toEqual([
      [180, 180],
      [2, 2],
      [-180, -180],
    ]);
    expect(grid.counts).toHaveLength(180 * 180);
    expect(Math.max(...grid.counts)).toBe(grid.total);
  });

  it("leaves most of the plane below its outlier contour", () => {
    const limit = ramachandranOutlier[residueClass] * grid.total;
    const outside = grid.counts.filter((count) => count < limit).length / grid.counts.length;
    expect(outside).toBeGreaterThan(0.35);
    expect(outside).toBeLessThan(0.95);
  });
});

/** Peaks that MolProbity's developers list for the favoured regions, at cell centres (cctbx, mmtbx.validation.ramalyze). */
it.each([
  ["general", -63, -43, 1],
  ["general", -115, 131, 0.57068],
  ["general", 53, 43, 0.323004],
  ["glycine", 63, 41, 1],
  ["glycine", 79, -173, 0.553852],
  ["cisProline", -75, 155, 1],
  ["cisProline", -89, 5, 0.701149],
  ["transProline", -57, -37, 0.99566],
  ["transProline", -81, 65, 0.0896269],
  ["preProline", -67, 147, 0.992025],
  ["preProline", 49, 57, 0.185259],
  ["isoleucineValine", -121, 129, 0.76163],
] as const)("has the peak of %s at (%d, %d)", (residueClass, phi, psi, fraction) => {
  const { counts, total } = ramachandranGrid(residueClass);
  const cell = ((phi + 180 - 1) / 2) * 180 + (psi + 180 - 1) / 2;
  expect(counts[cell]! / total).toBeCloseTo(fraction, 5);
});

it("is symmetric for glycine", () => {
  const { counts } = ramachandranGrid("glycine");
  for (let cell = 0; cell < counts.length; cell += 37)
    expect(counts[cell]).toBe(counts[counts.length - 1 - cell]);
});
