import { describe, expect, it } from "vitest";
import type { Structure } from "../model/structure.ts";
import { chiAtoms } from "../tables/rotamers.ts";
import { validateRotamers } from "./rotamers.ts";
import { type Point, place, structureOf } from "./synthetic-chains.ts";

/** One residue whose side chain has these chi angles; bond lengths and angles do not matter to them. */
function sideChain(compId: string, chiDeg: readonly number[]): Structure {
  const atoms: Record<string, Point> = { N: [0, 0, 0], CA: [1.46, 0, 0], CB: [2, 1.4, 0] };
  for (const [k, chi] of chiAtoms[compId]!.entries()) {
    const [a, b, c, d] = chi.split(" ") as [string, string, string, string];
    if (!atoms[d]) atoms[d] = place([atoms[a]!, atoms[b]!, atoms[c]!], 1.52, 112, chiDeg[k]!);
  }
  return structureOf("protein", [{ compId, atoms }]);
}

const judge = (compId: string, chiDeg: readonly number[]) => validateRotamers(sideChain(compId, chiDeg))[0]!;

describe("validateRotamers", () => {
  it.each([
    ["ARG", [-67, 180, -179, 177], "mtt180"],
    ["LYS", [-68, -179, -179, 179], "mttt"],
    ["GLN", [-176, 178, 2], "tt0"],
    ["ILE", [-63, 169], "mt"],
    ["LEU", [-177, 63], "tp"],
    ["TRP", [-67, 97], "m100"],
    ["HIS", [-64, -75], "m-70"],
    ["ASN", [-161, 164], "t160"],
    ["THR", [61], "p"],
  ] as const)("names %s at %j", (compId, chiDeg, name) => {
    const row = judge(compId, chiDeg);
    expect([row.name, row.chiDeg]).toEqual([name, chiDeg.map((deg) => expect.closeTo((deg + 360) % 360, 6))]);
    expect(row.scorePercent).toBeGreaterThan(compId === "ASN" ? 0.3 : 5);
  });

  it("takes selenomethionine for methionine", () => {
    const chiDeg = [-66, 177, 70];
    const { name, verdict, scorePercent } = judge("MET", chiDeg);
    expect([name, verdict]).toEqual(["mtp", "favoured"]);
    expect(judge("MSE", chiDeg)).toMatchObject({
      name,
      verdict,
      scorePercent: expect.closeTo(scorePercent, 9),
    });
  });

  it.each([
    ["ASP", [-69, -29]],
    ["GLU", [-67, 179, -7]],
    ["PHE", [-178, 76]],
    ["TYR", [63, -90]],
  ] as const)("sees no difference when the ends of %s swap names", (compId, chiDeg) => {
    const swapped = [...chiDeg.slice(0, -1), chiDeg.at(-1)! + 180];
    const { name, scorePercent } = judge(compId, chiDeg);
    expect(judge(compId, swapped)).toMatchObject({ name, scorePercent: expect.closeTo(scorePercent, 6) });
  });

  it("knows the two puckers of proline by chi 1 alone", () => {
    expect(judge("PRO", [27, -34, 28]).name).toBe("Cg_endo");
    expect(judge("PRO", [-25, 36, -32]).name).toBe("Cg_exo");
  });

  it("has no row for residues without side chain or with a part of it", () => {
    expect(validateRotamers(structureOf("protein", [{ compId: "ALA", atoms: { CA: [0, 0, 0] } }]))).toEqual(
      [],
    );
    const { N, CA, CB } = { N: [0, 0, 0], CA: [1, 0, 0], CB: [1, 1, 0] } as const;
    expect(validateRotamers(structureOf("protein", [{ compId: "LYS", atoms: { N, CA, CB } }]))).toEqual([]);
  });
});
