import { describe, expect, it } from "vitest";
import { basePairKinds } from "./base-pairs.ts";
import { builtInMonomer } from "./monomers.ts";

/** What each atom on the edge of a base can do, by hand from the formulas; amino groups give, N with H gives, all else takes. */
const donors: Readonly<Record<string, readonly string[]>> = {
  A: ["N6"],
  C: ["N4"],
  G: ["N1", "N2"],
  U: ["N3"],
};

describe("base pairs", () => {
  it("join a donor and an acceptor that their bases have", () => {
    for (const { bases, bonds, saenger } of basePairKinds) {
      for (const [atom1, atom2, distance] of bonds) {
        const gives = [donors[bases[0]]!.includes(atom1), donors[bases[1]]!.includes(atom2)];
        expect([saenger, gives.filter(Boolean).length]).toEqual([saenger, 1]);
        [atom1, atom2].forEach((name, k) => {
          const names = builtInMonomer(bases[k]!)!.atoms.map((atom) => atom.name);
          expect(names).toContain(name);
        });
        expect(distance).toBeGreaterThan(2.65);
        expect(distance).toBeLessThan(3.3);
      }
    }
  });

  it("have distinct numbers and two bonds, three between G and C", () => {
    expect(new Set(basePairKinds.map(({ saenger }) => saenger)).size).toBe(basePairKinds.length);
    expect(basePairKinds.filter(({ bonds }) => bonds.length === 3).map(({ saenger }) => saenger)).toEqual([
      19,
    ]);
    expect(basePairKinds.every(({ bonds }) => bonds.length === 2 || bonds.length === 3)).toBe(true);
    expect(basePairKinds.filter((kind) => kind.isCanonical).map(({ saenger }) => saenger)).toEqual([
      19, 20, 28,
    ]);
  });
});
