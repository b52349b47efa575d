import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readModel } from "../io/read-model.ts";
import { validateCablam } from "./cablam.ts";
import { cablamFileNames, readCablamGrids } from "./cablam-grids.ts";
import { proteinTraces } from "./protein-traces.ts";
import { peptide } from "./synthetic-chains.ts";
import { validateModel } from "./validate-model.ts";

/** A grid of 36³ cells with `value` in each; the third angle runs to 180° without wrapping for the CA trace. */
function gridText(file: string, value: (mu: number, muOut: number, third: number) => number): string {
  const isTrace = file.includes("_CA");
  const rows: string[] = [];
  for (let i = -175; i < 180; i += 10) {
    for (let j = -175; j < 180; j += 10) {
      for (let k = 0; k < 36; k++) {
        const third = isTrace ? 2.5 + 5 * k : -175 + 10 * k;
        const v = value(i, j, third);
        if (v !== 0) rows.push(`${i}.0 ${j}.0 ${third} ${v}`);
      }
    }
  }
  return [
    "#   x1: -180.0 180.0 36 true",
    "#   x2: -180.0 180.0 36 true",
    isTrace ? "#   x3: 0.0 180.0 36 false" : "#   x3: -180.0 180.0 36 true",
    ...rows,
  ].join("\n");
}

const near = (a: number, b: number, width: number): boolean => Math.abs(a - b) < width;
const helical = (file: string) =>
  gridText(file, (muIn, muOut, third) =>
    near(muIn, 50, 30) &&
    near(muOut, 50, 30) &&
    (file.includes("_CA") ? near(third, 91, 12) : near(third, 0, 90))
      ? 1
      : 0,
  );
const grids = readCablamGrids(new Map(cablamFileNames.map((file) => [file, helical(file)])));

describe("validateCablam", () => {
  it("finds an ideal helix fine and a kink in it odd", () => {
    const residues = Array.from({ length: 14 }, () => ({ compId: "ALA", phiDeg: -57, psiDeg: -47 }));
    const helix = peptide(residues);
    const rows = validateCablam(helix, proteinTraces(helix), grids);
    expect(rows.map(({ id }) => id.number)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const { muInDeg, muOutDeg, caAngleDeg, verdict } of rows) {
      expect(verdict).toBe("fine");
      expect(muInDeg).toBeCloseTo(muOutDeg, 2);
      expect(near(muInDeg, 50, 5) && near(caAngleDeg, 91, 3)).toBe(true);
    }
    residues[6] = { compId: "ALA", phiDeg: -57, psiDeg: 130 };
    const kinked = peptide(residues);
    const verdicts = validateCablam(kinked, proteinTraces(kinked), grids).map(({ id, verdict }) => [
      id.number,
      verdict,
    ]);
    expect(verdicts.filter(([, verdict]) => verdict !== "fine").length).toBeGreaterThan(0);
    expect(verdicts[0]).toEqual([3, "fine"]);
    expect(verdicts.at(-1)).toEqual([12, "fine"]);
  });

  it("enters the result when grids are given, and is told when they are not", () => {
    const helix = peptide(Array.from({ length: 8 }, () => ({ compId: "ALA", phiDeg: -57, psiDeg: -47 })));
    expect(validateModel(helix, { cablamGrids: grids }).values.percent_cablam_outliers).toBe(0);
    const without = validateModel(helix);
    expect(without.values.percent_cablam_outliers).toBeNull();
    expect(without.leftOut.join(" ")).toContain("CaBLAM");
  });
});

describe("readCablamGrids", () => {
  it("names what is missing and what is no grid", () => {
    expect(() => readCablamGrids(new Map())).toThrow(/missing: cablam\.8000\.expected\.general\.stat/);
    const texts = new Map(cablamFileNames.map((file) => [file, "#   x1: -180 180 36 true"]));
    expect(() => readCablamGrids(texts)).toThrow(/describes 1 angles/);
    const broken = new Map(cablamFileNames.map((file) => [file, `${helical(file)}\n10 20 500 1`]));
    expect(() => readCablamGrids(broken)).toThrow(/no row of a grid/);
  });
});

const folder =
  process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../shared", import.meta.url));
const file = `${folder}/data/emd6374_3jb0_D/3jb0-D.pdb`;
const isAbsent = !existsSync(file);
const reason = isAbsent ? " (skipped: no models; CRYOREEL_DATA names their folder)" : "";

/** mu in, mu out, nu and CA angle by mmtbx.validation.cablam (cctbx 2022.9) of 3JB0. */
describe.skipIf(isAbsent)(`agreement with MolProbity's measures${reason}`, () => {
  it("has the four angles", () => {
    const structure = readModel(readFileSync(file)).structures[0]!;
    const rows = validateCablam(structure, proteinTraces(structure), grids);
    expect(rows).toHaveLength(288);
    const angles = (number: number) => {
      const { muInDeg, muOutDeg, nuDeg, caAngleDeg } = rows.find(({ id }) => id.number === number)!;
      return [muInDeg, muOutDeg, nuDeg, caAngleDeg];
    };
    const expected: readonly (readonly [number, readonly number[]])[] = [
      [23, [-52.9927, 87.2027, -61.2295, 93.8604]],
      [24, [87.2027, -99.901, -151.6234, 142.412]],
      [25, [-99.901, -167.3608, 174.196, 97.5372]],
      [154, [70.5639, 49.6725, 29.8768, 87.4838]],
    ];
    for (const [number, four] of expected) {
      expect(angles(number)).toEqual(four.map((deg) => expect.closeTo(deg, 3)));
    }
  });
});
