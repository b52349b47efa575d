/** `cryoreel validate` from files to files, in processes of its own: reports, odd models, odd maps. */

import fs from "node:fs";
import path from "node:path";
import { readFsc, writeMap } from "@cryoreel/core/io";
import type { Structure } from "@cryoreel/core/model";
import { elementData } from "@cryoreel/core/tables";
import { makeSmallInputs } from "@cryoreel/fixtures";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkFolder, type Outcome, runCli } from "./run-cli.ts";

const { structure, map } = makeSmallInputs();

let folder: string;
beforeAll(() => {
  folder = makeWorkFolder();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const inFolder = (...names: string[]): string => path.join(folder, ...names);
const readJson = (...names: string[]) => JSON.parse(fs.readFileSync(inFolder(...names), "utf8"));
const validate = (...args: string[]): Promise<Outcome> => runCli(folder, "validate", ...args);

/** One atom record; `b` is text, so that it can be what a broken program writes. */
interface AtomLine {
  readonly name: string;
  readonly element: string;
  readonly altLoc: string;
  readonly compId: string;
  readonly number: number;
  readonly insCode: string;
  readonly xyz: readonly number[];
  readonly b: string;
}

function atomLines({ atoms, residues, nAtoms }: Structure): AtomLine[] {
  return Array.from({ length: nAtoms }, (_, atom) => ({
    name: atoms.name[atom]!,
    element: elementData(atoms.element[atom]!).symbol.toUpperCase(),
    altLoc: " ",
    compId: residues.compId[atoms.residueOf[atom]!]!,
    number: residues.authSeqId[atoms.residueOf[atom]!]!,
    insCode: " ",
    xyz: [...atoms.xyz.subarray(3 * atom, 3 * atom + 3)],
    b: "30.00",
  }));
}

function pdbText(lines: readonly AtomLine[]): string {
  const rows = lines.map(({ name, element, altLoc, compId, number, insCode, xyz, b }, i) => {
    const position = xyz.map((value) => value.toFixed(3).padStart(8)).join("");
    const label = element.length === 1 && name.length < 4 ? ` ${name.padEnd(3)}` : name.padEnd(4);
    return `ATOM  ${String(i + 1).padStart(5)} ${label}${altLoc}${compId.padStart(3)} A${String(number).padStart(4)}${insCode}   ${position}  1.00${b.padStart(6)}          ${element.padStart(2)}\n`;
  });
  return rows.join("");
}

const helix = atomLines(structure);
const write = (name: string, text: string): void => fs.writeFileSync(inFolder(name), text);
const writeLines = (name: string, lines: readonly AtomLine[]): void => write(name, `${pdbText(lines)}END\n`);
const moved = (line: AtomLine, by: number): AtomLine => ({
  ...line,
  xyz: line.xyz.map((value) => value + by),
});

describe("a model with its map, half maps and the model before", () => {
  let outcome: Outcome;
  beforeAll(async () => {
    writeLines(
      "before.pdb",
      helix.map((line, i) => moved(line, 0.3 * Math.sin(7 * i))),
    );
    outcome = await validate(
      ...["--model", "model.cif", "--before", "before.pdb", "--map", "map.mrc", "--resolution", "4"],
      ...["--half-map1", "half1.mrc", "--half-map2", "half2.mrc", "--contour", "0.5", "--out", "full"],
    );
  });

  test("prints a table before and after, and ends well", () => {
    const { code, stdout, stderr } = outcome;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/before +after/);
    expect(stdout).toMatch(/Q-score \(σ 0\.4 Å\) +−?\d\.\d{3} +\d\.\d{3} +▲ +held out/);
    expect(stdout).toMatch(/CC_mask .*▲ +in the loss/);
    expect(stdout).toContain(`report:  ${inFolder("full", "report.html")}`);
  });

  test("leaves a page, a JSON report and a curve that reads back", () => {
    expect(fs.readdirSync(inFolder("full")).sort()).toEqual(["fsc.xml", "report.html", "report.json"]);
    const report = readJson("full", "report.json");
    expect(report.inputs.map(({ role }: { role: string }) => role)).toEqual([
      "model",
      "before",
      "half-map1",
      "half-map2",
      "map",
    ]);
    expect(report.metrics["percent-rama-outliers"]).toMatchObject({
      unit: "%",
      role: "in the loss",
      value: 0,
    });
    expect(report.metrics.Q_score.before).toBeLessThan(report.metrics.Q_score.value);
    expect(report.model.residues).toHaveLength(structure.residues.nResidues);
    expect(report.model.mapFit.contour).toBe(0.5);
    expect(report.model.mapFit.halfMaps.half2.ccMask).toBeGreaterThan(0.5);
    expect(readFsc(fs.readFileSync(inFolder("full", "fsc.xml"))).fsc[1]).toBeGreaterThan(0.5);
    const page = fs.readFileSync(inFolder("full", "report.html"), "utf8");
    expect(page).toContain("half maps, masked");
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test("is not overwritten unasked, and replaced on demand with nothing else touched", async () => {
    fs.writeFileSync(inFolder("full", "notes.txt"), "mine");
    const again = ["--model", "model.cif", "--out", "full"];
    const refused = await validate(...again);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/full is not empty.*--force/);
    expect(refused.stderr).not.toContain("--resume");
    expect(await validate(...again, "--force")).toMatchObject({ code: 0 });
    expect(fs.readdirSync(inFolder("full")).sort()).toEqual(["notes.txt", "report.html", "report.json"]);
    expect(readJson("full", "report.json").model.mapFit).toBeNull();
  });
});

test("--json prints one object and nothing else; the resolution comes from the half maps", async () => {
  const { code, stdout, stderr } = await validate(
    ...[
      "--model",
      "model.cif",
      "--half-map1",
      "half1.mrc",
      "--half-map2",
      "half2.mrc",
      "--json",
      "--out",
      "json",
    ],
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const summary = JSON.parse(stdout);
  expect(summary.values.cc_mask).toBeGreaterThan(0.5);
  expect(summary.notes.join(" ")).toContain("mean of the half maps");
  expect(fs.existsSync(summary.page) && fs.existsSync(summary.report)).toBe(true);
  const { resolution } = JSON.parse(fs.readFileSync(summary.report, "utf8")).model.mapFit;
  expect(resolution).toBeGreaterThan(2);
});

test("percentiles are shown where a table is supplied, and only then", async () => {
  write(
    "table.json",
    JSON.stringify({
      source: "made up",
      metrics: {
        "percent-rama-favored": [
          [50, 0],
          [100, 90],
        ],
      },
    }),
  );
  const { code } = await validate("--model", "model.cif", "--percentiles", "table.json", "--out", "ranked");
  expect(code).toBe(0);
  const { metrics, percentileSource } = readJson("ranked", "report.json");
  expect([metrics["percent-rama-favored"].percentile, percentileSource]).toEqual([90, "made up"]);
  expect(Object.values<object>(metrics).filter((metric) => "percentile" in metric)).toHaveLength(1);
});

describe("an odd model is judged as far as it goes, and what was left out is told:", () => {
  /** Writes the model, judges it, and gives the report. */
  async function judge(name: string, lines: readonly AtomLine[] | string) {
    if (typeof lines === "string") write(`${name}.pdb`, lines);
    else writeLines(`${name}.pdb`, lines);
    const { code, stderr, stdout } = await validate("--model", `${name}.pdb`, "--out", `${name}-report`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(fs.readFileSync(inFolder(`${name}-report`, "report.html"), "utf8")).toContain("</html>");
    return { ...readJson(`${name}-report`, "report.json"), stdout };
  }

  test("CA atoms only", async () => {
    const { model, stdout } = await judge(
      "ca",
      helix.filter(({ name }) => name === "CA"),
    );
    expect([model.values["percent-rama-favored"], model.values.bonds_rmsz]).toEqual([null, null]);
    expect(stdout).toMatch(/left out: 14 protein residues of 14 without N, CA or C/);
  });

  test("one atom", async () => {
    const { model } = await judge("one", helix.slice(0, 1));
    expect(model.nAtoms).toBe(1);
    expect(model.leftOut.join(" ")).toContain("without N, CA or C");
  });

  test("no polymer", async () => {
    const line = { ...helix[0]!, name: "MG", element: "MG", compId: "MG" };
    const { model } = await judge("ion", pdbText([line]).replace("ATOM  ", "HETATM"));
    expect(model.leftOut.join(" ")).toContain("no protein");
    expect(model.values.clashscore).toBeNull();
  });

  test("hydrogens only", async () => {
    const lines = helix.slice(0, 5).map((line) => ({ ...line, name: "HA", element: "H" }));
    const { model } = await judge(
      "hydrogens",
      lines.map((line, i) => ({ ...line, number: i + 1 })),
    );
    expect(model.leftOut[0]).toContain("hydrogens only");
  });

  test("alternate conformations", async () => {
    const lines = helix.flatMap((line) =>
      line.number === 5 && line.name === "CB"
        ? [
            { ...line, altLoc: "A" },
            { ...moved(line, 0.1), altLoc: "B" },
          ]
        : [line],
    );
    const { model } = await judge("altlocs", lines);
    const both = model.cbeta.filter(({ id }: { id: { number: number } }) => id.number === 5);
    expect(both.map(({ id }: { id: { altLoc: string } }) => id.altLoc)).toEqual(["A", "B"]);
    expect(model.leftOut.join(" ")).toContain("alternate conformations");
  });

  test("microheterogeneity", async () => {
    const place = helix.filter(({ number }) => number === 5);
    const backbone = place.filter(({ name }) => ["N", "CA", "C", "O", "CB"].includes(name));
    const lines = helix.flatMap((line) => {
      if (line.number !== 5) return [line];
      const last = line === place.at(-1);
      const other = backbone.map((twin) => ({ ...moved(twin, 0.05), altLoc: "B", compId: "ALA" }));
      return [{ ...line, altLoc: "A", compId: "VAL" }, ...(last ? other : [])];
    });
    const { model } = await judge("mixed", lines);
    const rows = model.residues.filter(({ id }: { id: { number: number } }) => id.number === 5);
    expect(rows.map(({ id }: { id: { compId: string } }) => id.compId)).toEqual(["VAL", "ALA"]);
    expect(rows.every(({ ramachandran }: { ramachandran: string }) => ramachandran !== null)).toBe(true);
  });

  test("insertion codes", async () => {
    const lines = helix.map((line) =>
      line.number < 6
        ? line
        : line.number === 6
          ? { ...line, number: 5, insCode: "A" }
          : { ...line, number: line.number - 1 },
    );
    const { model } = await judge("inserted", lines);
    expect(model.residues[5].id).toMatchObject({ number: 5, insCode: "A" });
    expect(model.ramachandran).toHaveLength(12);
  });

  test("unknown residues", async () => {
    const lines = helix.map((line) => (line.number === 5 ? { ...line, compId: "UNK" } : line));
    const { model } = await judge(
      "unknown",
      lines.filter(({ number, name }) => number !== 5 || ["N", "CA", "C", "O", "CB"].includes(name)),
    );
    expect(model.leftOut.join(" ")).toContain("1 residue of unknown kind");
  });

  test("two models: the first, or the one asked for", async () => {
    const two = [1, 2].map((n) => `MODEL     ${String(n).padStart(4)}\n${pdbText(helix)}ENDMDL\n`).join("");
    const { model, notes } = await judge("two", `${two}END\n`);
    expect(model.modelNumber).toBe(1);
    expect(notes.join(" ")).toContain("it has 2 models; model 1 was judged, the others left out");
    const second = await validate("--model", "two.pdb", "--model-number", "2", "--json", "--out", "second");
    expect(JSON.parse(second.stdout).notes.join(" ")).toContain("model 2 was judged");
    const third = await validate("--model", "two.pdb", "--model-number", "3", "--out", "third");
    expect(third).toMatchObject({ code: 2, stderr: "cryoreel: two.pdb has no model 3; it has 1, 2\n" });
  });

  test("B factors that are no numbers: one sentence with the line", async () => {
    writeLines(
      "nan.pdb",
      helix.map((line) => ({ ...line, b: "NaN" })),
    );
    const { code, stdout, stderr } = await validate("--model", "nan.pdb", "--out", "nan-report");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^cryoreel: [^\n]*nan\.pdb[^\n]*NaN[^\n]*\n$/);
  });
});

describe("a map that does not go with the model is one sentence:", () => {
  const label = { program: "cryoreel", version: "test" };
  const faults: readonly [what: string, prepare: () => void, args: readonly string[], says: RegExp][] = [
    [
      "a map of zeros",
      () => fs.writeFileSync(inFolder("zeros.mrc"), writeMap({ ...map, data: map.data.map(() => 0) }, label)),
      ["--map", "zeros.mrc", "--resolution", "4"],
      /Every voxel of zeros\.mrc is 0: there is no density/,
    ],
    [
      "a map elsewhere",
      () => fs.writeFileSync(inFolder("far.mrc"), writeMap({ ...map, origin: [500, 500, 500] }, label)),
      ["--map", "far.mrc", "--resolution", "4"],
      /No atom of model\.cif lies in the map's box/,
    ],
    [
      "half maps on another grid",
      () => fs.writeFileSync(inFolder("shifted.mrc"), writeMap({ ...map, origin: [0.5, 0, 0] }, label)),
      ["--map", "map.mrc", "--resolution", "4", "--half-map1", "half1.mrc", "--half-map2", "shifted.mrc"],
      /shifted\.mrc has not the voxels of half1\.mrc/,
    ],
    ["one half map", () => {}, ["--half-map2", "half2.mrc"], /both half maps/],
    ["no resolution", () => {}, ["--map", "map.mrc"], /--resolution/],
    ["a resolution without a map", () => {}, ["--resolution", "4"], /--resolution says something of a map/],
    [
      "a table of percentiles that is none",
      () => write("odd.json", '{"source": "x", "metrics": {"beauty": [[0, 1], [1, 2]]}}'),
      ["--percentiles", "odd.json"],
      /odd\.json: metrics/,
    ],
    ["CaBLAM grids that are not there", () => {}, ["--cablam-grids", "."], /cablam\.8000\.expected/],
  ];

  test.each(faults)("%s", async (_, prepare, args, says) => {
    prepare();
    const { code, stdout, stderr } = await validate("--model", "model.cif", ...args, "--out", "never");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^cryoreel: [^\n]+\n$/);
    expect(stderr).toMatch(says);
    expect(fs.existsSync(inFolder("never"))).toBe(false);
  });

  test("but a map that covers a part of the model is judged, and the rest told", async () => {
    const half = { ...map, origin: [map.origin[0], map.origin[1], structure.atoms.xyz[2]!] as const };
    fs.writeFileSync(inFolder("half.mrc"), writeMap(half, label));
    const { code, stdout } = await validate(
      "--model",
      "model.cif",
      "--map",
      "half.mrc",
      "--resolution",
      "4",
      "--out",
      "part",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/left out: \d+ atoms outside the map's box/);
  });
});
