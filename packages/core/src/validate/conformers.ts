/** The conformers of a chain: one atom per name where alternates and microheterogeneity give several. */
import type { Structure } from "../model/structure.ts";

/** One chain seen through one alternate label: where a residue has alternates, only this one. */
export interface Conformer {
  readonly chain: number;
  /** "" where the chain has no alternates. */
  readonly altLoc: string;
  /** Indices of the residues that have atoms in this conformer; of microheterogeneous ones at most one. */
  readonly residues: readonly number[];
}

/** All conformers of all chains. A chain without alternates has one; else there is one for each alternate label. */
export function conformersOf(structure: Structure): Conformer[] {
  const { chains } = structure;
  const conformers: Conformer[] = [];
  for (let chain = 0; chain < chains.nChains; chain++) {
    for (const altLoc of alternateLabels(structure, chain)) {
      conformers.push({ chain, altLoc, residues: residuesOf(structure, chain, altLoc) });
    }
  }
  return conformers;
}

/** The atom of that name in the conformer, or −1: the alternate's own where there is one, else the common one. */
export function atomNamed(structure: Structure, residue: number, name: string, altLoc: string): number {
  const { atoms, residues } = structure;
  let common = -1;
  for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
    if (atoms.name[atom] !== name) continue;
    if (atoms.altLoc[atom] === altLoc) return atom;
    if (atoms.altLoc[atom] === "" && common < 0) common = atom;
  }
  return common;
}

/** The alternate label that a group of atoms has: that of the first one that has any. */
export function alternateOf(structure: Structure, group: readonly number[]): string {
  for (const atom of group) {
    const altLoc = structure.atoms.altLoc[atom];
    if (altLoc) return altLoc;
  }
  return "";
}

/** The alternate labels of a chain in the order of the file, or "" alone. */
function alternateLabels(structure: Structure, chain: number): string[] {
  const { atoms, residues, chains } = structure;
  const labels = new Set<string>();
  const first = residues.atomStart[chains.residueStart[chain]!]!;
  const end = residues.atomStart[chains.residueStart[chain + 1]!]!;
  for (let atom = first; atom < end; atom++) {
    if (atoms.altLoc[atom] !== "") labels.add(atoms.altLoc[atom]!);
  }
  return labels.size > 0 ? [...labels] : [""];
}

/** Residues at one place are alternatives of each other: the conformer sees the one with its own atoms, else the common one. */
function residuesOf(structure: Structure, chain: number, altLoc: string): number[] {
  const { residues, chains } = structure;
  const chosen: number[] = [];
  const samePlace = (a: number, b: number): boolean =>
    residues.authSeqId[a] === residues.authSeqId[b] && residues.insCode[a] === residues.insCode[b];
  for (let residue = chains.residueStart[chain]!; residue < chains.residueStart[chain + 1]!; residue++) {
    const rank = membership(structure, residue, altLoc);
    if (rank === 0) continue;
    const last = chosen.at(-1);
    if (last === undefined || !samePlace(last, residue)) chosen.push(residue);
    else if (rank > membership(structure, last, altLoc)) chosen[chosen.length - 1] = residue;
  }
  return chosen;
}

/** 2: the residue has atoms of this alternate; 1: only common ones; 0: none. */
function membership(structure: Structure, residue: number, altLoc: string): 0 | 1 | 2 {
  const { atoms, residues } = structure;
  let rank: 0 | 1 = 0;
  for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
    if (atoms.altLoc[atom] === altLoc) return 2;
    if (atoms.altLoc[atom] === "") rank = 1;
  }
  return rank;
}
