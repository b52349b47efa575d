import { expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { buildAtomGrid, findNear } from "./atom-grid.ts";

const nPoints = 400;

function cloud(seed: number, span: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: 3 * nPoints }, () => span * (random.uniform() - 0.5));
}

const near = (xyz: Float64Array, place: Float64Array, radius: number): number[] =>
  Array.from({ length: xyz.length / 3 }, (_, i) => i).filter(
    (i) =>
      Math.hypot(xyz[3 * i]! - place[0]!, xyz[3 * i + 1]! - place[1]!, xyz[3 * i + 2]! - place[2]!) <= radius,
  );

it.each([1, 5, 30])("finds the points that are near, span %d Å", (span) => {
  const xyz = cloud(span, span);
  const grid = buildAtomGrid(xyz, 4);
  const found: number[] = [];
  for (let i = 0; i < nPoints; i += 40) {
    const place = xyz.subarray(3 * i, 3 * i + 3);
    const n = findNear(grid, place, 3.3, found);
    expect(found.slice(0, n).sort((a, b) => a - b)).toEqual(near(xyz, place, 3.3));
  }
});

it("finds among a subset only, from places outside of it too", () => {
  const xyz = cloud(2, 10);
  const subset = Array.from({ length: 50 }, (_, i) => 7 * i);
  const found: number[] = [];
  const place = Float64Array.of(-6, 0, 6);
  const n = findNear(buildAtomGrid(xyz, 4, subset), place, 5, found);
  const wanted = near(xyz, place, 5).filter((i) => subset.includes(i));
  expect(wanted.length).toBeGreaterThan(0);
  expect(found.slice(0, n).sort((a, b) => a - b)).toEqual(wanted);
});

it("stays small when one atom is far away, and empty without points", () => {
  const xyz = cloud(3, 20);
  xyz.set([1e7, -1e7, 1e7]);
  const grid = buildAtomGrid(xyz, 4);
  expect(grid.start.length).toBeLessThan(16 * nPoints + 5000);
  const found: number[] = [];
  expect(findNear(grid, [1e7, -1e7, 1e7], 1, found)).toBe(1);
  expect(findNear(buildAtomGrid(new Float64Array(0), 4), [0, 0, 0], 5, found)).toBe(0);
});
