import { describe, expect, it } from "vitest";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { joinTorsions, ligandTorsions } from "./ligand-torsions.ts";

/** A chain of four atoms turned by 90°, alone in a residue of an entity of this type. */
function chainOfFour(type: "non-polymer" | "polymer"): Structure {
  return {
    nAtoms: 4,
    atoms: {
      xyz: Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 1.5, 0, 1, 1.5),
      residueOf: new Int32Array(4),
    },
    residues: { chainOf: Int32Array.of(0) },
    chains: { entityOf: Int32Array.of(0) },
    entities: [{ type }],
  } as unknown as Structure;
}
const bonded = { start: Int32Array.of(0, 1, 3, 5, 6), list: Int32Array.of(1, 0, 2, 1, 3, 2) };
const restraints = { bonded } as unknown as Restraints;

describe("ligandTorsions", () => {
  it("hold the one inner bond of a ligand at its angle", () => {
    const list = ligandTorsions(chainOfFour("non-polymer"), restraints);
    expect([...list.atoms]).toEqual([0, 1, 2, 3]);
    expect(Math.abs(list.ideal[0]!)).toBeCloseTo(Math.PI / 2, 12);
    expect([...list.period]).toEqual([1]);
  });

  it("leave polymers alone", () => {
    expect(ligandTorsions(chainOfFour("polymer"), restraints).ideal).toHaveLength(0);
  });
});

describe("joinTorsions", () => {
  it("puts one list behind the other", () => {
    const list = ligandTorsions(chainOfFour("non-polymer"), restraints);
    const both = joinTorsions(list, list);
    expect([both.ideal.length, both.atoms.length, both.kind.length]).toEqual([2, 8, 2]);
  });
});
