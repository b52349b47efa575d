import { describe, expect, it } from "vitest";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { joinBonds, ligandShape } from "./ligand-shape.ts";

/** A straight chain of five atoms 1.5 Å apart, the last one far away, alone in a residue of an entity of this type. */
function chainOfFive(type: "non-polymer" | "polymer"): Structure {
  return {
    nAtoms: 5,
    atoms: {
      xyz: Float64Array.of(0, 0, 0, 1.5, 0, 0, 3, 0, 0, 4.5, 0, 0, 20, 0, 0),
      altLoc: ["", "", "", "", ""],
    },
    residues: { nResidues: 1, chainOf: Int32Array.of(0), atomStart: Int32Array.of(0, 5) },
    chains: { entityOf: Int32Array.of(0) },
    entities: [{ type }],
  } as unknown as Structure;
}
const bonded = { start: Int32Array.of(0, 1, 3, 5, 7, 8), list: Int32Array.of(1, 0, 2, 1, 3, 2, 4, 3) };
const restraints = { bonded } as unknown as Restraints;

describe("ligandShape", () => {
  it("holds what is three bonds apart and near", () => {
    const shape = ligandShape(chainOfFive("non-polymer"), restraints);
    expect([...shape.atoms]).toEqual([0, 3]);
    expect([...shape.ideal]).toEqual([4.5]);
    expect(shape.sigma).toHaveLength(1);
  });

  it("leaves polymers alone", () => {
    expect(ligandShape(chainOfFive("polymer"), restraints).ideal).toHaveLength(0);
  });
});

it("joins lists in order", () => {
  const shape = ligandShape(chainOfFive("non-polymer"), restraints);
  const both = joinBonds(shape, shape);
  expect([...both.atoms]).toEqual([0, 3, 0, 3]);
  expect([both.ideal.length, both.sigma.length]).toEqual([2, 2]);
});
