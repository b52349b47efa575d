/** Alternate conformations: which atom a name means in each label of a residue, and how labels of two residues pair up. */
import { alternativeAtomNames } from "./atom-names.ts";
import type { Structure } from "./structure.ts";

/** Atoms of a residue that stand together: those of one alternate label and those of none. */
export interface Conformer {
  /** "" for the atoms without label alone. */
  readonly altLoc: string;
  readonly atomOf: ReadonlyMap<string, number>;
}

export interface ResidueConformers {
  /** Atoms without a label. */
  readonly common: Conformer;
  /** One for each label, in the order of the file; empty where the residue has no labels. */
  readonly labelled: readonly Conformer[];
}

function conformersOfResidue(structure: Structure, residue: number): ResidueConformers {
  const { atoms, residues } = structure;
  const common = new Map<string, number>();
  const byLabel = new Map<string, [string, number][]>();
  for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
    const label = atoms.altLoc[atom]!;
    if (label === "") {
      common.set(atoms.name[atom]!, atom);
    } else {
      const entry: [string, number] = [atoms.name[atom]!, atom];
      const list = byLabel.get(label);
      if (list) list.push(entry);
      else byLabel.set(label, [entry]);
    }
  }
  return {
    common: { altLoc: "", atomOf: common },
    labelled: [...byLabel].map(([altLoc, own]) => ({ altLoc, atomOf: new Map([...common, ...own]) })),
  };
}

/** The conformers of every residue. */
export function residueConformers(structure: Structure): ResidueConformers[] {
  return Array.from({ length: structure.residues.nResidues }, (_, r) => conformersOfResidue(structure, r));
}

/** The conformers to visit: the labelled ones, or the common one where there are no labels. */
export function allConformers(residue: ResidueConformers): readonly Conformer[] {
  return residue.labelled.length > 0 ? residue.labelled : [residue.common];
}

/** The residue as it is beside atoms of `altLoc`: that conformer, or the common atoms where it has no such label. */
export function conformerFor(residue: ResidueConformers, altLoc: string): Conformer {
  return residue.labelled.find((c) => c.altLoc === altLoc) ?? residue.common;
}

/** The labels under which atoms of several residues may meet: all that occur in any of them, or "" alone. */
export function jointLabels(residues: readonly ResidueConformers[]): readonly string[] {
  const labels = new Set(residues.flatMap((r) => r.labelled.map((c) => c.altLoc)));
  return labels.size > 0 ? [...labels] : [""];
}

/** The atom of a name or one of its older spellings (`O5*`, `O1P`), or -1. */
export function findAtom(conformer: Conformer, name: string): number {
  const atom = conformer.atomOf.get(name);
  if (atom !== undefined) return atom;
  for (const alternative of alternativeAtomNames(name)) {
    const found = conformer.atomOf.get(alternative);
    if (found !== undefined) return found;
  }
  return -1;
}
