/** Base pairs found in models: pairs laid out by hand, a real fold with its helices, and how they hold. */
import { createSystem, openGeometry } from "@cryoreel/geometry-wasm";
import { describe, expect, it } from "vitest";
import { makeStructure, type Point, type TestResidue } from "../../model/testing/make-structure.ts";
import { goldenModel, goldenReason, isGoldenAbsent } from "../testing/golden-models.ts";
import { basePairList, findBasePairs } from "./base-pairs.ts";

/** Edges of bases in the plane z = 0, opposite each other: hydrogen bonds run along y at the lengths of the table. */
const adenine: Readonly<Record<string, Point>> = {
  "C1'": [5, -4, 0],
  N9: [4, -3, 0],
  N6: [-2.4, 0, 0],
  N1: [0, 0, 0],
  C2: [1.1, -0.7, 0],
  C4: [1, -2, 0],
  C6: [-1.1, -0.7, 0],
};
const uracil = (d: number, lift = 0): Readonly<Record<string, Point>> => ({
  "C1'": [5, d + 4, lift],
  N1: [3, d + 3, lift],
  O4: [-2.4, d + 0.16, lift],
  N3: [0, d, lift],
  C2: [1.1, d + 0.7, lift],
  C4: [-1.1, d + 0.7, lift],
  C6: [1, d + 3, lift],
});
const residue = (compId: string, number: number, atoms: Readonly<Record<string, Point>>): TestResidue => ({
  compId,
  number,
  atoms: Object.entries(atoms).map(([name, at]) => ({ name, at })),
});
const pairOf = (other: Readonly<Record<string, Point>>) =>
  makeStructure([
    { id: "A", residues: [residue("A", 1, adenine)] },
    { id: "B", residues: [residue("U", 2, other)] },
  ]);

describe("base pairs", () => {
  it("are found by their hydrogen bonds", () => {
    const structure = pairOf(uracil(2.84));
    const pairs = findBasePairs(structure);
    expect(pairs.map(({ kind, residues }) => [kind.saenger, residues])).toEqual([[20, [0, 1]]]);
    const names = pairs[0]!.bonds.map((bond) => bond.map((atom) => structure.atoms.name[atom]));
    expect(names).toEqual([
      ["N6", "O4"],
      ["N1", "N3"],
    ]);
    const { ideal } = basePairList(pairs);
    expect([...ideal]).toEqual([3.0, 2.84]);
  });

  it("are those of DNA too", () => {
    const structure = makeStructure([
      { id: "A", residues: [residue("DA", 1, adenine)] },
      { id: "B", residues: [residue("DT", 2, { ...uracil(2.84), C7: [-3.8, 4.2, 0] })] },
    ]);
    expect(findBasePairs(structure).map(({ kind }) => kind.saenger)).toEqual([20]);
  });

  it("may be stretched, but not stacked, apart or without their atoms", () => {
    expect(findBasePairs(pairOf(uracil(3.6)))).toHaveLength(1);
    expect(findBasePairs(pairOf(uracil(4.2)))).toHaveLength(0);
    expect(findBasePairs(pairOf(uracil(0.2, 3.4)))).toHaveLength(0);
    const { O4: _, ...without } = uracil(2.84);
    expect(findBasePairs(pairOf(without))).toHaveLength(0);
  });

  it("are one a base: the nearest", () => {
    const structure = makeStructure([
      { id: "A", residues: [residue("A", 1, adenine)] },
      { id: "B", residues: [residue("U", 2, uracil(3.4, 0.5))] },
      { id: "C", residues: [residue("U", 3, uracil(2.9))] },
    ]);
    expect(findBasePairs(structure).map(({ residues }) => residues)).toEqual([[0, 2]]);
  });

  it("hold near their lengths and let go far from them", async () => {
    const structure = pairOf(uracil(3.1));
    const kernels = await openGeometry();
    const system = createSystem(kernels, structure.nAtoms);
    system.set("basePair", basePairList(findBasePairs(structure)));
    const pull = (d: number): number => {
      const gradient = new Float64Array(3 * structure.nAtoms);
      system.evaluate(pairOf(uracil(d)).atoms.xyz, gradient, { basePair: { weight: 1, harmonic: 1 } });
      const n1 = structure.atoms.name.indexOf("N1");
      return gradient[3 * n1 + 1]!;
    };
    // Of ½x²/(1+x²) with x = (d − 2.84)/0.5, on the atom at the lower end: −x/(1+x²)²/0.5.
    for (const d of [3.1, 4.5, 6]) {
      const x = (d - 2.84) / 0.5;
      expect(pull(d)).toBeCloseTo(-x / (1 + x * x) ** 2 / 0.5, 10);
    }
    system.dispose();
    await kernels.close();
  });
});

describe.skipIf(isGoldenAbsent)(`base pairs of a real model${goldenReason}`, () => {
  it("make helices: canonical pairs of complementary bases that go on as pairs", () => {
    const structure = goldenModel("models_only.7ez0");
    const pairs = findBasePairs(structure);
    const canonical = pairs.filter(({ kind }) => kind.isCanonical);
    // 387 nucleotides of a group I intron (PDB 7EZ0), about two of three in helices.
    expect(canonical.length).toBeGreaterThan(110);
    expect(canonical.length).toBeGreaterThan(0.85 * pairs.length);
    const partner = new Map(canonical.flatMap(({ residues: [a, b] }) => [[a, b] as const, [b, a] as const]));
    const goesOn = canonical.filter(({ residues: [a, b] }) =>
      [1, -1].some((step) => partner.get(a + step) === b - step),
    );
    expect(goesOn.length).toBeGreaterThan(0.9 * canonical.length);
    const atoms = pairs.flatMap(({ residues }) => residues);
    expect(new Set(atoms).size).toBe(atoms.length);
  });
});
