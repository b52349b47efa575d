/** Many terms together: the same bits on any number of threads, restraint order, far links, steady memory, refusals. */
import { describe, expect, it } from "vitest";
import { spawnNodeWorker } from "../node.ts";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import { createAllAtom } from "../testing/all-atom.ts";
import { createPolymer, type Polymer } from "../testing/polymer.ts";
import { scatter } from "../testing/term-contract.ts";
import { createSystem, type Evaluation, type GeometrySystem, type TermLosses } from "./create-system.ts";
import { type TermName, termNames, termTable } from "./term-table.ts";

const losses: TermLosses = {
  bond: { weight: 1, harmonic: 1, hinge: 1, start: 4 },
  angle: { weight: 0.5, harmonic: 1 },
  torsion: { weight: 1, harmonic: 1 },
  plane: { weight: 1, harmonic: 1, hinge: 2, start: 3 },
  chirality: { weight: 1, harmonic: 1 },
  repulsion: { weight: 4, hinge: 1, start: 0.3 },
  cbeta: { weight: 1, harmonic: 1 },
  ramachandran: { weight: 1, linear: 1 },
  rotamer: { weight: 1, linear: 1 },
  clash: { weight: 2, hinge: 1, start: 0.4 },
};

function openSystem(kernels: GeometryKernels, polymer: Polymer): GeometrySystem {
  const { hydrogens, ...residueLists } = createAllAtom(polymer, 9);
  const lists = { ...polymer, ...residueLists };
  const system = createSystem(kernels, polymer.nAtoms, hydrogens);
  for (const term of Object.keys(losses) as (keyof typeof lists & TermName)[]) {
    system.set(term, lists[term] as never);
  }
  return system;
}

async function evaluateWith(threads: number, polymer: Polymer): Promise<[Evaluation, Float64Array]> {
  const kernels = await openGeometry({ threads, spawnWorker: spawnNodeWorker });
  try {
    const system = openSystem(kernels, polymer);
    const gradient = new Float64Array(3 * polymer.nAtoms);
    system.evaluate(
      polymer.xyz.map((x) => x + 0.01),
      gradient,
      losses,
    );
    return [system.evaluate(polymer.xyz, gradient, losses), gradient];
  } finally {
    await kernels.close();
  }
}

