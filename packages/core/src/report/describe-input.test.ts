import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readMap } from "../io/mrc/read-map.ts";
import { writeMap } from "../io/mrc/write-map.ts";
import { readModel } from "../io/read-model.ts";
import { describeMap } from "./describe-map.ts";
import { describeModel } from "./describe-model.ts";

const folder =
  process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../shared", import.meta.url));
const dataFolder = join(folder, "data");
const reason = existsSync(dataFolder) ? "" : "(skipped: no real data; CRYOREEL_DATA names their folder)";
const read = (path: string) => readFileSync(join(dataFolder, path));

describe.skipIf(reason)(`real files ${reason}`, () => {
  const model = (path: string) => describeModel(readModel(read(path), { file: path }));

  test("haemoglobin: four chains, four haems, iron links", () => {
    const info = model("emd3488_5me2/5me2.pdb");
    expect(info).toMatchObject({
      format: "pdb",
      entryId: "5ME2",
      nModels: 1,
      nAtoms: 4468,
      nHydrogens: 0,
      nResidues: 570,
      ligands: { HEM: 4 },
      nWaters: 0,
      bFactors: { fault: "" },
      occupancies: { min: 1, max: 1, fault: "" },
      connections: { types: { metalc: 4 }, toAbsentAtoms: 0, toSymmetryMates: 0 },
    });
    expect(info.elements["Fe"]).toBe(4);
    const polymers = info.chains.filter((chain) => chain.type === "polymer");
    expect(polymers.map((c) => [c.authAsymId, c.nResidues, c.sequenceLength, c.gaps.length])).toEqual([
      ["A", 140, 140, 0],
      ["B", 143, 143, 0],
      ["C", 140, 140, 0],
      ["D", 143, 143, 0],
    ]);
    expect(polymers[0]!.ranges).toEqual([{ first: "1", last: "140" }]);
    expect(info.entities.map((e) => [e.type, e.authAsymIds.join("")])).toEqual([
      ["polymer", "AC"],
      ["polymer", "BD"],
      ["non-polymer", "ABCD"],
    ]);
  });

  test("gaps, links to absent atoms, waters, hydrogens", () => {
    const [gap, tail] = model("models_only/pdb3j5p.pdb").chains[0]!.gaps;
    expect(gap).toMatchObject({ before: "B/SER 502", after: "B/VAL 508", missing: 5 });
    // The sequence goes on with unknown residues that are numbered from 752, not told how far away.
    expect(tail).toMatchObject({ before: "B/ALA 719", after: "B/UNK 752" });
    expect(model("emd5168_3mfp/1J6Z.pdb").connections).toMatchObject({ toAbsentAtoms: 39 });
    expect(model("emd6187_3j8x_K/1bg2_K_fitted.pdb")).toMatchObject({
      nWaters: 169,
      ligands: { ACT: 3, MG: 1, ADP: 1 },
    });
    const hydrogens = model("emd5830_3j63/initial.pdb");
    expect(hydrogens.nHydrogens).toBeGreaterThan(600);
    // Its occupancies run from 0.33 to 0.95 without any alternates, its B factors are all 1.
    expect(hydrogens.occupancies).toMatchObject({ min: 0.33, max: 0.95 });
    expect(hydrogens.occupancies.fault).toMatch(/without alternates are below 1/);
    expect(hydrogens.bFactors).toMatchObject({ min: 1, max: 1 });
    expect(hydrogens.bFactors.fault).not.toBe("");
  });

  test("every description is JSON", () => {
    const info = model("emd30342_7cec_A/390_7cec_A.cif");
    expect(JSON.parse(JSON.stringify(info))).toEqual(info);
    expect(info.connections.toAbsentAtoms).toBeGreaterThan(50);
  });

  test("a map cut out by phenix", () => {
    const info = describeMap(readMap(read("emd2867_4uft/4uft.mrc")));
    expect(info).toMatchObject({
      shape: [76, 57, 68],
      axisOrder: "zyx",
      originSource: "NSTART",
      endian: "little",
      mode: 2,
      machineStamp: "44 44 00 00",
      notes: [],
    });
    expect(info.nyquist).toBeCloseTo(2.372, 3);
    // The header's own statistics, written by another program.
    expect(info.statistics.mean).toBeCloseTo(0.199, 3);
    expect(JSON.parse(JSON.stringify(info))).toEqual(info);
  });
});

test("an empty map is said to be empty", () => {
  const volume = {
    data: new Float32Array(8),
    shape: [2, 2, 2],
    voxelSize: [1, 1, 2],
    origin: [0, 0, 0],
  } as const;
  const info = describeMap(readMap(writeMap(volume, { program: "p", version: "1" })));
  expect(info.notes).toEqual(["all voxels are 0: the map is empty"]);
  expect([info.zeroShare, info.nyquist, info.originSource]).toEqual([1, 4, "none"]);
});
