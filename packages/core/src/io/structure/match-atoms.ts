/** Which row of the source each atom of a structure came from. */

import type { Structure } from "../../model/structure.ts";
import type { ModelFile } from "../model-file.ts";

/**
 * The row of every atom of `structure`, -1 for atoms that the file does not have. Atoms are known by chain, residue and name
 * in the model of the same number (else the first), so atoms may have been dropped, added or put in another order.
 */
export function matchAtoms(file: ModelFile, structure: Structure): Int32Array {
  const sameNumber = file.structures.findIndex((source) => source.modelNumber === structure.modelNumber);
  const index = Math.max(sameNumber, 0);
  const source = file.structures[index]!;
  const rowOf = file.document.rowOf[index]!;
  if (source.atoms.name === structure.atoms.name && source.residues === structure.residues) return rowOf;
  const rows = new Map<string, number>();
  forEachKey(source, (key, atom) => rows.set(key, rowOf[atom]!));
  const matched = new Int32Array(structure.nAtoms).fill(-1);
  forEachKey(structure, (key, atom) => {
    matched[atom] = rows.get(key) ?? -1;
  });
  return matched;
}

/** Calls `visit` with a name that is unique in the structure: names that occur again are counted. */
function forEachKey(structure: Structure, visit: (key: string, atom: number) => void): void {
  const { residues, chains, atoms } = structure;
  const uses = new Map<string, number>();
  for (let residue = 0; residue < residues.nResidues; residue++) {
    const chain = chains.labelAsymId[residues.chainOf[residue]!]!;
    const base = `${chain}|${residues.authSeqId[residue]}|${residues.insCode[residue]}|${residues.compId[residue]}`;
    const use = uses.get(base) ?? 0;
    uses.set(base, use + 1);
    for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
      visit(`${base}|${use}|${atoms.name[atom]}|${atoms.altLoc[atom]}`, atom);
    }
  }
}
