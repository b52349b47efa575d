/** BinaryCIF bytes → CIF document, values in their text form. */

import { decode } from "@msgpack/msgpack";
import type { CifBlock, CifDocument, CifTable } from "../cif/cif-document.ts";
import { quoteCif } from "../cif/cif-value.ts";
import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";
import { BcifDamage, type DecodedColumn, decodeColumn } from "./decode-column.ts";

/** Reads a BinaryCIF file. Anything that is not as the format says is an InputError. */
export function readBcif(bytes: Uint8Array, options: ReadOptions = {}): CifDocument {
  try {
    const file = record(decode(bytes), "the file");
    return { blocks: list(file["dataBlocks"], "dataBlocks").map(readBlock) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw inputFault(
      placeOf(options),
      `the BinaryCIF file is truncated or damaged (${error.message}); copy or download it again`,
    );
  }
}

/** Our own faults, and what the MessagePack decoder throws for malformed input (RangeError, DecodeError, bad UTF-8). */
function isDamage(error: unknown): error is Error {
  return (
    error instanceof BcifDamage ||
    error instanceof RangeError ||
    (error instanceof Error && (error.name === "DecodeError" || error.name === "TypeError"))
  );
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new BcifDamage(`${what} is no table`);
}

function list(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new BcifDamage(`${what} is no list`);
}

function text(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new BcifDamage(`${what} is no text`);
}

function readBlock(value: unknown): CifBlock {
  const block = record(value, "a data block");
  return {
    name: text(block["header"], "the name of a block").replace(/\s/g, "_"),
    items: list(block["categories"], "categories").map(readCategory),
  };
}

function readCategory(value: unknown): CifTable {
  const category = record(value, "a category");
  const name = text(category["name"], "the name of a category");
  const nRows = category["rowCount"];
  if (typeof nRows !== "number" || !(nRows >= 0)) throw new BcifDamage(`${name} has no number of rows`);
  const columns = list(category["columns"], `the columns of ${name}`).map((column) =>
    record(column, "a column"),
  );
  const raw = columns.map((column) => rawColumn(column, name, nRows));
  const values: string[] = [];
  for (let row = 0; row < nRows; row++) for (const column of raw) values.push(column[row]!);
  return {
    category: name,
    tags: columns.map((column) => `${name}.${text(column["name"], "the name of a column")}`),
    values,
    isLoop: nRows !== 1,
    lines: [],
  };
}

function rawColumn(column: Readonly<Record<string, unknown>>, category: string, nRows: number): string[] {
  const data = decodeColumn(column["data"]);
  const mask = column["mask"] == null ? undefined : decodeColumn(column["mask"]);
  if (data.length !== nRows || (mask && mask.length !== nRows)) {
    throw new BcifDamage(`a column of ${category} has ${data.length} values for ${nRows} rows`);
  }
  const toRaw = rawConverter(data);
  return Array.from({ length: nRows }, (_, row) => {
    if (mask?.[row] === 1) return ".";
    if (mask?.[row] === 2) return "?";
    return toRaw(row);
  });
}

function rawConverter(data: DecodedColumn): (row: number) => string {
  if (data instanceof Float32Array) return (row) => shortestFloat32(data[row]!);
  if (ArrayBuffer.isView(data)) return (row) => String(data[row]);
  return (row) => quoteCif(data[row]!);
}

/** The shortest decimal that is the same single-precision number (9 digits always suffice). */
function shortestFloat32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
