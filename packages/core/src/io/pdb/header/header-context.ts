/** What the converters of PDB header records share: the records, and the structure that they speak of. */

import type { Structure } from "../../../model/structure.ts";
import { quoteCif, quoteOrUnknown } from "../../cif/cif-value.ts";
import type { ReadOptions } from "../../input-fault.ts";
import type { ResidueFinder } from "../../structure/find-residue.ts";
import { decodeHybrid36 } from "../hybrid36.ts";
import { columns, type PdbHeader, type PdbRecord } from "../pdb-record.ts";

export interface HeaderContext {
  readonly header: PdbHeader;
  /** The first model. */
  readonly structure: Structure;
  readonly finder: ResidueFinder;
  /** What a blank chain column means. */
  readonly blankChain: string;
  readonly options: ReadOptions;
}

/** A residue as a record names it, whether or not the model has it. */
export interface NamedResidue {
  readonly compId: string;
  readonly asymId: string;
  /** NaN where the field is damaged. */
  readonly seqId: number;
  readonly insCode: string;
  /** Index in the structure, or -1. */
  readonly residue: number;
}

/** Column ranges of a residue in a record; all ranges from 1, ends included. */
export interface ResidueColumns {
  readonly comp: readonly [number, number];
  readonly chain: readonly [number, number];
  readonly seq: readonly [number, number];
  /** Column of the insertion code. */
  readonly ins: number;
}

/** The records of a type, none if absent. */
export function recordsOf(context: HeaderContext, type: string): readonly PdbRecord[] {
  return context.header.get(type) ?? [];
}

/** Reads a residue name and looks it up. */
export function residueIn(context: HeaderContext, record: PdbRecord, where: ResidueColumns): NamedResidue {
  const name = {
    compId: columns(record, ...where.comp),
    asymId: columns(record, ...where.chain) || context.blankChain,
    seqId: decodeHybrid36(record.text.slice(where.seq[0] - 1, where.seq[1]), where.seq[1] - where.seq[0] + 1),
    insCode: columns(record, where.ins, where.ins),
  };
  return { ...name, residue: context.finder.byAuth(name) };
}

/** Raw author and label ids of a residue; label ids are `?` where the model has no such residue. */
export function residueItems({ structure }: HeaderContext, named: NamedResidue) {
  const { residues, chains } = structure;
  const has = named.residue >= 0;
  const labelSeqId = has ? residues.labelSeqId[named.residue]! : 0;
  return {
    authAsymId: quoteOrUnknown(named.asymId),
    authSeqId: Number.isNaN(named.seqId) ? "?" : String(named.seqId),
    insCode: quoteOrUnknown(named.insCode),
    compId: quoteOrUnknown(named.compId),
    labelAsymId: has ? quoteCif(chains.labelAsymId[residues.chainOf[named.residue]!]!) : "?",
    labelSeqId: labelSeqId > 0 ? String(labelSeqId) : has ? "." : "?",
  };
}

/** The text of continued records (TITLE, KEYWDS …): columns `first` to 80 of each, joined by one blank. */
export function continuedText(records: readonly PdbRecord[], first = 11): string {
  return records
    .map((record) => columns(record, first, 80))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}
