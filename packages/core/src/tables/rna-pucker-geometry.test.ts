import { describe, expect, it } from "vitest";
import { builtInMonomer } from "./monomers.ts";
import { puckerAngles, puckerBonds, puckerTorsions } from "./rna-pucker-geometry.ts";

describe("ribose geometry by pucker", () => {
  const monomers = ["A", "C", "G", "U"].map((id) => builtInMonomer(id)!);

  it("names bonds and angles that all nucleotides have", () => {
    for (const monomer of monomers) {
      const base = monomer.id === "A" || monomer.id === "G" ? "N9" : "N1";
      for (const [table, entries] of [
        [puckerBonds, monomer.bonds],
        [puckerAngles, monomer.angles],
      ] as const) {
        for (const [row] of table) {
          const atoms = row.replace("base", base).split(" ");
          const found = entries.filter(
            (e) => e.atoms.join() === atoms.join() || [...e.atoms].reverse().join() === atoms.join(),
          );
          expect([monomer.id, row, found.length]).toEqual([monomer.id, row, 1]);
        }
      }
    }
  });

  it("lies around the values that Parkinson 1996 gives for both puckers together", () => {
    const a = builtInMonomer("A")!;
    for (const [row, endo2, , endo3] of puckerAngles) {
      const atoms = row.replace("base", "N9").split(" ");
      const both = a.angles.find((x) => x.atoms[1] === atoms[1] && atoms.every((n) => x.atoms.includes(n)))!;
      expect(Math.abs((endo2 + endo3) / 2 - both.idealDeg)).toBeLessThan(1.5);
    }
  });

  // Altona & Sundaralingam 1972: the largest ν of C3'-endo is ν2 (positive), of C2'-endo ν2 too (negative); sums of ν vanish.
  it("gives rings that close, of the right pucker", () => {
    const signed = (deg: number): number => (deg > 180 ? deg - 360 : deg);
    for (const column of [1, 3] as const) {
      const nu = puckerTorsions.slice(1).map((row) => signed(row[column]));
      expect(Math.abs(nu.reduce((sum, value) => sum + value, 0))).toBeLessThan(5);
      expect(Math.sign(nu[2]!)).toBe(column === 1 ? -1 : 1);
      expect(Math.max(...nu.map(Math.abs))).toBe(Math.abs(nu[2]!));
    }
  });
});
