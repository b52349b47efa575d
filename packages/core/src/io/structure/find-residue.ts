/** Looks up residues and atoms of a structure by author or label ids. */

import type { Structure } from "../../model/structure.ts";

/** How files name a residue. An empty `compId` matches any component. */
export interface ResidueName {
  readonly asymId: string;
  readonly compId: string;
  readonly seqId: number;
  readonly insCode: string;
}

/** Residue indices by name, -1 where there is none. */
export interface ResidueFinder {
  byAuth(name: ResidueName): number;
  /** Polymer residues only; the insertion code is ignored. */
  byLabel(name: ResidueName): number;
  /** An atom of a residue; an alternate label that does not occur falls back to the atom's first alternate. */
  atom(residue: number, atomName: string, altLoc: string): number;
}

/** Indexes the residues of `structure` once. */
export function createResidueFinder(structure: Structure): ResidueFinder {
  const { residues, chains, atoms } = structure;
  const auth = new Map<string, number[]>();
  const label = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, key: string, residue: number): void => {
    const list = map.get(key);
    if (list) list.push(residue);
    else map.set(key, [residue]);
  };
  for (let residue = 0; residue < residues.nResidues; residue++) {
    const chain = residues.chainOf[residue]!;
    add(
      auth,
      `${chains.authAsymId[chain]}|${residues.authSeqId[residue]}|${residues.insCode[residue]}`,
      residue,
    );
    add(label, `${chains.labelAsymId[chain]}|${residues.labelSeqId[residue]}`, residue);
  }
  const pick = (list: readonly number[] | undefined, compId: string): number =>
    list?.find((residue) => compId === "" || residues.compId[residue] === compId) ?? -1;

  return {
    byAuth: ({ asymId, compId, seqId, insCode }) => pick(auth.get(`${asymId}|${seqId}|${insCode}`), compId),
    byLabel: ({ asymId, compId, seqId }) => pick(label.get(`${asymId}|${seqId}`), compId),
    atom(residue, atomName, altLoc) {
      if (residue < 0) return -1;
      let first = -1;
      for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
        if (atoms.name[atom] !== atomName) continue;
        if (atoms.altLoc[atom] === altLoc) return atom;
        if (first < 0) first = atom;
      }
      return first;
    },
  };
}
