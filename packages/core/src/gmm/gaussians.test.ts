import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import type { Structure } from "../model/structure.ts";
import { createRandom } from "../random.ts";
import { judgeBFactors } from "./b-factors.ts";
import { createGaussians } from "./gaussians.ts";

/** Chains of single-atom residues, described by element, occupancy and B of each atom. */
function structureOf(
  chains: readonly (readonly [element: number, occ: number, bIso: number][])[],
): Structure {
  const atoms = chains.flat();
  const n = atoms.length;
  const counts = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
  const residueStart = Int32Array.from([0, ...chains.map((_, c) => chains.slice(0, c + 1).flat().length)]);
  return {
    entryId: "TEST",
    nAtoms: n,
    modelNumber: 1,
    entities: [],
    connections: [],
    atoms: {
      xyz: new Float64Array(3 * n),
      element: Uint8Array.from(atoms, ([element]) => element),
      name: atoms.map(() => "X"),
      altLoc: atoms.map(() => ""),
      occ: Float64Array.from(atoms, ([, occ]) => occ),
      bIso: Float64Array.from(atoms, ([, , bIso]) => bIso),
      charge: new Int8Array(n),
      residueOf: counts(n),
    },
    residues: {
      nResidues: n,
      atomStart: counts(n + 1),
      compId: atoms.map(() => "UNK"),
      authSeqId: counts(n),
      labelSeqId: counts(n),
      insCode: atoms.map(() => ""),
      isHet: new Uint8Array(n),
      chainOf: Int32Array.from(chains.flatMap((chain, c) => chain.map(() => c))),
    },
    chains: {
      nChains: chains.length,
      residueStart,
      labelAsymId: chains.map((_, c) => `${c}`),
      authAsymId: chains.map((_, c) => `${c}`),
      entityOf: new Int32Array(chains.length),
    },
  };
}

const options = { dMin: 3, useBFactors: true };

describe("createGaussians", () => {
  it("takes amplitudes from the electron scattering factors: carbon 1, hydrogen 0, phosphorus and iron high", () => {
    const { amplitude } = createGaussians(
      structureOf([[6, 7, 8, 15, 16, 26, 1].map((z) => [z, 1, 20])]),
      options,
    );
    expect(amplitude[0]).toBe(1);
    expect(amplitude[6]).toBe(0);
    // Ratios of f(Z) to f(C) of International Tables C, table 4.3.1.1, at s = 0.05 Å⁻¹.
    [0.9, 0.83, 2.12, 2.0, 2.8].forEach((ratio, i) => {
      expect(amplitude[i + 1]).toBeGreaterThan(0.85 * ratio);
      expect(amplitude[i + 1]).toBeLessThan(1.25 * ratio);
    });
  });

  it("refuses a model of hydrogens", () => {
    expect(() => createGaussians(structureOf([[[1, 1, 20]]]), options)).toThrow(InputError);
  });

  it("counts occupancy relative to the chain: 0.44 everywhere is full, zero everywhere too", () => {
    const { amplitude } = createGaussians(
      structureOf([
        [
          [6, 0.44, 20],
          [6, 0.44, 20],
          [6, 0.22, 20],
          [6, 0, 20],
        ],
        [
          [6, 0, 20],
          [6, 0, 20],
        ],
      ]),
      options,
    );
    expect([...amplitude]).toEqual([1, 1, 0.5, 0, 1, 1]);
  });

  it("widens by B only where B is plausible and asked for, never without bounds", () => {
    const chain = Array.from({ length: 101 }, (_, i): [number, number, number] => [6, 1, 20 + 2 * i]);
    const wide = createGaussians(structureOf([chain]), options);
    expect(wide.bWidth[50]).toBe(36);
    expect(wide.bWidth[60]! - wide.bWidth[50]!).toBe(20);
    expect(wide.bWidth[100]).toBe(36 + 54);
    expect(wide.bWidth[0]).toBe(36 - 54);
    const plain = createGaussians(structureOf([chain]), { ...options, useBFactors: false });
    expect(new Set(plain.bWidth)).toEqual(new Set([36]));
    const zero = structureOf([chain.map(([z, occ]) => [z, occ, 0])]);
    expect(new Set(createGaussians(zero, options).bWidth)).toEqual(new Set([36]));
  });
});

describe("judgeBFactors", () => {
  const random = createRandom(13);
  const judge = (b: (i: number) => number) =>
    judgeBFactors(
      structureOf([Array.from({ length: 300 }, (_, i): [number, number, number] => [6, 1, b(i)])]),
    );

  it.each([
    ["zeros", () => 0, /outside/],
    ["500 everywhere", () => 500, /outside/],
    ["1 everywhere", () => 1, /outside/],
    ["30 everywhere", () => 30, /hardly vary/],
    ["pLDDT", () => 100 - 40 * random.uniform() ** 3, /pLDDT/],
  ])("does not trust %s", (_, b, reason) => {
    const verdict = judge(b);
    expect(verdict.plausible).toBe(false);
    expect(verdict.reason).toMatch(reason);
  });

  it("trusts a spread with its tail above", () => {
    const verdict = judge(() => 40 + 60 * random.uniform() ** 2);
    expect(verdict).toMatchObject({ plausible: true, reason: "" });
    expect(verdict.median).toBeGreaterThan(45);
  });
});
