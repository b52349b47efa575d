/** One ATOM or HETATM line → an atom record, every field checked. */

import { atomicNumberOf } from "../../tables/elements.ts";
import { inputFault, placeOf, type ReadOptions, shown } from "../input-fault.ts";
import type { AtomRecord } from "../structure/to-atom-rows.ts";
import { decodeHybrid36 } from "./hybrid36.ts";
import { inferElement } from "./infer-element.ts";
import type { PdbDialect } from "./pdb-dialect.ts";
import { columns, numberIn, type PdbRecord } from "./pdb-record.ts";

/** Coordinates end in this column; a shorter line is cut off. */
const lastCoordinateColumn = 54;

/** What the reader counts to tell the user once. */
export interface AtomRecordTally {
  inferredElements: number;
  missingOccupancies: number;
  missingBIso: number;
  wideNumbers: number;
}

export interface AtomRecordContext {
  readonly options: ReadOptions;
  readonly model: number;
  readonly segment: number;
  readonly dialect: PdbDialect;
  readonly tally: AtomRecordTally;
}

/** Parses one line. A field that is not what the format says is an InputError with its line and columns. */
export function parseAtomRecord(record: PdbRecord, context: AtomRecordContext): AtomRecord {
  const { text, line } = record;
  if (text.length < lastCoordinateColumn - 2 || columns(record, 47, 54) === "") {
    throw fault(
      context,
      record,
      `the atom record ends in column ${text.length}, before its coordinates; the file is truncated`,
    );
  }
  const name = required(context, record, [13, 16], "the atom name");
  const lastOfName = context.dialect.hasWideNames ? 21 : 20;
  const compId = required(context, record, [18, lastOfName], "the residue name");
  return {
    line,
    isHet: text.startsWith("HETATM"),
    id: serialOf(record),
    name,
    altLoc: columns(record, 17, 17),
    compId,
    authAsymId: columns(record, lastOfName + 1, 22),
    ...parseNumber(context, record),
    x: coordinate(context, record, [31, 38], "x"),
    y: coordinate(context, record, [39, 46], "y"),
    z: coordinate(context, record, [47, 54], "z"),
    occ: optionalNumber(context, record, occupancyField),
    bIso: optionalNumber(context, record, bIsoField),
    ...parseElement(context, record, compId),
    charge: chargeOf(columns(record, 79, 80)),
    model: context.model,
    segment: context.segment,
  };
}

function fault(context: AtomRecordContext, record: PdbRecord, sentence: string): Error {
  return inputFault(placeOf(context.options, record.line), sentence);
}

/** The serial number as text, "" where the field overflowed. */
function serialOf(record: PdbRecord): string {
  const serial = decodeHybrid36(record.text.slice(6, 11), 5);
  return Number.isNaN(serial) ? "" : String(serial);
}

function required(
  context: AtomRecordContext,
  record: PdbRecord,
  [first, last]: readonly [number, number],
  what: string,
): string {
  const text = columns(record, first, last);
  if (text !== "" && !/\s/.test(text)) return text;
  throw fault(
    context,
    record,
    `${what} in columns ${first}–${last} is ${shown(text)}; are the columns shifted?`,
  );
}

/** Residue number and insertion code. Some programs let numbers above 9999 run into the column of the insertion code. */
function parseNumber(context: AtomRecordContext, record: PdbRecord): { authSeqId: number; insCode: string } {
  const field = record.text.slice(22, 26);
  const insCode = columns(record, 27, 27);
  if (/^\d{4}$/.test(field) && /^\d$/.test(insCode)) {
    context.tally.wideNumbers++;
    return { authSeqId: Number(field + insCode), insCode: "" };
  }
  const authSeqId = decodeHybrid36(field, 4);
  if (Number.isNaN(authSeqId)) {
    throw fault(context, record, `the residue number in columns 23–26 is ${shown(field)}, not a number`);
  }
  return { authSeqId, insCode };
}

function coordinate(
  context: AtomRecordContext,
  record: PdbRecord,
  [first, last]: readonly [number, number],
  axis: string,
): number {
  const value = numberIn(record, first, last);
  if (!Number.isNaN(value)) return value;
  const found = shown(columns(record, first, last));
  throw fault(
    context,
    record,
    `the ${axis} coordinate in columns ${first}–${last} is ${found}, not a number; mend or delete the atom`,
  );
}

interface OptionalField {
  readonly first: number;
  readonly last: number;
  readonly what: string;
  readonly absent: number;
  readonly count: "missingOccupancies" | "missingBIso";
}

const occupancyField: OptionalField = {
  first: 55,
  last: 60,
  what: "the occupancy",
  absent: 1,
  count: "missingOccupancies",
};
const bIsoField: OptionalField = {
  first: 61,
  last: 66,
  what: "the B factor",
  absent: 0,
  count: "missingBIso",
};

function optionalNumber(context: AtomRecordContext, record: PdbRecord, field: OptionalField): number {
  const { first, last, what, absent, count } = field;
  if (columns(record, first, last) === "") {
    context.tally[count]++;
    return absent;
  }
  const value = numberIn(record, first, last);
  if (!Number.isNaN(value)) return value;
  throw fault(
    context,
    record,
    `${what} in columns ${first}–${last} is ${shown(columns(record, first, last))}, not a number`,
  );
}

/** The element of columns 77–78; where they hold no letters (old files keep other things there) that of the atom name. */
function parseElement(
  context: AtomRecordContext,
  record: PdbRecord,
  compId: string,
): { symbol: string; element: number } {
  const given = columns(record, 77, 78).toUpperCase();
  const isGiven = /^[A-Z]+$/.test(given);
  const nameField = record.text.slice(12, 16);
  if (!isGiven) context.tally.inferredElements++;
  const symbol = isGiven ? given : inferElement(nameField, compId, context.dialect.isLeftAligned);
  const element = atomicNumberOf(symbol);
  if (element > 0) return { symbol, element };
  const found = isGiven
    ? `${shown(given)} in columns 77–78`
    : `missing, and the atom name ${shown(nameField)} tells none`;
  throw fault(context, record, `the element is ${found}; write its symbol right-adjusted in columns 77–78`);
}

/** `2+` and `1-`, also `+2`; 0 for anything else, since old files keep other things in these columns. */
function chargeOf(text: string): number {
  const match = /^(?:(\d)([+-])|([+-])(\d))$/.exec(text);
  if (!match) return 0;
  const size = Number(match[1] ?? match[4]);
  return (match[2] ?? match[3]) === "-" ? -size : size;
}
