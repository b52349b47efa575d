import { describe, expect, it } from "vitest";
import { compileRestraints } from "./compile-restraints.ts";
import { mendWrongHands } from "./mend-hands.ts";
import { mendUmbrellas } from "./mend-umbrellas.ts";
import type { Restraints } from "./restraints.ts";
import { makeStructure } from "./testing/make-structure.ts";
import { makePeptide } from "./testing/peptide.ts";
import { wrongHands } from "./wrong-hands.ts";

const peptide = (mirrored: number[]) =>
  makeStructure([{ id: "A", residues: makePeptide(["ALA", "ALA", "ALA"], { mirrored: new Set(mirrored) }) }]);

describe("mendWrongHands", () => {
  it("inverts a wrong centre, keeps its bonds, and says which", () => {
    const structure = peptide([1]);
    const restraints = compileRestraints(structure);
    const { structure: right, mended, notes } = mendWrongHands(structure, restraints);
    expect(wrongHands(right, restraints)).toEqual([]);
    expect(notes.join()).toContain("A/ALA 2/CA");
    const [centre, ...neighbours] = mended[0]!.atoms;
    const length = ({ atoms: { xyz } }: typeof right, atom: number) =>
      Math.hypot(...[0, 1, 2].map((axis) => xyz[3 * centre + axis]! - xyz[3 * atom + axis]!));
    for (const atom of neighbours) expect(length(right, atom)).toBeCloseTo(length(structure, atom), 10);
    const moved = [...right.atoms.xyz.keys()].filter((i) => right.atoms.xyz[i] !== structure.atoms.xyz[i]);
    expect(new Set(moved.map((i) => Math.floor(i / 3)))).toEqual(new Set([centre]));
  });

  it("leaves right hands alone", () => {
    const structure = peptide([]);
    const { structure: same, mended, notes } = mendWrongHands(structure, compileRestraints(structure));
    expect(same).toBe(structure);
    expect([mended, notes]).toEqual([[], []]);
  });

  it("puts a centre that slipped out back between its neighbours", () => {
    const xyz = Float64Array.from([0, 0, -0.9, 1, 0, 0, -0.5, 0.87, 0, -0.5, -0.87, 0, 0, 0, 1.5]);
    const bonded = { start: Int32Array.of(0, 4, 5, 6, 7, 8), list: Int32Array.of(1, 2, 3, 4, 0, 0, 0, 0) };
    const chirality = { atoms: Int32Array.of(0, 1, 2, 3), ideal: Float64Array.of(2.5) };
    const restraints = { bonded, chirality } as unknown as Restraints;
    expect(mendUmbrellas(xyz, restraints)).toEqual([0]);
    expect(xyz[2]).toBeCloseTo(0.9, 10);
    expect(mendUmbrellas(xyz, restraints)).toEqual([]);
  });
});
