/** Splits a PDB file into atom records and header records. */

import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";
import type { AtomRecord } from "../structure/to-atom-rows.ts";
import { type AtomRecordTally, parseAtomRecord } from "./parse-atom-record.ts";
import { detectPdbDialect, type PdbDialect } from "./pdb-dialect.ts";
import { columns, numberIn, type PdbHeader, type PdbRecord } from "./pdb-record.ts";

/** An ANISOU line and the atom record before it, which it belongs to. */
export interface AnisotropicRecord {
  readonly atom: number;
  readonly record: PdbRecord;
}

export interface ParsedPdb {
  readonly atoms: readonly AtomRecord[];
  /** Segment identifier of each atom (columns 73–76), "" for none. */
  readonly segmentIds: readonly string[];
  readonly anisotropic: readonly AnisotropicRecord[];
  readonly header: PdbHeader;
  readonly notes: readonly string[];
}

/** Records that only count or end: nothing is lost without them. */
const bookkeeping = new Set(["END", "MASTER", "NUMMDL", "TER", "ENDMDL", "SIGATM", "SIGUIJ"]);

/** Parses the text of a PDB file. Models are numbered as the file does; TER records count up the segments. */
export function parsePdb(text: string, options: ReadOptions): ParsedPdb {
  const atoms: AtomRecord[] = [];
  const segmentIds: string[] = [];
  const anisotropic: AnisotropicRecord[] = [];
  const header = new Map<string, PdbRecord[]>();
  const tally: AtomRecordTally = {
    inferredElements: 0,
    missingOccupancies: 0,
    missingBIso: 0,
    wideNumbers: 0,
  };
  const models = createModelCounter();
  const dialect = detectPdbDialect(text);
  let segment = 0;
  forEachLine(text, (record) => {
    const type = record.text.slice(0, 6).trimEnd();
    if (type === "ATOM" || type === "HETATM") {
      const context = { options, model: models.current(), segment, dialect, tally };
      atoms.push(parseAtomRecord(record, context));
      segmentIds.push(columns(record, 73, 76));
    } else if (type === "ANISOU") {
      if (atoms.length > 0) anisotropic.push({ atom: atoms.length - 1, record });
    } else if (type === "TER") segment++;
    else if (type === "MODEL") models.open(record, options);
    else if (type === "END" || type === "ENDMDL") models.close(atoms.length > 0);
    else if (type !== "" && !bookkeeping.has(type)) {
      const list = header.get(type);
      if (list) list.push(record);
      else header.set(type, [record]);
    }
  });
  return { atoms, segmentIds, anisotropic, header, notes: notesOf(tally, atoms, dialect, models) };
}

function forEachLine(text: string, visit: (record: PdbRecord) => void): void {
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    line++;
    visit({ text: text.slice(start, end), line });
    start = end + 1;
  }
}

/** The number of the model that atoms belong to. Atoms behind END or ENDMDL without a MODEL record begin the next model. */
function createModelCounter() {
  const used = new Set<number>();
  let number = 1;
  let isClosed = false;
  let unannounced = 0;
  const next = (): number => Math.max(0, ...used) + 1;
  return {
    open(record: PdbRecord, options: ReadOptions): void {
      const given = numberIn(record, 7, 20);
      if (!Number.isInteger(given) || Math.abs(given) > 2 ** 31 - 1) {
        throw inputFault(
          placeOf(options, record.line),
          `the MODEL record has no number: "${columns(record, 1, 20)}"`,
        );
      }
      number = used.has(given) ? next() : given;
      isClosed = false;
    },
    close(hasAtoms: boolean): void {
      if (hasAtoms) isClosed = true;
    },
    current(): number {
      if (isClosed) {
        number = next();
        isClosed = false;
        unannounced++;
      }
      used.add(number);
      return number;
    },
    unannounced: () => unannounced,
  };
}

function notesOf(
  tally: AtomRecordTally,
  atoms: readonly AtomRecord[],
  dialect: PdbDialect,
  models: { unannounced(): number },
): string[] {
  const share = (count: number): string => (count === atoms.length ? "all" : `${count} of ${atoms.length}`);
  const notes: string[] = [];
  if (tally.inferredElements > 0) {
    const how = dialect.isLeftAligned
      ? " (names begin in column 13, so two-letter symbols are read only where sure)"
      : "";
    notes.push(
      `${share(tally.inferredElements)} atoms have no element columns; elements were taken from the atom names${how}`,
    );
  }
  if (tally.missingOccupancies > 0) {
    notes.push(`${share(tally.missingOccupancies)} atoms have no occupancy; 1 was taken`);
  }
  if (tally.missingBIso > 0) notes.push(`${share(tally.missingBIso)} atoms have no B factor; 0 was taken`);
  if (tally.wideNumbers > 0) {
    notes.push("residue numbers above 9999 run into the column of insertion codes and were read as numbers");
  }
  if (dialect.hasWideNames) notes.push("column 21 was read as the fourth letter of residue names");
  if (models.unannounced() > 0) notes.push("atoms follow an END record; they were read as another model");
  return notes;
}
