/** Rotamer rebuild: on made models with a known answer, and on real ones that other programs have judged. */
import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Volume } from "../../map/volume.ts";
import { isHydrogen } from "../../model/atom-chemistry.ts";
import { compileRestraints } from "../../model/compile-restraints.ts";
import { selectAtoms } from "../../model/select-atoms.ts";
import { type Structure, withCoordinates } from "../../model/structure.ts";
import { validateClashes } from "../../validate/clash.ts";
import { qScores } from "../../validate/map/q-score.ts";
import { validateRotamers } from "../../validate/rotamers.ts";
import { goldenMap, goldenModel, goldenReason, isGoldenAbsent } from "../testing/golden-models.ts";
import { type RebuildScope, rebuildRotamers } from "./rebuild-rotamers.ts";
import { densityOf, makeModel } from "./testing/made-models.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

const rebuild = (structure: Structure, map?: { density: Volume; resolution: number }, scope?: RebuildScope) =>
  rebuildRotamers({
    structure,
    xyz: structure.atoms.xyz,
    restraints: compileRestraints(structure),
    kernels,
    ...(map && { map }),
    ...(scope && { scope }),
  });

const farthest = (a: Float64Array, b: Float64Array): number =>
  Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));

describe("rotamer rebuild without a map", () => {
  it("leaves side chains alone that are legal and touch nothing", async () => {
    const model = await makeModel([
      ["LEU", [-65, 174]],
      ["LYS", [-67, 180, 68, 180]],
      ["PHE", [180, 76]],
    ]);
    const { xyz, changes } = rebuild(model);
    expect(changes).toEqual([]);
    expect(xyz).toEqual(model.atoms.xyz);
  });

  it("turns outliers to legal rotamers, the near one where it is as good", async () => {
    const model = await makeModel([
      ["LEU", [-115, 150]],
      ["VAL", [120]],
      ["MET", [0, 0, 0]],
      ["TRP", [120, 0]],
    ]);
    expect(validateRotamers(model).map(({ verdict }) => verdict)).toEqual(new Array(4).fill("outlier"));
    const { xyz, changes, keptOutliers } = rebuild(model);
    const after = validateRotamers(withCoordinates(model, xyz));
    expect(after.map(({ verdict }) => verdict)).not.toContain("outlier");
    expect(changes.map(({ residue }) => residue)).toEqual([0, 1, 2, 3]);
    expect(changes.every(({ from, to }) => from.name === "OUTLIER" && to.fraction >= 0.01)).toBe(true);
    expect(changes.map(({ to }) => to.name)).toEqual(after.map(({ name }) => name));
    expect(changes[0]!.to.name).toBe("mt");
    expect(keptOutliers).toEqual([]);
  });

  it("turns a side chain away from what it clashes with", async () => {
    const alone = await makeModel([["LEU", [-65, 174]]]);
    const [cg, cd1] = ["CG", "CD1"].map((name) => 3 * alone.atoms.name.indexOf(name)) as [number, number];
    // 2.3 Å beyond Cδ1.
    const beyond = (k: number): number => 2.5 * alone.atoms.xyz[cd1 + k]! - 1.5 * alone.atoms.xyz[cg + k]!;
    const model = await makeModel([["LEU", [-65, 174]]], [[beyond(0), beyond(1), beyond(2)]]);
    const { xyz, changes } = rebuild(model);
    expect(validateClashes(model).rotated.clashes.length).toBeGreaterThan(0);
    expect(validateClashes(withCoordinates(model, xyz)).rotated.clashes).toEqual([]);
    expect(changes).toHaveLength(1);
    expect(changes[0]!.clashBefore).toBeGreaterThan(1);
    expect(changes[0]!.clashAfter).toBeLessThan(0.3);
    expect(changes[0]!.densityBefore).toBeUndefined();
  });
});

