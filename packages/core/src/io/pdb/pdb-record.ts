/** Lines of PDB files and their fields, named by the columns of the format description (v3.3, from 1, both ends included). */

import { inputFault, placeOf, type ReadOptions, shown } from "../input-fault.ts";

export interface PdbRecord {
  readonly text: string;
  /** Line in the file, from 1. */
  readonly line: number;
}

/** Header records by type (`HELIX`, `REMARK`), in file order. */
export type PdbHeader = ReadonlyMap<string, readonly PdbRecord[]>;

/** Columns `first` to `last` without blanks around; shorter lines give less. */
export function columns(record: PdbRecord, first: number, last: number): string {
  return record.text.slice(first - 1, last).trim();
}

/** The number in columns, or NaN where they hold none. */
export function numberIn(record: PdbRecord, first: number, last: number): number {
  const text = columns(record, first, last);
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** The whole number in columns; anything else is an InputError that names `what`. */
export function integerIn(
  record: PdbRecord,
  [first, last]: readonly [number, number],
  what: string,
  options: ReadOptions,
): number {
  const value = numberIn(record, first, last);
  if (Number.isInteger(value)) return value;
  throw inputFault(
    placeOf(options, record.line),
    `${what} in columns ${first}–${last} is ${shown(columns(record, first, last))}, not a whole number`,
  );
}
