/** What the rotamer mixtures keep of the published distributions: the contour, and R as far as so few Gaussians can. */
import { describe, expect, it } from "vitest";
import type { AngleGrid } from "../tables/angle-grid.ts";
import { rotamerMixture } from "../tables/rotamer-mixtures.ts";
import { chiAtoms, rotamerFavoured, rotamerGrid, rotamerOutlier } from "../tables/rotamers.ts";
import { evaluateMixture, mixtureFractions } from "./evaluate-mixture.ts";

/** Root mean square error of R for one to four χ: docs/decisions/torsion-mixtures.md has it residue by residue. */
const mostRmsd = [0.036, 0.012, 0.008, 0.009];

/** 160 Gaussians leave 31 of the 85,623 favoured cells of Arg below the contour; nothing else loses any. */
const mostLost: Readonly<Record<string, number>> = { ARG: 31 };

describe.each(Object.keys(chiAtoms))("the rotamer mixture of %s", (compId) => {
  const [grid, mixture] = [rotamerGrid(compId)!, rotamerMixture(compId)!];
  const published = Float64Array.from(grid.counts, (count) => count / grid.total);
  const fitted = mixtureFractions(mixture, grid);
  const isAllowed = (cell: number): boolean => published[cell]! >= rotamerOutlier;

  it("keeps the outlier contour: 1 in 1,000 outliers is let pass, next to it; favoured places are not lost", () => {
    const [missed, lost] = [[] as number[], [] as number[]];
    let nOutliers = 0;
    fitted.forEach((fraction, cell) => {
      if (!isAllowed(cell)) nOutliers++;
      if (isAllowed(cell) === fraction >= rotamerOutlier) return;
      if (!isAllowed(cell)) missed.push(cell);
      else if (published[cell]! >= rotamerFavoured) lost.push(cell);
    });
    expect(missed.length / nOutliers).toBeLessThanOrEqual(0.001);
    expect(missed.filter((cell) => !cellsAround(grid, cell).some(isAllowed))).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(mostLost[compId] ?? 0);
  });

  it("keeps R within the error that its number of Gaussians leaves", () => {
    const sum = fitted.reduce((total, fraction, cell) => total + (fraction - published[cell]!) ** 2, 0);
    expect(Math.sqrt(sum / fitted.length)).toBeLessThan(mostRmsd[grid.nBins.length - 1]!);
  });

  it("has at the cells the values of its definition, a turn farther too", () => {
    const peak = published.indexOf(published.reduce((most, r) => Math.max(most, r), 0));
    for (const cell of [peak, Math.floor(0.3 * fitted.length)]) {
      const place = placeOf(grid, cell);
      const turned = place.map((angle, axis) => angle - grid.nBins[axis]! * grid.widthDeg[axis]!);
      expect(evaluateMixture(mixture, place).fraction).toBeCloseTo(fitted[cell]!, 5);
      expect(evaluateMixture(mixture, turned).fraction).toBeCloseTo(fitted[cell]!, 5);
    }
    expect(fitted[peak]).toBeGreaterThan(0.8);
  });
});

/** Centre of a cell, degrees. */
function placeOf({ nBins, lowerDeg, widthDeg }: AngleGrid, cell: number): number[] {
  const place = [...nBins];
  for (let axis = nBins.length - 1, rest = cell; axis >= 0; axis--) {
    place[axis] = lowerDeg[axis]! + ((rest % nBins[axis]!) + 0.5) * widthDeg[axis]!;
    rest = Math.floor(rest / nBins[axis]!);
  }
  return place;
}

/** A cell and those that touch it, at corners too. */
function cellsAround({ nBins }: AngleGrid, cell: number): number[] {
  let cells = [0];
  let stride = nBins.reduce((product, n) => product * n, 1);
  for (const n of nBins) {
    stride /= n;
    const place = Math.floor(cell / stride) % n;
    cells = cells.flatMap((first) => [-1, 0, 1].map((step) => first * n + ((place + step + n) % n)));
  }
  return cells;
}
