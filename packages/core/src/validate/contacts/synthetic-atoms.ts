/** Structures of a few named atoms, whose contacts are known by construction: support for the tests of contacts. */
import type { Structure } from "../../model/structure.ts";
import { atomicNumberOf } from "../../tables/elements.ts";
import { type Point, place } from "../synthetic-chains.ts";

/** One atom; atoms of one residue stand together. The element is the first letter of the name unless given. */
export interface AtomRow {
  readonly compId: string;
  readonly number: number;
  readonly name: string;
  readonly xyz: Point;
  readonly chain?: string;
  readonly insCode?: string;
  readonly altLoc?: string;
  readonly element?: string;
  readonly occ?: number;
  readonly bIso?: number;
}

/** Where residues (as rows) and chains (as residues) begin, and the names of the chains. */
function grouped(rows: readonly AtomRow[]) {
  const residueKeys: string[] = [];
  const chainNames: string[] = [];
  const atomStart: number[] = [];
  const residueStart: number[] = [];
  rows.forEach((row, i) => {
    const chain = row.chain ?? "A";
    const residue = [chain, row.number, row.insCode ?? "", row.compId].join(" ");
    if (residueKeys.at(-1) === residue) return;
    if (chainNames.at(-1) !== chain) {
      chainNames.push(chain);
      residueStart.push(residueKeys.length);
    }
    residueKeys.push(residue);
    atomStart.push(i);
  });
  return { chainNames, atomStart, residueStart };
}

function atomArrays(rows: readonly AtomRow[], atomStart: readonly number[]): Structure["atoms"] {
  return {
    xyz: Float64Array.from(rows.flatMap(({ xyz }) => xyz)),
    element: Uint8Array.from(rows, ({ name, element }) => atomicNumberOf(element ?? name[0]!)),
    name: rows.map(({ name }) => name),
    altLoc: rows.map(({ altLoc }) => altLoc ?? ""),
    occ: Float64Array.from(rows, ({ occ }) => occ ?? 1),
    bIso: Float64Array.from(rows, ({ bIso }) => bIso ?? 20),
    charge: new Int8Array(rows.length),
    residueOf: Int32Array.from(rows, (_, i) => atomStart.findLastIndex((start) => start <= i)),
  };
}

/** The structure of the rows, in their order. */
export function structureOfAtoms(rows: readonly AtomRow[]): Structure {
  const { chainNames, atomStart, residueStart } = grouped(rows);
  const nResidues = atomStart.length;
  const first = atomStart.map((atom) => rows[atom]!);
  const numbers = Int32Array.from(first, ({ number }) => number);
  const atoms = atomArrays(rows, atomStart);
  return {
    entryId: "built",
    nAtoms: rows.length,
    modelNumber: 1,
    connections: [],
    entities: [{ id: "1", type: "polymer", polymerType: "protein", description: "", sequence: [] }],
    atoms,
    residues: {
      nResidues,
      atomStart: Int32Array.from([...atomStart, rows.length]),
      compId: first.map(({ compId }) => compId),
      authSeqId: numbers,
      labelSeqId: numbers,
      insCode: first.map(({ insCode }) => insCode ?? ""),
      isHet: new Uint8Array(nResidues),
      chainOf: Int32Array.from(first.keys(), (r) => residueStart.findLastIndex((start) => start <= r)),
    },
    chains: {
      nChains: chainNames.length,
      residueStart: Int32Array.from([...residueStart, nResidues]),
      labelAsymId: chainNames,
      authAsymId: chainNames,
      entityOf: new Int32Array(chainNames.length),
    },
  };
}

/** Side-chain atoms by component: parent triple, length (Å), angle and torsion (degrees) of each further atom. */
const sideChains: Record<string, readonly (readonly [string, string, number, number, number])[]> = {
  GLY: [],
  ALA: [["CB", "C N CA", 1.53, 110.4, 122.6]],
  SER: [
    ["CB", "C N CA", 1.53, 110.4, 122.6],
    ["OG", "N CA CB", 1.417, 111.1, 60],
  ],
  CYS: [
    ["CB", "C N CA", 1.53, 110.4, 122.6],
    ["SG", "N CA CB", 1.808, 114, -60],
  ],
  ASN: [
    ["CB", "C N CA", 1.53, 110.4, 122.6],
    ["CG", "N CA CB", 1.516, 112.6, -60],
    ["OD1", "CA CB CG", 1.231, 120.8, 0],
    ["ND2", "CA CB CG", 1.328, 116.4, 180],
  ],
  HIS: [
    ["CB", "C N CA", 1.53, 110.4, 122.6],
    ["CG", "N CA CB", 1.497, 113.8, -60],
    ["ND1", "CA CB CG", 1.378, 122.7, 90],
    ["CD2", "CA CB CG", 1.354, 131.2, -90],
    ["CE1", "CB CG ND1", 1.321, 109, 180],
    ["NE2", "CB CG CD2", 1.374, 107.2, 180],
  ],
  LYS: [
    ["CB", "C N CA", 1.53, 110.4, 122.6],
    ["CG", "N CA CB", 1.52, 114.1, 180],
    ["CD", "CA CB CG", 1.52, 111.3, 180],
    ["CE", "CB CG CD", 1.52, 111.3, 180],
    ["NZ", "CG CD CE", 1.489, 111.9, 180],
  ],
};

/** One amino acid in a chain of its own, N at the origin, numbered 10 unless told. */
export function aminoAcid(compId: string, row: Partial<AtomRow> = {}): AtomRow[] {
  const atoms = new Map<string, Point>([
    ["N", [0, 0, 0]],
    ["CA", [1.459, 0, 0]],
    ["C", [2.005, 1.4237, 0]],
  ]);
  const at = (names: string) => names.split(" ").map((name) => atoms.get(name)!) as [Point, Point, Point];
  atoms.set("O", place(at("N CA C"), 1.231, 120.8, 120));
  for (const [name, parents, length, angle, torsion] of sideChains[compId]!) {
    const [a, b, c] = parents.split(" ");
    // CB is placed on CA, seen from N and C.
    const order = name === "CB" ? `${b} ${a} ${c}` : parents;
    atoms.set(name, place(at(order), length, angle, torsion));
  }
  return [...atoms].map(([name, xyz]) => ({ compId, number: 10, name, xyz, ...row }));
}

/** A lone atom of a component that no table knows: it gets no hydrogens. */
export function loneAtom(element: string, xyz: Point, row: Partial<AtomRow> = {}): AtomRow {
  return { compId: "XXX", number: 900, chain: "X", name: element, element, xyz, ...row };
}

/** The place of the named atom. */
export const placeOf = (rows: readonly AtomRow[], name: string): Point =>
  rows.find((row) => row.name === name)!.xyz;
