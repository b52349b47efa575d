/** Distances to a region against all pairs of cells, in one to four dimensions. */
import { expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { distanceToRegion } from "./distance-to-region.ts";

const grids = [
  { nBins: [30], widthDeg: [12] },
  { nBins: [12, 9], widthDeg: [30, 20] },
  { nBins: [5, 6, 7], widthDeg: [72, 60, 25] },
  { nBins: [4, 5, 6, 3], widthDeg: [90, 72, 60, 60] },
];

function placeOf(nBins: readonly number[], cell: number): number[] {
  let rest = cell;
  return nBins
    .map((_, axis) => nBins.length - 1 - axis)
    .map((axis) => {
      const place = rest % nBins[axis]!;
      rest = Math.floor(rest / nBins[axis]!);
      return place;
    })
    .reverse();
}

it.each(grids)("is the distance to the nearest cell of the region, around the circle: $nBins", (grid) => {
  const { nBins, widthDeg } = grid;
  const nCells = nBins.reduce((product, n) => product * n, 1);
  const random = createRandom(8);
  const inside = Array.from({ length: nCells }, () => random.uniform() < 0.02);
  inside[3] = true;
  const places = Array.from({ length: nCells }, (_, cell) => placeOf(nBins, cell));
  const distance = distanceToRegion(grid, (cell) => inside[cell]!);
  places.forEach((place, cell) => {
    const all = places
      .filter((_, other) => inside[other])
      .map((other) =>
        Math.hypot(
          ...place.map((k, axis) => {
            const steps = Math.abs(k - other[axis]!);
            return widthDeg[axis]! * Math.min(steps, nBins[axis]! - steps);
          }),
        ),
      );
    expect(distance[cell]).toBeCloseTo(Math.min(...all), 9);
  });
});

it("is infinite where there is no region", () => {
  expect(distanceToRegion({ nBins: [3, 4], widthDeg: [120, 90] }, () => false)).toEqual(
    new Float64Array(12).fill(Number.POSITIVE_INFINITY),
  );
});
