/** Stretches that moved out of the map: which go back, and which stay. */
import { describe, expect, it } from "vitest";
import { withCoordinates } from "../../model/structure.ts";
import { peptide } from "../../validate/synthetic-chains.ts";
import { restoreStretches } from "./restore-stretches.ts";
import { densityOf } from "./testing/made-models.ts";

const chain = peptide(Array.from({ length: 30 }, () => ({ compId: "ALA", phiDeg: -60, psiDeg: -45 })));
const right = chain.atoms.xyz;

/** The chain with residues first … end − 1 shifted along z by 3 Å, their neighbours by less. */
function bulged(first: number, end: number): Float64Array {
  return right.map((x, i) => {
    const residue = chain.atoms.residueOf[Math.floor(i / 3)]!;
    const away = Math.max(0, first - residue, residue - end + 1);
    return i % 3 === 2 ? x + 3 * Math.max(0, 1 - away / 3) : x;
  });
}

const shift = (a: Float64Array, b: Float64Array): number => Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));

describe("restored stretches", () => {
  const map = densityOf(chain, 3.5);

  it("are those that left the map", () => {
    const after = bulged(12, 17);
    const { xyz, residues } = restoreStretches({ structure: chain, before: right, after, map });
    expect(residues).toEqual(expect.arrayContaining([12, 13, 14, 15, 16]));
    expect(Math.min(...residues)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...residues)).toBeLessThanOrEqual(18);
    expect(shift(after, right)).toBeCloseTo(3, 6);
    expect(shift(xyz, right)).toBeLessThan(1);
    const { atomStart } = chain.residues;
    const core = [3 * atomStart[12]!, 3 * atomStart[17]!] as const;
    expect(xyz.slice(...core)).toEqual(right.slice(...core));
  });

  it("are none where the map says that the move was right, or where nothing moved", () => {
    const wrong = bulged(12, 17);
    const none = { structure: chain, map };
    expect(restoreStretches({ ...none, before: wrong, after: right })).toEqual({ xyz: right, residues: [] });
    expect(restoreStretches({ ...none, before: right, after: right })).toEqual({ xyz: right, residues: [] });
  });

  it("are none within a domain that moved as a whole", () => {
    const domain = right.map((x, i) => {
      const residue = chain.atoms.residueOf[Math.floor(i / 3)]!;
      return i % 3 === 2 && residue >= 10 ? x + 4 : x;
    });
    const stayed = domain.map((x, i) => {
      const residue = chain.atoms.residueOf[Math.floor(i / 3)]!;
      return residue >= 18 && residue < 23 ? right[i]! : x;
    });
    const mixed = densityOf(withCoordinates(chain, stayed), 3.5);
    const { residues } = restoreStretches({ structure: chain, before: right, after: domain, map: mixed });
    expect(residues).toEqual([]);
  });
});
