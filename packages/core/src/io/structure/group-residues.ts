/** Gathers the atoms of one model into residues, also where a residue's atoms do not stand together in the file. */

import { standardComponents } from "../../tables/standard-components.ts";
import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";
import { type AtomRows, rowLabel } from "./atom-rows.ts";

/** One component at one place. `rows` index the atom rows. */
export interface ResidueDraft {
  readonly compId: string;
  readonly authAsymId: string;
  readonly authSeqId: number;
  readonly insCode: string;
  readonly isHet: boolean;
  /** The segment (TER count) of its first atom. */
  readonly segment: number;
  readonly rows: number[];
}

export interface GroupedResidues {
  /** In order of their first atoms. */
  readonly residues: readonly ResidueDraft[];
  readonly notes: readonly string[];
}

interface OpenResidue extends ResidueDraft {
  readonly atomKeys: Map<string, number>;
}

/**
 * Groups `modelRows`. Within a residue an atom name occurs once per alternate label: a second time is an InputError, unless
 * the residue is a water, or returns after others (numbers repeat in large files): then it is another residue.
 */
export function groupResidues(
  rows: AtomRows,
  modelRows: readonly number[],
  options: ReadOptions,
): GroupedResidues {
  const residues: OpenResidue[] = [];
  const byKey = new Map<string, OpenResidue>();
  let current: OpenResidue | undefined;
  let scattered: OpenResidue | undefined;
  let repeated: OpenResidue | undefined;
  for (const row of modelRows) {
    const atomKey = `${rows.name[row]}|${rows.altLoc[row]}`;
    const isCurrent = current !== undefined && sameResidue(rows, current, row);
    if (!isCurrent || current!.atomKeys.has(atomKey)) {
      if (isCurrent && !isWater(current!)) throw twiceNamed(rows, current!, row, options);
      const key = residueKey(rows, row);
      const earlier = byKey.get(key);
      if (earlier && earlier !== current && !earlier.atomKeys.has(atomKey)) {
        if (!isInterleaved(earlier, current)) scattered ??= earlier;
        current = earlier;
      } else {
        if (earlier && !isWater(earlier)) repeated ??= earlier;
        current = openResidue(rows, row);
        residues.push(current);
        byKey.set(key, current);
      }
    }
    current!.atomKeys.set(atomKey, row);
    current!.rows.push(row);
  }
  return { residues, notes: notesOf(scattered, repeated) };
}

function notesOf(scattered: ResidueDraft | undefined, repeated: ResidueDraft | undefined): string[] {
  const name = (r: ResidueDraft): string => `${r.authAsymId}/${r.compId} ${r.authSeqId}${r.insCode}`;
  const notes: string[] = [];
  if (scattered) {
    notes.push(
      `atoms of one residue do not stand together in the file (first: ${name(scattered)}); they are gathered`,
    );
  }
  if (repeated) {
    notes.push(
      `a residue number is used twice in one chain (first: ${name(repeated)}); each use is a residue of its own`,
    );
  }
  return notes;
}

function openResidue(rows: AtomRows, row: number): OpenResidue {
  return {
    compId: rows.compId[row]!,
    authAsymId: rows.authAsymId[row]!,
    authSeqId: rows.authSeqId[row]!,
    insCode: rows.insCode[row]!,
    isHet: rows.isHet[row] === 1,
    segment: rows.segment[row]!,
    rows: [],
    atomKeys: new Map(),
  };
}

function sameResidue(rows: AtomRows, residue: ResidueDraft, row: number): boolean {
  const first = residue.rows[0]!;
  return (
    rows.authSeqId[row] === residue.authSeqId &&
    rows.compId[row] === residue.compId &&
    rows.insCode[row] === residue.insCode &&
    rows.authAsymId[row] === residue.authAsymId &&
    rows.segment[row] === rows.segment[first] &&
    rows.label?.asymId[row] === rows.label?.asymId[first]
  );
}

function residueKey(rows: AtomRows, row: number): string {
  const chain = rows.label ? `${rows.label.asymId[row]}|` : "";
  return `${chain}${rows.authAsymId[row]}|${rows.authSeqId[row]}|${rows.insCode[row]}|${rows.compId[row]}`;
}

const isWater = (residue: ResidueDraft): boolean => standardComponents.get(residue.compId)?.kind === "water";

/** Alternates of different components at one place may be written atom by atom; nothing is scattered then. */
const isInterleaved = (a: ResidueDraft, b: ResidueDraft | undefined): boolean =>
  b !== undefined &&
  a.authSeqId === b.authSeqId &&
  a.insCode === b.insCode &&
  a.authAsymId === b.authAsymId &&
  a.compId !== b.compId;

function twiceNamed(rows: AtomRows, residue: OpenResidue, row: number, options: ReadOptions): Error {
  const earlier = residue.atomKeys.get(`${rows.name[row]}|${rows.altLoc[row]}`)!;
  return inputFault(
    placeOf(options, rows.line[row]),
    `the atom ${rowLabel(rows, row)} occurs twice (first in line ${rows.line[earlier]}); rename one atom, or give alternates different labels`,
  );
}
