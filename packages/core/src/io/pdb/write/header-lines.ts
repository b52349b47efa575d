/** mmCIF categories → PDB header lines, for models that did not come from a PDB file. */

import type { Structure } from "../../../model/structure.ts";
import { type CifBlock, columnOf, findTable, rawAt, rowCount } from "../../cif/cif-document.ts";
import { numberOf, textOrEmpty } from "../../cif/cif-value.ts";
import type { PdbNames } from "./fit-to-pdb.ts";
import { continuedLines, type PdbField, pdbLine } from "./pdb-layout.ts";

/** Reads the items of one row as text ("" for none). */
export type RowReader = (item: string) => string;

/** A reader for each row of a category, none where it is absent. */
export function rowsOf(block: CifBlock, category: string): RowReader[] {
  const table = findTable(block, category);
  if (!table) return [];
  return Array.from(
    { length: rowCount(table) },
    (_, row) => (item: string) => textOrEmpty(rawAt(table, row, columnOf(table, item))),
  );
}

/** HEADER, TITLE, KEYWDS, EXPDTA, AUTHOR, REMARK, SEQRES and the crystal, in the order of the format. */
export function titleLines(block: CifBlock, structure: Structure, names: PdbNames): string[] {
  const id = structure.entryId.length <= 4 ? structure.entryId.toUpperCase() : "";
  const [keywords] = rowsOf(block, "_struct_keywords");
  const [status] = rowsOf(block, "_pdbx_database_status");
  const methods = rowsOf(block, "_exptl").map((row) => row("method"));
  const authors = rowsOf(block, "_audit_author").map((row) => row("name"));
  return [
    pdbLine(
      "HEADER",
      [11, 50, (keywords?.("pdbx_keywords") ?? "").slice(0, 40)],
      [51, 59, pdbDate(status?.("recvd_initial_deposition_date") ?? "")],
      [63, 66, id],
    ),
    ...continuedLines("TITLE", rowsOf(block, "_struct")[0]?.("title") ?? ""),
    ...continuedLines("KEYWDS", keywords?.("text") ?? ""),
    ...continuedLines("EXPDTA", methods.join("; ")),
    ...continuedLines("AUTHOR", authors.join(", ")),
    ...remarkLines(block),
    ...renameLines(names),
  ];
}

const monthNames = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

/** 2016-11-14 → 14-NOV-16. */
function pdbDate(iso: string): string {
  const match = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(iso);
  return match ? `${match[3]}-${monthNames[Number(match[2]) - 1] ?? "JAN"}-${match[1]}` : "";
}

function remarkLines(block: CifBlock): string[] {
  return rowsOf(block, "_database_PDB_remark").flatMap((row) => {
    const number = numberOf(row("id"));
    if (!(number >= 0 && number <= 999)) return [];
    return row("text")
      .split("\n")
      .map((text) => pdbLine("REMARK", [8, 10, number], [11, 80, text.slice(0, 70)]));
  });
}

/** What was called otherwise, so that the file explains itself. */
export function renameLines(names: PdbNames): string[] {
  const lines = [
    ...[...names.chains].map(([from, to]) => `CHAIN ${to} IS CHAIN ${from} OF THE MODEL`),
    ...[...names.components].map(([from, to]) => `COMPONENT ${to} IS COMPONENT ${from} OF THE MODEL`),
  ];
  return lines.map((text) => pdbLine("REMARK", [8, 10, 999], [12, 80, text]));
}

/** SEQRES of every polymer chain, thirteen components a line. */
export function sequenceLines(structure: Structure, names: PdbNames): string[] {
  const { chains, entities } = structure;
  return chains.authAsymId.flatMap((authAsymId, chain) => {
    const { sequence } = entities[chains.entityOf[chain]!]!;
    const lines: string[] = [];
    for (let start = 0; start < sequence.length; start += 13) {
      const fields = sequence.slice(start, start + 13).map((compId, i): PdbField => {
        const name = names.components.get(compId) ?? compId;
        return [20 + 4 * i, 22 + 4 * i, name.slice(0, 3).padStart(3)];
      });
      const name = names.chains.get(authAsymId) ?? authAsymId;
      lines.push(
        pdbLine("SEQRES", [8, 10, lines.length + 1], [12, 12, name], [14, 17, sequence.length], ...fields),
      );
    }
    return lines;
  });
}

/** CRYST1, ORIGXn, SCALEn, MTRIXn as far as the categories are there. */
export function crystalLines(block: CifBlock): string[] {
  const [cell] = rowsOf(block, "_cell");
  const [symmetry] = rowsOf(block, "_symmetry");
  const lines: string[] = [];
  const lengths = ["a", "b", "c"].map((axis) => numberOf(cell?.(`length_${axis}`) ?? "?"));
  const angles = ["alpha", "beta", "gamma"].map((angle) => numberOf(cell?.(`angle_${angle}`) ?? "?"));
  if (
    lengths.every((length) => length > 0 && length < 1e5) &&
    angles.every((angle) => angle > 0 && angle < 180)
  ) {
    lines.push(
      pdbLine(
        "CRYST1",
        ...lengths.map((length, i): PdbField => [7 + 9 * i, 15 + 9 * i, length.toFixed(3).padStart(9)]),
        ...angles.map((angle, i): PdbField => [34 + 7 * i, 40 + 7 * i, angle.toFixed(2).padStart(7)]),
        [56, 66, (symmetry?.("space_group_name_H-M") || "P 1").slice(0, 11)],
      ),
    );
  }
  const [frame] = rowsOf(block, "_database_PDB_matrix");
  const [fractions] = rowsOf(block, "_atom_sites");
  lines.push(...matrixLines("ORIGX", frame, "origx", "origx_vector"));
  lines.push(...matrixLines("SCALE", fractions, "fract_transf_matrix", "fract_transf_vector"));
  for (const operator of rowsOf(block, "_struct_ncs_oper")) {
    const isGiven = operator("code") === "given";
    const serial = numberOf(operator("id"));
    if (!(serial >= 1 && serial <= 999)) continue;
    for (const line of matrixLines("MTRIX", operator, "matrix", "vector")) {
      const numbered = `${line.slice(0, 7)}${String(serial).padStart(3)}${line.slice(10, 59)}${isGiven ? "1" : " "}`;
      lines.push(numbered.padEnd(80));
    }
  }
  return lines;
}

function matrixLines(record: string, row: RowReader | undefined, matrix: string, vector: string): string[] {
  if (!row) return [];
  const lines = [1, 2, 3].map((i) => {
    const numbers = [1, 2, 3].map((j) => numberOf(row(`${matrix}[${i}][${j}]`) || "?"));
    const shift = numberOf(row(`${vector}[${i}]`) || "?");
    if (![...numbers, shift].every((value) => Math.abs(value) < 1e4)) return "";
    return pdbLine(
      `${record}${i}`,
      ...numbers.map((value, j): PdbField => [11 + 10 * j, 20 + 10 * j, value.toFixed(6).padStart(10)]),
      [46, 55, shift.toFixed(5).padStart(10)],
    );
  });
  return lines.includes("") ? [] : lines;
}
