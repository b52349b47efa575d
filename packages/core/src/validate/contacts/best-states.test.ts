import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { bestStates, type Factor } from "./best-states.ts";

const sizeOf = (parts: readonly number[], nStates: readonly number[]): number =>
  parts.reduce((n, part) => n * nStates[part]!, 1);

/** Tables of random scores over the given groups of parts. */
function randomFactors(
  nStates: readonly number[],
  groups: readonly (readonly number[])[],
  seed: number,
): Factor[] {
  const random = createRandom(seed);
  return groups.map((parts) => ({
    parts,
    table: Float64Array.from({ length: sizeOf(parts, nStates) }, () => random.uniform() - 0.5),
  }));
}

function scoreOf(factors: readonly Factor[], nStates: readonly number[], states: readonly number[]): number {
  let sum = 0;
  for (const { parts, table } of factors) {
    sum += table[parts.reduce((at, part) => at * nStates[part]! + states[part]!, 0)]!;
  }
  return sum;
}

/** All combinations of allowed states. */
const combinations = (allowed: readonly (readonly number[])[]): number[][] =>
  allowed.reduce<number[][]>((all, states) => all.flatMap((c) => states.map((s) => [...c, s])), [[]]);

const nStates = [3, 2, 4, 3, 2];
const groups = [[0], [1, 0], [2, 1], [3, 1, 2], [4], [0, 3]];
const everything = nStates.map((n) => Array.from({ length: n }, (_, i) => i));

describe("the best states", () => {
  it.each([1, 2, 3, 4, 5])("are those of all combinations tried, seed %d", (seed) => {
    const factors = randomFactors(nStates, groups, seed);
    const best = Math.max(...combinations(everything).map((c) => scoreOf(factors, nStates, c)));
    const found = bestStates(nStates, factors, everything);
    expect(found.score).toBeCloseTo(best, 9);
    expect(scoreOf(factors, nStates, found.states)).toBeCloseTo(best, 9);
  });

  it("keep to the allowed ones", () => {
    const allowed = [[1], [0, 1], [1, 3], [2, 0], [1]];
    const factors = randomFactors(nStates, groups, 7);
    const best = Math.max(...combinations(allowed).map((c) => scoreOf(factors, nStates, c)));
    const found = bestStates(nStates, factors, allowed);
    expect(found.score).toBeCloseTo(best, 9);
    found.states.forEach((state, part) => {
      expect(allowed[part]).toContain(state);
    });
  });

  it("are the first of equal ones", () => {
    expect(
      bestStates(
        [3, 2],
        [],
        [
          [2, 0, 1],
          [1, 0],
        ],
      ),
    ).toEqual({
      states: [2, 1],
      score: 0,
      isExact: true,
    });
  });

  it("cannot be bettered by changing one part where the problem is too large to be solved", () => {
    const many = new Array<number>(9).fill(10);
    const pairs = many.flatMap((_, a) => many.flatMap((__, b) => (a < b ? [[a, b]] : [])));
    const factors = randomFactors(many, pairs, 3);
    const all = many.map((n) => Array.from({ length: n }, (_, i) => i));
    const found = bestStates(many, factors, all);
    expect(found.isExact).toBe(false);
    expect(scoreOf(factors, many, found.states)).toBeCloseTo(found.score, 9);
    for (const part of many.keys()) {
      for (const state of all[part]!) {
        expect(scoreOf(factors, many, found.states.with(part, state))).toBeLessThanOrEqual(
          found.score + 1e-9,
        );
      }
    }
  });
});