describe("system", () => {
  it("gives the same bits on one, two and four threads, and again", async () => {
    const polymer = createPolymer(3000, 1);
    const first = await evaluateWith(1, polymer);
    expect(Object.values(first[0].perTerm).filter((value) => value > 0).length).toBe(
      Object.keys(losses).length,
    );
    for (const threads of [1, 2, 4]) expect(await evaluateWith(threads, polymer)).toEqual(first);
  });

  it("is a sum of its terms, each counted by its weight", async () => {
    const kernels = await openGeometry();
    const polymer = createPolymer(1500, 2);
    const system = openSystem(kernels, polymer);
    const gradient = new Float64Array(3 * polymer.nAtoms);
    const together = system.evaluate(polymer.xyz, gradient, losses);
    const sum = new Float64Array(3 * polymer.nAtoms);
    let total = 0;
    for (const name of termNames) {
      if (!losses[name]) continue;
      const alone = new Float64Array(3 * polymer.nAtoms);
      const { perTerm } = system.evaluate(polymer.xyz, alone, { [name]: { ...losses[name], weight: 1 } });
      expect(perTerm[name]).toBe(together.perTerm[name]);
      total += losses[name].weight * perTerm[name];
      alone.forEach((value, k) => {
        sum[k]! += losses[name]!.weight * value;
      });
    }
    expect(together.total).toBeCloseTo(total, 6);
    const scale = Math.max(...gradient.map(Math.abs));
    expect(gradient.every((value, k) => Math.abs(value - sum[k]!) < 1e-12 * scale)).toBe(true);
    expect(system.measure("omega", polymer.xyz).z.length).toBe(0);
    await kernels.close();
  });

  it("keeps the order of the list, wherever its atoms lie", async () => {
    const kernels = await openGeometry();
    const n = 6000;
    const xyz = scatter(n, 50, 3);
    const pairs = Array.from({ length: 4000 }, (_, i) => [(i * 7919) % n, (i * 104729 + 1) % n]);
    const system = createSystem(kernels, n);
    system.set("bond", {
      atoms: Int32Array.from(pairs.flat()),
      ideal: new Float64Array(pairs.length),
      sigma: new Float64Array(pairs.length).fill(1),
    });
    const { z } = system.measure("bond", xyz);
    pairs.forEach(([i, j], k) => {
      const d = Math.hypot(...[0, 1, 2].map((axis) => xyz[3 * i! + axis]! - xyz[3 * j! + axis]!));
      expect(Math.abs(z[k]! - d)).toBeLessThan(1e-12);
    });
    const gradient = new Float64Array(3 * n);
    const { total } = system.evaluate(xyz, gradient, { bond: { weight: 1, harmonic: 1 } });
    expect(total).toBeCloseTo(
      z.reduce((sum, value) => sum + 0.5 * value * value, 0),
      3,
    );
    const expected = new Float64Array(3 * n);
    for (const [i, j] of pairs) {
      for (let axis = 0; axis < 3; axis++) {
        const difference = xyz[3 * i! + axis]! - xyz[3 * j! + axis]!;
        expected[3 * i! + axis]! += difference;
        expected[3 * j! + axis]! -= difference;
      }
    }
    expect(gradient.every((value, k) => Math.abs(value - expected[k]!) < 1e-9)).toBe(true);
    await kernels.close();
  });

  it("does not grow over 1000 evaluations and gives everything back", async () => {
    const kernels = await openGeometry({ threads: 2, spawnWorker: spawnNodeWorker });
    const free = kernels.memory.byteLength - kernels.memory.bytesFree;
    const polymer = createPolymer(160, 4);
    const system = openSystem(kernels, polymer);
    const gradient = new Float64Array(3 * polymer.nAtoms);
    const xyz = Float64Array.from(polymer.xyz);
    let size = 0;
    for (let step = 0; step < 1000; step++) {
      system.evaluate(xyz, gradient, losses);
      xyz.forEach((x, k) => {
        xyz[k] = x + 0.02 * Math.sin(step + k);
      });
      if (step === 10) size = kernels.memory.byteLength;
    }
    system.measure("plane", xyz);
    expect(kernels.memory.byteLength).toBe(size);
    for (let round = 0; round < 20; round++) system.set("bond", polymer.bond);
    system.dispose();
    expect(kernels.memory.byteLength - kernels.memory.bytesFree).toBe(free);
    await kernels.close();
  });

  it("refuses what cannot be meant", async () => {
    const kernels = await openGeometry();
    const system = createSystem(kernels, 3);
    const bond = { atoms: Int32Array.of(0, 3), ideal: Float64Array.of(1), sigma: Float64Array.of(1) };
    expect(() => system.set("bond", bond)).toThrow(/bond: atom 3 is not among 3/);
    expect(() => system.set("bond", { ...bond, atoms: Int32Array.of(0, 1, 2) })).toThrow(/whole restraints/);
    expect(() => system.set("bond", { ...bond, atoms: Int32Array.of(0, 1, 1, 2) })).toThrow(
      /1 numbers for 2/,
    );
    expect(() =>
      system.set("bond", { ...bond, atoms: Int32Array.of(0, 1), ideal: Float64Array.of(Number.NaN) }),
    ).toThrow(/restraint 0 has NaN/);
    expect(() => system.evaluate(new Float64Array(6), new Float64Array(9), {})).toThrow(
      /6 coordinates for 3/,
    );
    await kernels.close();
  });

  it("names every term", () => {
    expect(termNames).toEqual(Object.keys(termTable));
    for (const name of termNames) expect(termTable[name].title).not.toBe("");
  });
});
