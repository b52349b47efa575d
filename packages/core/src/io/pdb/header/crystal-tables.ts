/** CRYST1, ORIGXn, SCALEn, MTRIXn → cell, symmetry, and the operators between frames. */

import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteCif, quoteOrUnknown } from "../../cif/cif-value.ts";
import { columns, integerIn, type PdbRecord } from "../pdb-record.ts";
import { type HeaderContext, recordsOf } from "./header-context.ts";

/** `_cell`, `_symmetry`, `_database_PDB_matrix`, `_atom_sites`, `_struct_ncs_oper`. */
export function crystalTables(context: HeaderContext): CifTable[] {
  const entry = quoteCif(context.structure.entryId);
  return [
    ...cellTables(context, entry),
    ...matrixTable(context, entry, {
      category: "_database_PDB_matrix",
      record: "ORIGX",
      matrix: "origx",
      vector: "origx_vector",
    }),
    ...matrixTable(context, entry, {
      category: "_atom_sites",
      record: "SCALE",
      matrix: "fract_transf_matrix",
      vector: "fract_transf_vector",
    }),
    ...ncsTable(context),
  ];
}

function cellTables(context: HeaderContext, entry: string): CifTable[] {
  const record = recordsOf(context, "CRYST1")[0];
  if (!record) return [];
  const fields: [string, number, number][] = [
    ["length_a", 7, 15],
    ["length_b", 16, 24],
    ["length_c", 25, 33],
    ["angle_alpha", 34, 40],
    ["angle_beta", 41, 47],
    ["angle_gamma", 48, 54],
    ["Z_PDB", 67, 70],
  ];
  const values = fields.map(([, first, last]) => quoteOrUnknown(columns(record, first, last)));
  const spaceGroup = quoteOrUnknown(columns(record, 56, 66));
  return [
    makeTable("_cell", ["entry_id", ...fields.map(([item]) => item)], [[entry, ...values]]),
    makeTable("_symmetry", ["entry_id", "space_group_name_H-M"], [[entry, spaceGroup]]),
  ];
}

interface MatrixNames {
  readonly category: string;
  readonly record: string;
  readonly matrix: string;
  readonly vector: string;
}

/** A 3 × 4 matrix of three records; none if one is missing. */
function matrixTable(context: HeaderContext, entry: string, names: MatrixNames): CifTable[] {
  const rows = [1, 2, 3].map((n) => recordsOf(context, `${names.record}${n}`)[0]);
  if (rows.some((row) => row === undefined)) return [];
  const { items, values } = operator(rows as PdbRecord[], names.matrix, names.vector);
  return [makeTable(names.category, ["entry_id", ...items], [[entry, ...values]])];
}

/** Items `matrix[i][j]` and `vector[i]` with the values of three records. */
function operator(rows: readonly PdbRecord[], matrix: string, vector: string) {
  const items: string[] = [];
  const values: string[] = [];
  rows.forEach((row, i) => {
    [11, 21, 31].forEach((first, j) => {
      items.push(`${matrix}[${i + 1}][${j + 1}]`);
      values.push(quoteOrUnknown(columns(row, first, first + 9)));
    });
    items.push(`${vector}[${i + 1}]`);
    values.push(quoteOrUnknown(columns(row, 46, 55)));
  });
  return { items, values };
}

function ncsTable(context: HeaderContext): CifTable[] {
  const bySerial = new Map<number, PdbRecord[]>();
  for (const type of ["MTRIX1", "MTRIX2", "MTRIX3"]) {
    for (const record of recordsOf(context, type)) {
      const serial = integerIn(record, [8, 10], "the serial number of MTRIX", context.options);
      bySerial.set(serial, [...(bySerial.get(serial) ?? []), record]);
    }
  }
  const complete = [...bySerial].filter(([, records]) => records.length === 3);
  if (complete.length === 0) return [];
  const rows = complete.map(([serial, records]) => {
    const isGiven = columns(records[0]!, 60, 60) === "1";
    return [String(serial), isGiven ? "given" : "generate", ...operator(records, "matrix", "vector").values];
  });
  const { items } = operator(complete[0]![1], "matrix", "vector");
  return [makeTable("_struct_ncs_oper", ["id", "code", ...items], rows)];
}
