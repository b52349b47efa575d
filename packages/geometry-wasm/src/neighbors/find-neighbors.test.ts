/** Neighbours against all pairs at five scales, exclusions, caps, degenerate points. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import { createUniform, scatter } from "../testing/term-contract.ts";
import { excludeBonded, type IndexLists, toIndexLists } from "./exclusions.ts";
import { findNeighbors } from "./find-neighbors.ts";

const distance2 = (xyz: ArrayLike<number>, i: number, j: number): number =>
  [0, 1, 2].reduce((sum, k) => sum + (xyz[3 * j + k]! - xyz[3 * i + k]!) ** 2, 0);

/** Every pair, by definition. */
function allPairs(
  xyz: ArrayLike<number>,
  radius: number,
  isCounted: (i: number, j: number) => boolean,
): number[][] {
  const n = xyz.length / 3;
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => j).filter(
      (j) => i !== j && distance2(xyz, i, j) <= radius ** 2 && isCounted(i, j),
    ),
  );
}

const listOf = ({ start, list }: IndexLists, i: number): number[] =>
  Array.from(list.subarray(start[i]!, start[i + 1]!));
const lists = (found: IndexLists): number[][] =>
  Array.from({ length: found.start.length - 1 }, (_, i) => listOf(found, i));

describe("findNeighbors", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  // Density of heavy atoms in protein: about 0.08 a cubic ångström.
  it.each([2, 20, 200, 1025, 3000])("finds what all pairs find among %i points", (n) => {
    const xyz = scatter(n, (n / 0.08) ** (1 / 3), n);
    const found = findNeighbors(kernels, xyz, 5);
    expect(found.nCapped).toBe(0);
    expect(lists(found)).toEqual(allPairs(xyz, 5, () => true));
    const half = findNeighbors(kernels, xyz, 5, { half: true });
    expect(lists(half)).toEqual(lists(found).map((list, i) => list.filter((j) => j > i)));
  });

  it("leaves out exclusions, classes out of reach and other conformers", () => {
    const n = 400;
    const xyz = scatter(n, 15, 7);
    const uniform = createUniform(8);
    const excluded = toIndexLists(
      Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => j).filter((j) => (i + j) % 7 === 0),
      ),
    );
    const conformerOf = Int32Array.from({ length: n }, () => Math.floor(3 * uniform()));
    const classOf = Int32Array.from({ length: n }, () => Math.floor(2 * uniform()));
    const minDistance = Float64Array.of(3, 4, 4, 0);
    const found = findNeighbors(kernels, xyz, 5, {
      excluded,
      conformerOf,
      classes: { classOf, nClasses: 2, minDistance },
    });
    const isCounted = (i: number, j: number): boolean => {
      const least = minDistance[2 * classOf[i]! + classOf[j]!]!;
      const areApart = conformerOf[i]! > 0 && conformerOf[j]! > 0 && conformerOf[i] !== conformerOf[j];
      return (i + j) % 7 !== 0 && !areApart && distance2(xyz, i, j) <= least ** 2;
    };
    expect(lists(found)).toEqual(allPairs(xyz, 5, isCounted));
    expect(found.list.length).toBeGreaterThan(500);
  });

  it("keeps the nearest when capped, ties by index, and counts the capped", () => {
    const n = 300;
    const xyz = scatter(n, 6, 9).map((x) => Math.round(x));
    const found = findNeighbors(kernels, xyz, 3, { maxNeighbors: 20 });
    const all = allPairs(xyz, 3, () => true);
    expect(found.nCapped).toBe(all.filter((list) => list.length > 20).length);
    expect(found.nCapped).toBeGreaterThan(250);
    const nearest = all.map((list, i) =>
      [...list]
        .sort((a, b) => distance2(xyz, i, a) - distance2(xyz, i, b) || a - b)
        .slice(0, 20)
        .sort((a, b) => a - b),
    );
    expect(lists(found)).toEqual(nearest);
  });

  it("takes coincident, collinear, few and no points", () => {
    expect(findNeighbors(kernels, [], 5).list.length).toBe(0);
    expect(lists(findNeighbors(kernels, [1, 2, 3], 5))).toEqual([[]]);
    const place = Float64Array.from({ length: 3 * 1500 }, (_, k) => k % 3);
    const crowd = findNeighbors(kernels, place, 1, { maxNeighbors: 5 });
    expect(crowd.nCapped).toBe(1500);
    expect(listOf(crowd, 700)).toEqual([0, 1, 2, 3, 4]);
    const line = Float64Array.from({ length: 3 * 1000 }, (_, k) => (k % 3 === 1 ? Math.floor(k / 3) : 4));
    expect(listOf(findNeighbors(kernels, line, 2), 500)).toEqual([498, 499, 501, 502]);
    expect(() => findNeighbors(kernels, [0, 0, Number.NaN], 5)).toThrow(/point 0 is not finite/);
  });

  it("gives its memory back", () => {
    const free = kernels.memory.bytesFree;
    findNeighbors(kernels, scatter(500, 20, 3), 5);
    expect(kernels.memory.bytesFree).toBe(free);
  });
});

describe("excludeBonded", () => {
  // 0–1–2–3–4 with 5 on 2.
  const chain = toIndexLists([[1], [0, 2], [1, 3, 5], [2, 4], [3], [2]]);

  it("excludes up to so many bonds, both ways, not itself", () => {
    expect(lists(excludeBonded(chain, 2))).toEqual([
      [1, 2],
      [0, 2, 3, 5],
      [0, 1, 3, 4, 5],
      [1, 2, 4, 5],
      [2, 3],
      [1, 2, 3],
    ]);
  });

  it("lets some atoms exclude farther than others", () => {
    expect(lists(excludeBonded(chain, [4, 1, 1, 1, 1, 1]))).toEqual([
      [1, 2, 3, 4, 5],
      [0, 2],
      [0, 1, 3, 5],
      [0, 2, 4],
      [0, 3],
      [0, 2],
    ]);
  });
});
