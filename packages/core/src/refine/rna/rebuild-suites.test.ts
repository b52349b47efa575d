/** Rebuilt suites: damaged A-form comes back, good models stay, a real build loses its outliers without leaving its place. */
import { openGeometry } from "@cryoreel/geometry-wasm";
import { describe, expect, it } from "vitest";
import { selectAtoms } from "../../model/select-atoms.ts";
import { type Structure, withCoordinates } from "../../model/structure.ts";
import { suiteClusters } from "../../tables/rna-suites.ts";
import { averageSuiteness, validateSuites } from "../../validate/rna-suites.ts";
import { rnaTraces } from "../../validate/rna-traces.ts";
import { ribonucleotides } from "../../validate/synthetic-chains.ts";
import { suiteList } from "../suite-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent } from "../testing/golden-models.ts";
import { placeFit } from "./fragment-fits.ts";
import { rebuildSuites } from "./rebuild-suites.ts";

const aForm = { deltaDeg: 81, epsilonDeg: 212, zetaDeg: 289, alphaDeg: 295, betaDeg: 174, gammaDeg: 53.6 };

async function rebuild(structure: Structure, suites = suiteList(structure)) {
  const kernels = await openGeometry();
  const fitOf = placeFit(structure.atoms.xyz);
  const result = await rebuildSuites({ structure, suites, kernels, dictionaries: [], fitOf });
  await kernels.close();
  return result;
}

const suitesAt = (structure: Structure, xyz: Float64Array) => {
  const there = withCoordinates(structure, xyz);
  return validateSuites(there, rnaTraces(there)).filter(({ status }) => status !== "incomplete");
};

const rmsd = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0) / (a.length / 3));

describe("rebuilt suites", () => {
  const structure = ribonucleotides(Array.from({ length: 7 }, () => aForm));

  it("stay where they are good", async () => {
    const { xyz, targets, changes } = await rebuild(structure);
    expect([...xyz]).toEqual([...structure.atoms.xyz]);
    expect([...targets].map((cluster) => suiteClusters[cluster]!.name)).toEqual(Array(6).fill("1a"));
    expect(changes).toEqual([]);
  });

  it("come back from a turned linkage", async () => {
    // O5' and C5' of one residue far off their places: α, β and γ make an outlier.
    const damaged = structure.atoms.xyz.slice();
    const { name, residueOf } = structure.atoms;
    const shift: Readonly<Record<string, readonly number[]>> = {
      "O5'": [0.9, -0.7, 0.6],
      "C5'": [-0.8, 0.8, -0.4],
    };
    name.forEach((atom, i) => {
      if (residueOf[i] !== 3 || !shift[atom]) return;
      for (let axis = 0; axis < 3; axis++) damaged[3 * i + axis]! += shift[atom][axis]!;
    });
    expect(suitesAt(structure, damaged).filter(({ status }) => status === "named").length).toBeLessThan(6);
    const { xyz } = await rebuild(withCoordinates(structure, damaged));
    for (const { status, suiteness } of suitesAt(structure, xyz)) {
      expect(status).toBe("named");
      expect(suiteness).toBeGreaterThan(0.5);
    }
    expect(rmsd(xyz, structure.atoms.xyz)).toBeLessThan(0.5);
  });
});

describe("suites that cannot be tried", () => {
  const structure = ribonucleotides(Array.from({ length: 6 }, () => ({ ...aForm, alphaDeg: 230 })));
  const suites = suiteList(structure);

  it("keep a target where their link is stretched", async () => {
    // Two rigid halves 1.2 Å apart, as the stages before leave them.
    const apart = structure.atoms.xyz.map((value, k) =>
      structure.atoms.residueOf[Math.floor(k / 3)]! >= 3 && k % 3 === 0 ? value + 1.2 : value,
    );
    const { targets, xyz } = await rebuild(withCoordinates(structure, apart), suites);
    expect(targets).toHaveLength(5);
    expect([...targets].every((cluster) => cluster >= 0)).toBe(true);
    expect(xyz.every(Number.isFinite)).toBe(true);
  });

  it("stay in place where there are alternate conformations", async () => {
    const altLoc = structure.atoms.altLoc.map(() => "A");
    const labelled = { ...structure, atoms: { ...structure.atoms, altLoc } };
    const { xyz, changes } = await rebuild(labelled);
    expect([...xyz]).toEqual([...structure.atoms.xyz]);
    expect(changes).toEqual([]);
  });
});

describe.skipIf(isGoldenAbsent)(`a stretch of an automatic build${goldenReason}`, () => {
  it("loses its outliers and stays in its place", { timeout: 120_000 }, async () => {
    const whole = goldenModel("emd20755_6ues.em-pred_6UES-1");
    const { atoms, residues } = whole;
    const structure = selectAtoms(whole, (atom) => {
      const number = residues.authSeqId[atoms.residueOf[atom]!]!;
      return number >= 1 && number <= 14 && atoms.element[atom]! > 1;
    });
    const before = suitesAt(structure, structure.atoms.xyz);
    const { xyz, puckers, targets } = await rebuild(structure);
    const after = suitesAt(structure, xyz);
    const named = (suites: typeof before) => suites.filter(({ status }) => status === "named").length;
    expect(named(before)).toBeLessThan(7);
    expect(named(after)).toBeGreaterThan(10);
    expect(averageSuiteness(after).all).toBeGreaterThan(averageSuiteness(before).all! + 0.3);
    expect(rmsd(xyz, structure.atoms.xyz)).toBeLessThan(0.7);
    expect(targets).toHaveLength(13);
    expect(puckers.size).toBe(14);
  });
});
