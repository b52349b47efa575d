/** The terms with hydrogens on real models: finite, exact gradients, no net force, whatever is missing. */
import {
  createSystem,
  type GeometryKernels,
  type GeometrySystem,
  openGeometry,
  type TermLosses,
} from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileRestraints } from "../model/compile-restraints.ts";
import type { Structure } from "../model/structure.ts";
import { makeStructure } from "../model/testing/make-structure.ts";
import { allAtomTerms } from "./all-atom-terms.ts";
import { goldenModel, goldenReason, isGoldenAbsent } from "./testing/golden-models.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

function open(structure: Structure): GeometrySystem {
  const { hydrogens, lists } = allAtomTerms(structure, compileRestraints(structure));
  const system = createSystem(kernels, structure.nAtoms, hydrogens.list);
  system.set("clash", lists.clash);
  system.set("cbeta", lists.cbeta);
  system.set("suite", lists.suite);
  return system;
}

const losses: TermLosses = {
  clash: { weight: 2, hinge: 100, start: 0.35 },
  cbeta: { weight: 1, harmonic: 0.1, hinge: 1, start: 2 },
  suite: { weight: 0.5, harmonic: 1 },
};

/** Kernels compute in float64: central differences of their own values, Å. */
const step = 1e-6;

function difference(system: GeometrySystem, xyz: Float64Array, k: number): number {
  const scratch = new Float64Array(xyz.length);
  const [lower, upper] = [-step, step].map((shift) => {
    const moved = xyz.slice();
    moved[k]! += shift;
    return system.evaluate(moved, scratch, losses).total;
  });
  return (upper! - lower!) / (2 * step);
}

describe.skipIf(isGoldenAbsent).each(["emd3488_5me2.5me2", "emd20755_6ues.em-pred_6UES-1"])(
  `all-atom terms${goldenReason}: %s`,
  (name) => {
    it("have exact gradients without net force", () => {
      const structure = goldenModel(name);
      const { xyz } = structure.atoms;
      const system = open(structure);
      const gradient = new Float64Array(xyz.length);
      const { total, perTerm, nCapped } = system.evaluate(xyz, gradient, losses);
      expect(nCapped).toBe(0);
      expect(perTerm.clash).toBeGreaterThan(0);
      expect(perTerm[name.includes("6ues") ? "suite" : "cbeta"]).toBeGreaterThan(0);
      expect(Number.isFinite(total) && gradient.every(Number.isFinite)).toBe(true);
      for (const axis of [0, 1, 2]) {
        const net = gradient.filter((_, k) => k % 3 === axis).reduce((sum, g) => sum + g, 0);
        expect(Math.abs(net)).toBeLessThan(1e-7);
      }
      const strongest = Array.from(gradient.keys()).sort(
        (a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!),
      );
      const some = [...strongest.slice(0, 6), ...strongest.filter((_, i) => i % 1499 === 0)];
      for (const k of some) {
        const expected = difference(system, xyz, k);
        expect(Math.abs(gradient[k]! - expected), `${k}`).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
      }
      system.dispose();
    });
  },
);

describe("all-atom terms", () => {
  it("are empty for a lone water", () => {
    const water = { compId: "HOH", number: 1, atoms: [{ name: "O", at: [1, 2, 3] as const }] };
    const structure = makeStructure([{ id: "A", residues: [water] }]);
    const system = open(structure);
    expect(system.nSites).toBe(1);
    expect(system.evaluate(structure.atoms.xyz, new Float64Array(3), losses).total).toBe(0);
  });
});
