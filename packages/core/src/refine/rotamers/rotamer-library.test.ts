/** The rotamer library: known rotamers are in it, all that is favoured is near it, names are the judges'. */
import { describe, expect, it } from "vitest";
import { chiAtoms, rotamerFavoured, rotamerGrid } from "../../tables/rotamers.ts";
import { toRadians } from "../../units.ts";
import { goldenReason, isGoldenAbsent, readGolden } from "../testing/golden-models.ts";
import { rotamerLabel, rotamerLibrary } from "./rotamer-library.ts";
import { angleBetween } from "./turn-side-chain.ts";

/** Mean χ of common rotamers (Hintze et al. 2016, Proteins 84:1177, central values; degrees). */
const centres: readonly (readonly [compId: string, name: string, chiDeg: readonly number[]])[] = [
  ["LEU", "mt", [-65, 174]],
  ["LEU", "tp", [-177, 63]],
  ["ILE", "mt", [-64, 170]],
  ["ILE", "mm", [-59, -61]],
  ["PHE", "m-80", [-67, 99]],
  ["TRP", "m100", [-67, 97]],
  ["ARG", "mtp180", [-66, 179, 66, -172]],
  ["LYS", "mttt", [-67, -179, 179, 179]],
  ["MET", "mmm", [-65, -65, -70]],
  ["THR", "m", [-60]],
  ["PRO", "Cg_exo", [-25]],
  ["PRO", "Cg_endo", [27]],
];

describe("the rotamer library", () => {
  it.each(centres)("has %s %s, and names it so", (compId, name, chiDeg) => {
    const chi = chiDeg.map(toRadians);
    const turns = chi.map((_, k) => (compId === "PHE" && k === 1 ? Math.PI : 2 * Math.PI));
    const isNear = (other: readonly number[]): boolean =>
      other.every((angle, k) => Math.abs(angleBetween(angle, chi[k]!, turns[k]!)) < toRadians(22));
    expect(rotamerLibrary(compId).some((rotamer) => isNear(rotamer.chi))).toBe(true);
    const label = rotamerLabel(compId, chi)!;
    expect(label.name).toBe(name);
    expect(label.fraction).toBeGreaterThan(rotamerFavoured);
  });

  it.each(Object.keys(chiAtoms))("stands for all that is favoured of %s", (compId) => {
    const library = rotamerLibrary(compId);
    const { counts, total, nBins, widthDeg, lowerDeg } = rotamerGrid(compId)!;
    expect(library[0]!.fraction).toBe(
      Array.from(counts).reduce((most, count) => Math.max(most, count), 0) / total,
    );
    for (const { chi, fraction } of library) {
      expect(rotamerLabel(compId, chi)!.fraction).toBeCloseTo(fraction, 10);
      expect(fraction).toBeGreaterThanOrEqual(rotamerFavoured);
    }
    let farthest = 0;
    counts.forEach((count, cell) => {
      // Every 37th cell of the large grids tells enough.
      if (count < rotamerFavoured * total || (counts.length > 1e5 && cell % 37 > 0)) return;
      const index: number[] = [];
      for (let k = nBins.length - 1, rest = cell; k >= 0; rest = Math.floor(rest / nBins[k--]!)) {
        index[k] = rest % nBins[k]!;
      }
      const place = index.map((i, k) => toRadians(lowerDeg[k]! + (i + 0.5) * widthDeg[k]!));
      const distances = library.map(({ chi }) =>
        Math.max(
          ...chi.map((angle, k) =>
            Math.abs(angleBetween(angle, place[k]!, toRadians(nBins[k]! * widthDeg[k]!))),
          ),
        ),
      );
      farthest = Math.max(farthest, Math.min(...distances));
    });
    expect(farthest).toBeLessThanOrEqual(toRadians(30) + 1e-9);
  });

  it("is empty where there is no distribution", () => {
    expect(rotamerLibrary("ALA")).toEqual([]);
    expect(rotamerLabel("ALA", [])).toBeUndefined();
  });
});

describe.skipIf(isGoldenAbsent)(`rotamer labels${goldenReason}`, () => {
  it.each(["emd6374_3jb0_D.3jb0-D", "models_only.pdb3j5p"])("are MolProbity's on %s", (name) => {
    const { rotamers } = JSON.parse(readGolden(name, "json").toString()) as {
      readonly rotamers: {
        readonly residues: readonly (readonly [string, string, number, readonly number[], string])[];
      };
    };
    expect(rotamers.residues.length).toBeGreaterThan(100);
    for (const [id, theirs, percent, chiDeg] of rotamers.residues) {
      const label = rotamerLabel(id.slice(-3), chiDeg.map(toRadians))!;
      // Their angles are rounded to 0.1°.
      if (Math.abs(percent - 0.3) > 0.05) expect(label.name, id).toBe(theirs);
      expect(Math.abs(100 * label.fraction - percent), id).toBeLessThan(2);
    }
  });
});
