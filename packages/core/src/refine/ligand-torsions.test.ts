import { describe, expect, it } from "vitest";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { joinTorsions, ligandTorsions } from "./ligand-torsions.ts";

/** A chain of four atoms turned by 90°, alone in a residue of an entity of this type; `z` of the second atom's element. */
function chainOfFour(type: "non-polymer" | "polymer", { first = [1, 0, 0], z = 6 } = {}): Structure {
  return {
    nAtoms: 4,
    atoms: {
      element: Uint8Array.of(6, z, 6, 6),
      xyz: Float64Array.of(...first, 0, 0, 0, 0, 0, 1.5, 0, 1, 1.5),
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

  it("leave out what has no torsion: atoms in line, and metals", () => {
    const inLine = chainOfFour("non-polymer", { first: [0.1, 0, -1.5] });
    expect(ligandTorsions(inLine, restraints).ideal).toHaveLength(0);
    expect(ligandTorsions(chainOfFour("non-polymer", { z: 26 }), restraints).ideal).toHaveLength(0);
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
