/** Turning side chains: the angles asked for, bonds and angles untouched, who may be turned at all. */
import { describe, expect, it } from "vitest";
import { compileRestraints } from "../../model/compile-restraints.ts";
import { makeStructure, type TestResidue } from "../../model/testing/make-structure.ts";
import { placeAtom } from "../../model/testing/peptide.ts";
import { placedMonomer } from "../../model/testing/placed-monomer.ts";
import { chiAtoms } from "../../tables/rotamers.ts";
import { toRadians } from "../../units.ts";
import { torsionDeg } from "../../validate/measure.ts";
import { hydrogenList } from "../hydrogen-list.ts";
import { freeSideChains } from "./free-side-chains.ts";
import { angleBetween, setChi } from "./turn-side-chain.ts";

function open(residues: readonly TestResidue[]) {
  const structure = makeStructure(residues.map((residue, i) => ({ id: "ABCD"[i]!, residues: [residue] })));
  const restraints = compileRestraints(structure);
  const hydrogens = hydrogenList(structure, restraints);
  return { structure, restraints, hydrogens, chains: freeSideChains(structure, restraints, hydrogens) };
}

const distance = (xyz: Float64Array, a: number, b: number): number =>
  Math.hypot(...[0, 1, 2].map((k) => xyz[3 * a + k]! - xyz[3 * b + k]!));

describe.each(Object.keys(chiAtoms))("the side chain of %s", (compId) => {
  const target = compId === "PRO" ? [-25] : [170, -65, 80, -100];

  it("turns to the angles that are asked for", async () => {
    const { structure, restraints, chains } = open([await placedMonomer(compId, 3)]);
    expect(chains).toHaveLength(1);
    const [chain] = chains as [(typeof chains)[0]];
    const xyz = Float64Array.of(...structure.atoms.xyz, ...new Float64Array(90));
    setChi(chain, xyz, target.map(toRadians));
    chain.chi.forEach((atoms, k) => {
      const reached = toRadians(torsionDeg(xyz, atoms));
      expect(Math.abs(angleBetween(reached, toRadians(target[k]!)))).toBeLessThan(1e-3);
    });
    const moved = structure.atoms.name.filter((_, atom) => distance2(structure.atoms.xyz, xyz, atom) > 1e-6);
    expect(moved.some((name) => ["N", "CA", "C", "O", "OXT", "CB"].includes(name))).toBe(false);
    expect(moved.length).toBeGreaterThan(0);
    const { atoms } = restraints.bonds;
    for (let i = 0; i < atoms.length; i += 2) {
      const lengths = [structure.atoms.xyz, xyz].map((at) => distance(at, atoms[i]!, atoms[i + 1]!));
      expect(lengths[1]).toBeCloseTo(lengths[0]!, 8);
    }
    if (compId === "PRO") return;
    const angles = restraints.angles.atoms;
    for (let i = 0; i < angles.length; i += 3) {
      const ends = [structure.atoms.xyz, xyz].map((at) => distance(at, angles[i]!, angles[i + 2]!));
      expect(ends[1]).toBeCloseTo(ends[0]!, 8);
    }
  });
});

const distance2 = (before: Float64Array, after: Float64Array, atom: number): number =>
  [0, 1, 2].reduce((sum, k) => sum + (before[3 * atom + k]! - after[3 * atom + k]!) ** 2, 0);

describe("free side chains", () => {
  it("bring their hydrogens along, those of Cβ too", async () => {
    const { structure, hydrogens, chains } = open([await placedMonomer("LEU", 3)]);
    const moved = [...chains[0]!.sites].flatMap((site) =>
      site < structure.nAtoms ? [] : [hydrogens.name[site - structure.nAtoms]!],
    );
    expect(moved.sort()).toEqual(["HB2", "HB3", "HD11", "HD12", "HD13", "HD21", "HD22", "HD23", "HG"]);
    expect([...chains[0]!.heavy].map((atom) => structure.atoms.name[atom]).sort()).toEqual([
      "CD1",
      "CD2",
      "CG",
    ]);
  });

  it("are whole and have no alternates", async () => {
    const whole = await placedMonomer("PHE", 3);
    const without = { ...whole, atoms: whole.atoms.filter(({ name }) => name !== "CE1") };
    const split = {
      ...whole,
      atoms: whole.atoms.flatMap((atom) =>
        atom.name === "CZ" ? ["A", "B"].map((altLoc) => ({ ...atom, altLoc })) : [atom],
      ),
    };
    expect(open([without]).chains).toEqual([]);
    expect(open([split]).chains).toEqual([]);
  });

  it("are not in disulfides, nor held by metals", async () => {
    const cysteine = await placedMonomer("CYS", 3);
    expect(open([cysteine]).chains).toHaveLength(1);
    const [ca, cb, sg] = ["CA", "CB", "SG"].map((name) => cysteine.atoms.find((a) => a.name === name)!.at);
    const partner = placeAtom([ca!, cb!, sg!], 2.04, 104, 90);
    const other = await placedMonomer("CYS", 4);
    const start = other.atoms.find((atom) => atom.name === "SG")!.at;
    const shifted = {
      ...other,
      atoms: other.atoms.map((atom) => ({
        ...atom,
        at: [0, 1, 2].map((k) => atom.at[k]! + partner[k]! - start[k]!) as unknown as typeof atom.at,
      })),
    };
    expect(open([cysteine, shifted]).chains).toEqual([]);
    const zinc = placeAtom([ca!, cb!, sg!], 2.6, 104, 90);
    const metal: TestResidue = { compId: "ZN", number: 9, atoms: [{ name: "ZN", element: "Zn", at: zinc }] };
    expect(open([cysteine, metal]).chains).toEqual([]);
  });
});
