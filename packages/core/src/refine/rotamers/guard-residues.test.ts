/** The guard, what it compares, and the list of changed rotamers: on made models with a known answer. */
import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileRestraints } from "../../model/compile-restraints.ts";
import { type Structure, withCoordinates } from "../../model/structure.ts";
import { validateRotamers } from "../../validate/rotamers.ts";
import { guardResidues } from "./guard-residues.ts";
import { residueCorrelations } from "./residue-correlations.ts";
import { rotamerDifferences } from "./rotamer-differences.ts";
import { densityOf, makeModel } from "./testing/made-models.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

const right = [
  ["LEU", [-177, 63]],
  ["PHE", [-67, 99]],
  ["LYS", [-67, 180, 68, 180]],
  ["MET", [-65, -65, -70]],
] as const;
const wrong = [
  ["LEU", [-65, 174]],
  ["PHE", [-67, 99]],
  ["LYS", [180, 180, 180, 180]],
  ["MET", [-65, -65, -70]],
] as const;

const namesOf = (structure: Structure, xyz: Float64Array): string[] =>
  validateRotamers(withCoordinates(structure, xyz)).map(({ name }) => name);

const guard = (start: Structure, end: Structure, map: ReturnType<typeof densityOf>) =>
  guardResidues({
    structure: end,
    xyz: end.atoms.xyz,
    before: start.atoms.xyz,
    restraints: compileRestraints(end),
    kernels,
    map,
  });

describe("the correlations of residues", () => {
  it("tell backbone from side chain", async () => {
    const [good, bad] = [await makeModel(right, [[0, 9, 9]]), await makeModel(wrong, [[0, 9, 9]])];
    const map = densityOf(good, 3);
    const fitting = residueCorrelations(good, good.atoms.xyz, map);
    const { backbone, sideChain } = residueCorrelations(bad, bad.atoms.xyz, map);
    expect(Math.min(...fitting.backbone)).toBeGreaterThan(0.999);
    expect(Math.min(...fitting.sideChain.subarray(0, 4))).toBeGreaterThan(0.999);
    // Waters have no side chain.
    expect(fitting.sideChain[4]).toBeNaN();
    for (const residue of [0, 2]) expect(sideChain[residue]).toBeLessThan(backbone[residue]! - 0.1);
    for (const residue of [1, 3]) expect(sideChain[residue]).toBeGreaterThan(0.999);
  });
});

describe("the guard", () => {
  it("turns side chains back that fitted better before, and lists them", async () => {
    const [good, bad] = [await makeModel(right), await makeModel(wrong)];
    const { xyz, flagged } = guard(good, bad, densityOf(good, 3));
    expect(namesOf(good, xyz)).toEqual(namesOf(good, good.atoms.xyz));
    const sides = flagged.filter(({ part }) => part === "sideChain");
    expect(sides.map(({ residue, isTurned }) => [residue, isTurned])).toEqual([
      [0, true],
      [2, true],
    ]);
    for (const { correlationBefore, correlationAfter, correlationLeft } of sides) {
      expect(correlationBefore).toBeGreaterThan(0.999);
      expect(correlationAfter).toBeLessThan(0.8);
      expect(correlationLeft).toBeGreaterThan(0.95);
    }
  });

  it("never brings an outlier back", async () => {
    const odd = await makeModel([["LEU", [120, 60]]]);
    const legal = await makeModel([["LEU", [-65, 174]]]);
    expect(namesOf(odd, odd.atoms.xyz)).toEqual(["OUTLIER"]);
    const { xyz, flagged } = guard(odd, legal, densityOf(odd, 2));
    expect(namesOf(odd, xyz)).not.toEqual(["OUTLIER"]);
    expect(flagged.map(({ residue, part }) => [residue, part])).toContainEqual([0, "sideChain"]);
  });

  it("lists backbones that moved out of the map, and leaves what is no worse", async () => {
    const good = await makeModel(right);
    const moved = good.atoms.xyz.slice();
    good.atoms.residueOf.forEach((residue, atom) => {
      if (residue === 1) moved[3 * atom + 2]! += 3;
    });
    const { xyz, flagged } = guard(good, withCoordinates(good, moved), densityOf(good, 3));
    expect(flagged.map(({ residue, part }) => [residue, part])).toContainEqual([1, "backbone"]);
    expect(flagged.every(({ residue }) => residue === 1)).toBe(true);
    const others = (at: Float64Array) =>
      [...at].filter((_, i) => good.atoms.residueOf[Math.floor(i / 3)] !== 1);
    expect(others(xyz)).toEqual(others(good.atoms.xyz));
    expect(guard(good, good, densityOf(good, 3))).toEqual({ xyz: good.atoms.xyz, flagged: [] });
  });
});

describe("the list of changed rotamers", () => {
  it("has every side chain with another rotamer and every outlier that is left", async () => {
    const before = await makeModel([...wrong, ["VAL", [175]], ["THR", [120]]]);
    const after = await makeModel([...right, ["VAL", [120]], ["THR", [120]]]);
    const rows = (map?: ReturnType<typeof densityOf>) =>
      rotamerDifferences({
        structure: before,
        before: before.atoms.xyz,
        after: after.atoms.xyz,
        ...(map && { map }),
      });
    expect(rows().map(({ residue, from, to }) => [residue, from.name, to.name])).toEqual([
      [0, "mt", "tp"],
      [2, "tttt", "mtpt"],
      [4, "t", "OUTLIER"],
      [5, "OUTLIER", "OUTLIER"],
    ]);
    expect(rows()[0]!.correlationBefore).toBeUndefined();
    const [first] = rows(densityOf(after, 3));
    expect(first!.correlationAfter).toBeGreaterThan(0.99);
    expect(first!.correlationBefore).toBeLessThan(0.9);
  });
});
