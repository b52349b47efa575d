/** What a refinement with hydrogens adds to the folded chain of `createPolymer`: their places, contacts, backbone and side-chain costs. For tests and benchmarks. */
import type { HydrogenList } from "../hydrogens/riding-hydrogens.ts";
import { excludeBonded, type IndexLists, toIndexLists } from "../neighbors/exclusions.ts";
import type { CbetaList, RepulsionRules, TorsionMap, TorsionMapList } from "../system/term-lists.ts";
import type { Polymer } from "./polymer.ts";
import { createUniform } from "./term-contract.ts";

/** Lists of the terms that need hydrogens or residues. */
export interface AllAtom {
  readonly hydrogens: HydrogenList;
  readonly clash: RepulsionRules;
  readonly cbeta: CbetaList;
  readonly ramachandran: TorsionMapList;
  readonly rotamer: TorsionMapList;
}

/** Heavy atoms of a mean residue. */
const RESIDUE_ATOMS = 8;

/** One hydrogen an atom, a residue every eight atoms, side chains of one to four χ. */
export function createAllAtom(polymer: Polymer, seed: number): AllAtom {
  const hydrogens = hydrogensOf(polymer, seed);
  const nResidues = Math.floor(polymer.nAtoms / RESIDUE_ATOMS) - 1;
  const residues = Array.from({ length: nResidues }, (_, i) => i * RESIDUE_ATOMS);
  const rows = (offsets: readonly number[]): Int32Array =>
    Int32Array.from(residues.flatMap((first) => offsets.map((k) => first + k)));
  const constant = (value: number): Float64Array => new Float64Array(nResidues).fill(value);
  return {
    hydrogens,
    clash: contactsOf(polymer, hydrogens),
    cbeta: {
      atoms: rows([0, 1, 2, 4]),
      length: constant(1.53),
      angleC: constant(1.92),
      dihedralN: constant(2.14),
      angleN: constant(1.93),
      dihedralC: constant(-2.14),
      sigma: constant(0.1),
    },
    ramachandran: {
      atoms: rows([2, 8, 9, 10, 11]).subarray(0, 5 * (nResidues - 1)),
      start: Int32Array.from({ length: nResidues }, (_, i) => 5 * i),
      mapOf: Int32Array.from({ length: nResidues - 1 }, (_, i) => i % 6),
      maps: Array.from({ length: 6 }, (_, i) => createMap([180, 180], seed + 1 + i)),
    },
    rotamer: rotamersOf(residues, seed + 7),
  };
}

function hydrogensOf({ nAtoms }: Polymer, seed: number): HydrogenList {
  const uniform = createUniform(seed);
  const n = nAtoms - 3;
  // Methylene and methyl hydrogens are the most frequent.
  const rules = [2, 2, 3, 1, 3, 2, 4, 3];
  return {
    rule: Uint8Array.from({ length: n }, (_, i) => rules[i % rules.length]!),
    atoms: Int32Array.from({ length: 4 * n }, (_, k) => Math.floor(k / 4) + [1, 0, 2, 3][k % 4]!),
    length: new Float64Array(n).fill(0.97),
    parameter1: new Float64Array(n).fill(1.91),
    parameter2: Float64Array.from({ length: n }, (_, i) =>
      rules[i % rules.length] === 3 ? 6 * uniform() - 3 : 0,
    ),
  };
}

function contactsOf({ nAtoms, repulsion, bond }: Polymer, hydrogens: HydrogenList): RepulsionRules {
  const n = hydrogens.rule.length;
  const bonded: number[][] = Array.from({ length: nAtoms + n }, () => []);
  const link = (i: number, j: number): void => {
    bonded[i]!.push(j);
    bonded[j]!.push(i);
  };
  for (let k = 0; k < bond.sigma.length; k++) link(bond.atoms[2 * k]!, bond.atoms[2 * k + 1]!);
  for (let i = 0; i < n; i++) link(nAtoms + i, hydrogens.atoms[4 * i]!);
  const lists: IndexLists = toIndexLists(bonded);
  const radii = [1.7, 1.55, 1.4, 1.22];
  return {
    classOf: Int32Array.from({ length: nAtoms + n }, (_, i) => repulsion.classOf[i] ?? 3),
    nClasses: 4,
    minDistance: Float64Array.from({ length: 16 }, (_, k) => radii[k >> 2]! + radii[k & 3]!),
    excluded: excludeBonded(
      lists,
      Array.from({ length: nAtoms + n }, (_, i) => (i < nAtoms ? 3 : 4)),
    ),
  };
}

function createMap(sizes: readonly number[], seed: number): TorsionMap {
  const uniform = createUniform(seed);
  const nPoints = sizes.reduce((product, size) => product * size, 1);
  return {
    axes: sizes.map((size) => ({ size, turn: 2 * Math.PI, origin: -Math.PI })),
    cost: Float64Array.from({ length: nPoints }, () => 10 * uniform()),
  };
}

function rotamersOf(residues: readonly number[], seed: number): TorsionMapList {
  const grids = [[360], [72, 72], [45, 45, 45], [36, 36, 36, 36]];
  const maps = grids.map((sizes, k) => createMap(sizes, seed + k));
  // Frequencies in proteins: 26 % one χ, 43 % two, 17 % three, 14 % four.
  const kinds = [0, 1, 1, 2, 1, 3, 0, 1, 2, 1, 0, 1, 3, 1];
  const mapOf = Int32Array.from(residues, (_, i) => kinds[i % kinds.length]!);
  const start = new Int32Array(residues.length + 1);
  mapOf.forEach((kind, i) => {
    start[i + 1] = start[i]! + kind + 4;
  });
  const atoms = Int32Array.from(
    residues.flatMap((first, i) => Array.from({ length: mapOf[i]! + 4 }, (_, k) => first + k)),
  );
  return { atoms, start, mapOf, maps };
}
