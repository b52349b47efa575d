/** Repulsion: by hand, against all pairs, exclusions, conformers, moving atoms, capped lists. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toIndexLists } from "../neighbors/exclusions.ts";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import { checkFinite, checkTerm, createUniform, expectClose, scatter } from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";
import type { RepulsionRules } from "./term-lists.ts";

const distance = (xyz: Float64Array, i: number, j: number): number =>
  Math.hypot(...[0, 1, 2].map((k) => xyz[3 * j + k]! - xyz[3 * i + k]!));

/** Three classes (one pair of which never repels), a few exclusions and conformers. */
function createRules(n: number, seed: number): RepulsionRules {
  const uniform = createUniform(seed);
  const lists: number[][] = Array.from({ length: n }, () => []);
  for (let k = 0; k < n; k++) {
    const [i, j] = [Math.floor(uniform() * n), Math.floor(uniform() * n)];
    if (i === j) continue;
    lists[i]!.push(j);
    lists[j]!.push(i);
  }
  return {
    classOf: Int32Array.from({ length: n }, () => Math.floor(3 * uniform())),
    nClasses: 3,
    minDistance: Float64Array.of(3.2, 2.9, 3.4, 2.9, 0, 3, 3.4, 3, 3.6),
    excluded: toIndexLists(lists),
    conformerOf: Int32Array.from({ length: n }, () => Math.max(0, Math.floor(6 * uniform()) - 3)),
  };
}

/** Overlaps of all pairs that count, straight from the rules. */
function overlaps(rules: RepulsionRules, xyz: Float64Array): { atoms: number[]; z: number[] } {
  const n = rules.classOf.length;
  const result = { atoms: [] as number[], z: [] as number[] };
  for (let i = 0; i < n; i++) {
    const excluded = rules.excluded.list.subarray(rules.excluded.start[i]!, rules.excluded.start[i + 1]!);
    for (let j = i + 1; j < n; j++) {
      const [a, b] = [rules.conformerOf?.[i] ?? 0, rules.conformerOf?.[j] ?? 0];
      const least = rules.minDistance[rules.classOf[i]! * rules.nClasses + rules.classOf[j]!]!;
      const overlap = least - distance(xyz, i, j);
      if (excluded.includes(j) || (a > 0 && b > 0 && a !== b) || least === 0 || overlap <= 0) continue;
      result.atoms.push(i, j);
      result.z.push(overlap);
    }
  }
  return result;
}

describe("repulsion", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  const pair = (least: number): RepulsionRules => ({
    classOf: Int32Array.of(0, 0),
    nClasses: 1,
    minDistance: Float64Array.of(least),
    excluded: toIndexLists([[], []]),
  });

  it("costs ½(overlap − allowed)² and pushes apart", () => {
    const system = createSystem(kernels, 2);
    system.set("repulsion", pair(3.4));
    const gradient = new Float64Array(6);
    const at = (x: number, weight = 2) =>
      system.evaluate(Float64Array.of(0, 0, 0, x, 0, 0), gradient, {
        repulsion: { weight, hinge: 1, start: 0.4 },
      }).total;
    expect(at(2.5)).toBeCloseTo(2 * 0.5 * 0.5 ** 2, 12);
    expectClose(gradient, [1, 0, 0, -1, 0, 0], 1e-12, "gradient");
    expect(at(3.01)).toBe(0);
    expect(gradient.every((value) => value === 0)).toBe(true);
  });

  it("agrees with all pairs", () => {
    const n = 60;
    const rules = createRules(n, 61);
    const xyz = scatter(n, 8, 62);
    const system = createSystem(kernels, n);
    system.set("repulsion", rules);
    const { z, atoms, nListed } = system.measure("repulsion", xyz);
    const expected = overlaps(rules, xyz);
    // The list's skin is 1 Å.
    const wider = { ...rules, minDistance: rules.minDistance.map((least) => (least > 0 ? least + 1 : 0)) };
    expect(nListed).toBe(overlaps(wider, xyz).z.length);
    expect(expected.z.length).toBeGreaterThan(100);
    expect(Array.from(atoms!)).toEqual(expected.atoms);
    expectClose(z, expected.z, 1e-12, "overlap");
    system.dispose();
    checkTerm(kernels, { term: "repulsion", list: rules, xyz, z: (at) => overlaps(rules, at).z });
  });

  it("keeps agreeing while atoms move, whether its list is renewed or not, with the same bits", () => {
    const n = 1500;
    const rules = createRules(n, 63);
    const lazy = createSystem(kernels, n);
    const eager = createSystem(kernels, n);
    lazy.set("repulsion", rules);
    eager.set("repulsion", { ...rules, renewEvery: 1, skin: 0.3 });
    const xyz = scatter(n, 26, 64);
    const uniform = createUniform(65);
    const [a, b] = [new Float64Array(3 * n), new Float64Array(3 * n)];
    const losses = { repulsion: { weight: 1, hinge: 1, start: 0.1 } };
    for (let step = 0; step < 25; step++) {
      xyz.forEach((x, k) => {
        xyz[k] = x + 0.2 * (uniform() - 0.5);
      });
      const { total } = lazy.evaluate(xyz, a, losses);
      expect(eager.evaluate(xyz, b, losses).total).toBe(total);
      expect(a).toEqual(b);
      if (step % 8 > 0) continue;
      const expected = overlaps(rules, xyz).z.reduce((sum, z) => sum + 0.5 * Math.max(0, z - 0.1) ** 2, 0);
      expect(Math.abs(total - expected)).toBeLessThan(1e-9 * expected);
    }
  });

  it("says when atoms have more neighbours than its list holds", () => {
    const n = 300;
    const rules = { ...createRules(n, 66), maxNeighbors: 16 };
    const system = createSystem(kernels, n);
    system.set("repulsion", rules);
    const gradient = new Float64Array(3 * n);
    const losses = { repulsion: { weight: 1, hinge: 1 } };
    expect(system.evaluate(scatter(n, 4, 67), gradient, losses).nCapped).toBeGreaterThan(100);
    expect(system.evaluate(scatter(n, 60, 67), gradient, losses).nCapped).toBe(0);
  });

  it("is finite for coincident atoms and needs no atoms at all", () => {
    checkFinite(kernels, "repulsion", pair(3.4), [
      [1, 1, 1, 1, 1, 1],
      [0, 0, 0, 0, 1e-300, 0],
    ]);
    const empty = createSystem(kernels, 0);
    empty.set("repulsion", {
      classOf: new Int32Array(0),
      nClasses: 0,
      minDistance: new Float64Array(0),
      excluded: toIndexLists([]),
    });
    const { total } = empty.evaluate(new Float64Array(0), new Float64Array(0), { repulsion: { weight: 1 } });
    expect(total).toBe(0);
  });

  it("refuses tables that do not fit", () => {
    const system = createSystem(kernels, 3);
    expect(() => system.set("repulsion", pair(3))).toThrow(/2 classes for 3 atoms/);
  });
});
