import { expect, test } from "vitest";
import { selectAtoms } from "./select-atoms.ts";
import { atomLabel, type Structure } from "./structure.ts";

const end = (atom: number) => ({
  authAsymId: "A",
  compId: "ALA",
  authSeqId: 1,
  insCode: "",
  atomName: "X",
  altLoc: "",
  atom,
});

/** Chain A: ALA 1 (N CA), GLY 2 (N); chain B: HOH 1 (O). */
const structure: Structure = {
  entryId: "x",
  modelNumber: 1,
  nAtoms: 4,
  atoms: {
    xyz: Float64Array.from({ length: 12 }, (_, i) => i),
    element: Uint8Array.of(7, 6, 7, 8),
    name: ["N", "CA", "N", "O"],
    altLoc: ["", "A", "", ""],
    occ: Float64Array.of(1, 0.5, 1, 1),
    bIso: Float64Array.of(10, 20, 30, 40),
    charge: Int8Array.of(1, 0, 0, 0),
    residueOf: Int32Array.of(0, 0, 1, 2),
  },
  residues: {
    nResidues: 3,
    atomStart: Int32Array.of(0, 2, 3, 4),
    compId: ["ALA", "GLY", "HOH"],
    authSeqId: Int32Array.of(1, 2, 1),
    labelSeqId: Int32Array.of(1, 2, 0),
    insCode: ["", "", "B"],
    isHet: Uint8Array.of(0, 0, 1),
    chainOf: Int32Array.of(0, 0, 1),
  },
  chains: {
    nChains: 2,
    residueStart: Int32Array.of(0, 2, 3),
    labelAsymId: ["A", "B"],
    authAsymId: ["A", "A"],
    entityOf: Int32Array.of(0, 1),
  },
  entities: [],
  connections: [{ id: "c", type: "covale", end1: end(1), end2: end(3), symmetry: "" }],
};

test("keeping everything gives an equal structure", () => {
  expect(selectAtoms(structure, () => true)).toEqual(structure);
});

test("residues and chains that lose all atoms disappear, connections follow", () => {
  const part = selectAtoms(structure, (atom) => atom === 1 || atom === 3);
  expect(Array.from({ length: part.nAtoms }, (_, i) => atomLabel(part, i))).toEqual([
    "A/ALA 1/CA.A",
    "A/HOH 1B/O",
  ]);
  expect([...part.atoms.xyz]).toEqual([3, 4, 5, 9, 10, 11]);
  expect([...part.residues.atomStart]).toEqual([0, 1, 2]);
  expect([...part.chains.residueStart]).toEqual([0, 1, 2]);
  expect([...part.chains.entityOf]).toEqual([0, 1]);
  expect([part.connections[0]!.end1.atom, part.connections[0]!.end2.atom]).toEqual([0, 1]);
  const chainA = selectAtoms(structure, (atom) => atom < 3);
  expect(chainA.chains.labelAsymId).toEqual(["A"]);
  expect(chainA.connections[0]!.end2.atom).toBe(-1);
  expect([...chainA.residues.chainOf]).toEqual([0, 0]);
});

test("nothing kept is an empty structure", () => {
  const none = selectAtoms(structure, () => false);
  expect([none.nAtoms, none.residues.nResidues, none.chains.nChains]).toEqual([0, 0, 0]);
  expect([...none.chains.residueStart]).toEqual([0]);
});