describe("rotamer rebuild in a map", () => {
  const truth = [
    ["LEU", [-177, 63]],
    ["LYS", [-67, 180, 68, 180]],
    ["ILE", [-59, -61]],
    ["PHE", [-67, 99]],
    ["MET", [-65, -65, -70]],
    ["ARG", [-66, 179, 66, -172]],
    ["THR", [-60]],
    ["PRO", [-25]],
  ] as const;
  const wrong = [
    ["LEU", [-85, 30]],
    ["LYS", [180, 180, 180, 180]],
    ["ILE", [-64, 170]],
    ["PHE", [180, 76]],
    ["MET", [-67, 180, 75]],
    ["ARG", [180, 65, 180, 85]],
    ["THR", [60]],
    ["PRO", [27]],
  ] as const;

  it.each([2, 3, 4])(
    "finds the rotamers that made it at %f Å, wherever side chains start",
    async (resolution) => {
      const [right, start] = [await makeModel(truth), await makeModel(wrong)];
      const map = densityOf(right, resolution);
      const { xyz, changes } = rebuild(start, map, "all");
      const names = (at: Float64Array) =>
        validateRotamers(withCoordinates(start, at)).map(({ name }) => name);
      expect(names(xyz)).toEqual(names(right.atoms.xyz));
      expect(farthest(xyz, right.atoms.xyz)).toBeLessThan(0.5 + 0.2 * resolution);
      expect(changes).toHaveLength(truth.length);
      for (const { densityBefore, densityAfter } of changes) {
        expect(densityAfter).toBeGreaterThan(0.6);
        expect(densityBefore).toBeLessThan(densityAfter!);
      }
    },
  );

  it("changes nothing that is right, in whatever units and sign of level the map is", async () => {
    const right = await makeModel(truth);
    const { density } = densityOf(right, 3);
    for (const [scale, level] of [
      [1, 0],
      [1e-6, 0],
      [40, -300],
    ] as const) {
      const scaled = { ...density, data: density.data.map((value) => scale * value + level) };
      expect(rebuild(right, { density: scaled, resolution: 3 }).changes).toEqual([]);
    }
  });

  it("leaves legal side chains alone where the map is too coarse to tell", async () => {
    const [right, start] = [await makeModel(truth), await makeModel(wrong)];
    const { changes } = rebuild(start, densityOf(right, 6));
    expect(changes.every(({ from, clashBefore }) => from.name === "OUTLIER" || clashBefore >= 1)).toBe(true);
  });

  it("keeps an outlier that a good map shows clearly, and only then", async () => {
    const odd = await makeModel([
      ["LEU", [120, 60]],
      ["PHE", [-67, 99]],
      ["LYS", [-67, 180, 68, 180]],
    ]);
    const { xyz, changes, keptOutliers } = rebuild(odd, densityOf(odd, 2));
    expect(xyz).toEqual(odd.atoms.xyz);
    expect(changes).toEqual([]);
    expect(keptOutliers.map(({ residue, from }) => [residue, from.name])).toEqual([[0, "OUTLIER"]]);
    const coarse = rebuild(odd, densityOf(odd, 3.5));
    expect(coarse.keptOutliers).toEqual([]);
    expect(coarse.changes.map(({ residue }) => residue)).toEqual([0]);
  });
});

describe.skipIf(isGoldenAbsent)(`rotamer rebuild of real models${goldenReason}`, () => {
  it("leaves few outliers and fewer clashes, the same each time", () => {
    const read = goldenModel("emd6374_3jb0_D.3jb0-D");
    const model = selectAtoms(read, (atom) => !isHydrogen(read, atom));
    const { xyz, changes } = rebuild(model);
    const after = withCoordinates(model, xyz);
    const outliers = (structure: Structure): number =>
      validateRotamers(structure).filter(({ verdict }) => verdict === "outlier").length;
    expect(outliers(model)).toBe(23);
    expect(outliers(after)).toBeLessThanOrEqual(1);
    expect(validateClashes(after).rotated.clashscore).toBeLessThan(validateClashes(model).rotated.clashscore);
    expect(rebuild(model)).toEqual({ xyz, changes, keptOutliers: [] });
  });

  it("raises the Q-scores of what it changes, which it does not look at, and clashes fall", () => {
    const read = goldenModel("emd3488_5me2.5me2");
    const isHere = (atom: number): boolean =>
      ["A", "B"].includes(read.chains.authAsymId[read.residues.chainOf[read.atoms.residueOf[atom]!]!]!);
    const model = selectAtoms(read, (atom) => isHere(atom) && !isHydrogen(read, atom));
    const density = goldenMap("emd3488_5me2/emd_3488.map");
    const { xyz, changes } = rebuild(model, { density, resolution: 3.2 });
    const after = withCoordinates(model, xyz);
    const [qBefore, qAfter] = [model, after].map((structure) => qScores(structure, density));
    const { atomStart } = model.residues;
    const gains = changes.map(({ residue }) => {
      const mean = (q: Float64Array): number =>
        q.slice(atomStart[residue]!, atomStart[residue + 1]!).reduce((a, b) => a + b) /
        (atomStart[residue + 1]! - atomStart[residue]!);
      return mean(qAfter!) - mean(qBefore!);
    });
    expect(gains.length).toBeGreaterThan(20);
    expect(gains.filter((gain) => gain > 0).length / gains.length).toBeGreaterThan(0.9);
    expect(validateClashes(after).rotated.clashscore).toBeLessThan(validateClashes(model).rotated.clashscore);
  });
});
