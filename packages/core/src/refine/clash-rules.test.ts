/** Rules of clashes: probe's clashes on real models; bonds, links, metals, alternates and hydrogen bonds on made ones. */
import { createSystem, type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileRestraints } from "../model/compile-restraints.ts";
import {
  makeStructure,
  type Point,
  type TestAtom,
  type TestConnection,
  type TestResidue,
} from "../model/testing/make-structure.ts";
import { makePeptide } from "../model/testing/peptide.ts";
import { placedMonomer } from "../model/testing/placed-monomer.ts";
import { clashRules } from "./clash-rules.ts";
import { hydrogenList } from "./hydrogen-list.ts";
import { countVisibleOverlaps } from "./testing/exposed-overlaps.ts";
import { goldenModel, goldenReason, isGoldenAbsent } from "./testing/golden-models.ts";
import { goldenClashes, measureOverlaps } from "./testing/measure-overlaps.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

const threshold = 0.4;
const models = [
  "emd30342_7cec_A.390_7cec_A",
  "emd5168_3mfp.3MFP",
  "emd6374_3jb0_D.3jb0-D",
  "models_only.pdb3j5p",
];

describe.skipIf(isGoldenAbsent).each(models)(`clashes by the rules of probe${goldenReason}: %s`, (name) => {
  it("are all that probe finds, and in its number as far as they are visible", () => {
    const { z, pairs, xyz, rules, labels } = measureOverlaps(kernels, goldenModel(name));
    const ours = new Map(labels.map((label, k) => [label, z[k]!]));
    const golden = goldenClashes(name, "clash_default_torsions");
    for (const [label, overlap] of golden) expect(ours.get(label), label).toBeGreaterThan(overlap - 0.005);
    // Probe forgives hydrogen bonds 0.6 Å.
    const nVisible = countVisibleOverlaps({ xyz, rules, pairs }, threshold, 0.6);
    expect(Math.abs(nVisible / golden.length - 1)).toBeLessThan(0.1);
  });
});

const atom = (name: string, at: Point, more: Partial<TestAtom> = {}): TestAtom => ({ name, at, ...more });
const water = (number: number, x: number): TestResidue => ({
  compId: "HOH",
  number,
  atoms: [atom("O", [x, 0, 0])],
});

/** Overlaps of the residues, each a chain of its own, by the names of their atoms. */
function overlapsOf(residues: readonly TestResidue[], connections?: readonly TestConnection[]) {
  const chains = residues.map((residue, i) => ({ id: "ABC"[i]!, residues: [residue] }));
  const { z, labels } = measureOverlaps(kernels, makeStructure(chains, connections));
  return new Map(labels.map((label, k) => [label, z[k]!]));
}

describe("clash rules", () => {
  it("measure overlaps of van der Waals radii", () => {
    const found = overlapsOf([water(1, 0), water(2, 2.3)]);
    expect([...found.values()]).toEqual([expect.closeTo(0.5, 10)]);
  });

  it("let alternates of different labels pass through each other", () => {
    const at = (altLoc: string, x: number, number: number): TestResidue => ({
      ...water(number, x),
      atoms: [atom("O", [x, 0, 0], { altLoc })],
    });
    expect(overlapsOf([at("A", 0, 1), at("B", 1, 2)]).size).toBe(0);
    expect(overlapsOf([at("A", 0, 1), at("A", 1.9, 2)]).size).toBe(1);
    expect(overlapsOf([at("", 0, 1), at("B", 1.9, 2)]).size).toBe(1);
  });

  it("count bonds to metals as bonds", () => {
    const zinc = (x: number): TestResidue => ({
      compId: "ZN",
      number: 9,
      atoms: [atom("ZN", [x, 0, 0], { element: "Zn" })],
    });
    expect(overlapsOf([water(1, 0), zinc(1.6)]).size).toBe(0);
    const link: TestConnection = { type: "metalc", ends: ["A/1/O", "B/9/ZN"] };
    expect(overlapsOf([water(1, 0), zinc(1.6)], [link]).size).toBe(0);
  });

  it("leave out sites three bonds apart, four where one is a hydrogen", () => {
    const structure = makeStructure([{ id: "A", residues: makePeptide(["ALA", "ALA"]) }]);
    const restraints = compileRestraints(structure);
    const hydrogens = hydrogenList(structure, restraints);
    const { excluded } = clashRules(structure, restraints, hydrogens);
    const site = (residue: number, name: string): number => {
      const atom = structure.atoms.name.findIndex(
        (own, i) => own === name && structure.atoms.residueOf[i] === residue,
      );
      const isOwn = (own: string, i: number): boolean =>
        own === name && structure.atoms.residueOf[hydrogens.list.atoms[4 * i]!] === residue;
      return atom >= 0 ? atom : structure.nAtoms + hydrogens.name.findIndex(isOwn);
    };
    const isExcluded = (a: number, b: number): boolean =>
      excluded.list.subarray(excluded.start[a]!, excluded.start[a + 1]!).includes(b);
    expect(isExcluded(site(0, "CB"), site(1, "N"))).toBe(true);
    expect(isExcluded(site(0, "CB"), site(1, "CA"))).toBe(false);
    expect(isExcluded(site(0, "HA"), site(1, "CA"))).toBe(true);
    expect(isExcluded(site(1, "CA"), site(0, "HA"))).toBe(true);
    expect(isExcluded(site(0, "HA"), site(1, "HA"))).toBe(false);
  });

  it("let hydrogen bonds come 0.4 Å nearer", async () => {
    const serine = await placedMonomer("SER", 3);
    const { atoms, nAtoms } = makeStructure([{ id: "A", residues: [serine] }]);
    const alone = makeStructure([{ id: "A", residues: [serine] }]);
    const hydrogens = hydrogenList(alone, compileRestraints(alone));
    const system = createSystem(kernels, nAtoms, hydrogens.list);
    const places = system.placeHydrogens(atoms.xyz);
    system.dispose();
    const place = (name: string): number[] => {
      const i = hydrogens.name.indexOf(name);
      return Array.from(places.subarray(3 * i, 3 * i + 3));
    };
    const beyond = (name: string, parent: string, distance: number): TestResidue => {
      const [h, o] = [place(name), serine.atoms.find((a) => a.name === parent)!.at];
      const length = Math.hypot(...h.map((x, k) => x - o[k]!));
      const at = h.map((x, k) => x + (distance * (x - o[k]!)) / length) as unknown as Point;
      return { compId: "HOH", number: 9, atoms: [atom("O", at)] };
    };
    const polar = overlapsOf([serine, beyond("HG", "OG", 1.8)]).get("A 3 SER HG | B 9 HOH O");
    expect(polar).toBeCloseTo(1.05 + 1.4 - 0.4 - 1.8, 6);
    const plain = overlapsOf([serine, beyond("HB2", "CB", 1.8)]).get("A 3 SER HB2 | B 9 HOH O");
    expect(plain).toBeCloseTo(1.22 + 1.4 - 1.8, 6);
  });
});
