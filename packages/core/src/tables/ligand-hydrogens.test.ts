import { describe, expect, it } from "vitest";
import { ligandConnectivity, ligandsWithHydrogens } from "./ligand-hydrogens.ts";

const countOf = (compId: string): number =>
  [...ligandConnectivity(compId)!.atoms.values()].reduce((n, { hydrogens }) => n + hydrogens.length, 0);

describe("the ligands", () => {
  // Hydrogens of the formula less those of acids and phosphates.
  it.each([
    ["GOL", 8],
    ["EDO", 6],
    ["CLR", 46],
    ["NAG", 15],
    ["ADP", 12],
    ["SO4", 0],
  ])("%s have %d hydrogens", (compId, n) => {
    expect(countOf(compId)).toBe(n);
  });

  it("are graphs: bonds both ways, no atom beyond its valence, each hydrogen once", () => {
    expect(ligandsWithHydrogens.length).toBeGreaterThan(100);
    const valence: Record<string, number> = { C: 4, N: 4, O: 3 };
    for (const compId of ligandsWithHydrogens) {
      const { atoms } = ligandConnectivity(compId)!;
      const hydrogens = [...atoms.values()].flatMap((atom) => atom.hydrogens);
      expect([compId, new Set(hydrogens).size]).toEqual([compId, hydrogens.length]);
      for (const { name, element, heavy, hydrogens: own } of atoms.values()) {
        for (const other of heavy) expect(atoms.get(other)!.heavy).toContain(name);
        expect(heavy.length + own.length).toBeLessThanOrEqual(valence[element] ?? 8);
      }
    }
  });

  it("are no others", () => {
    expect(ligandConnectivity("QQQ")).toBeUndefined();
  });
});
