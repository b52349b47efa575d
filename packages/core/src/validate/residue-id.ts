/** How the judge's tables name residues and atoms. */
import type { Structure } from "../model/structure.ts";

/** A residue of a report, in author numbering. */
export interface ResidueId {
  /** Index of the residue in the structure: what links rows of different tables. */
  readonly residue: number;
  readonly chain: string;
  readonly number: number;
  readonly insCode: string;
  readonly compId: string;
  /** The conformer that was measured; "" where there is only one. */
  readonly altLoc: string;
}

/** The name of `residue` in the conformer `altLoc`. */
export function residueId(structure: Structure, residue: number, altLoc = ""): ResidueId {
  const { residues, chains } = structure;
  return {
    residue,
    chain: chains.authAsymId[residues.chainOf[residue]!]!,
    number: residues.authSeqId[residue]!,
    insCode: residues.insCode[residue]!,
    compId: residues.compId[residue]!,
    altLoc,
  };
}
