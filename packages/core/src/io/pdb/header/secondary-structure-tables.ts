/** HELIX and SHEET → `_struct_conf`, `_struct_sheet` and its ranges, orders and registrations. */

import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteOrUnknown } from "../../cif/cif-value.ts";
import { columns, numberIn, type PdbRecord } from "../pdb-record.ts";
import {
  type HeaderContext,
  type ResidueColumns,
  recordsOf,
  residueIn,
  residueItems,
} from "./header-context.ts";

const helixStart: ResidueColumns = { comp: [16, 18], chain: [19, 20], seq: [22, 25], ins: 26 };
const helixEnd: ResidueColumns = { comp: [28, 30], chain: [31, 32], seq: [34, 37], ins: 38 };
const strandStart: ResidueColumns = { comp: [18, 20], chain: [21, 22], seq: [23, 26], ins: 27 };
const strandEnd: ResidueColumns = { comp: [29, 31], chain: [32, 33], seq: [34, 37], ins: 38 };
const bondHere: ResidueColumns = { comp: [46, 48], chain: [49, 50], seq: [51, 54], ins: 55 };
const bondBefore: ResidueColumns = { comp: [61, 63], chain: [64, 65], seq: [66, 69], ins: 70 };

const rangeItems = ["beg", "end"].flatMap((end) => [
  `${end}_label_comp_id`,
  `${end}_label_asym_id`,
  `${end}_label_seq_id`,
  `pdbx_${end}_PDB_ins_code`,
  `${end}_auth_comp_id`,
  `${end}_auth_asym_id`,
  `${end}_auth_seq_id`,
]);

/** Values of `rangeItems` for the two ends of a range. */
function rangeValues(context: HeaderContext, record: PdbRecord, ends: readonly ResidueColumns[]): string[] {
  return ends.flatMap((end) => {
    const r = residueItems(context, residueIn(context, record, end));
    return [r.compId, r.labelAsymId, r.labelSeqId, r.insCode, r.compId, r.authAsymId, r.authSeqId];
  });
}

export function secondaryStructureTables(context: HeaderContext): CifTable[] {
  return [...helixTables(context), ...sheetTables(context)];
}

function helixTables(context: HeaderContext): CifTable[] {
  const records = recordsOf(context, "HELIX");
  if (records.length === 0) return [];
  const items = [
    "conf_type_id",
    "id",
    "pdbx_PDB_helix_id",
    ...rangeItems,
    "pdbx_PDB_helix_class",
    "details",
    "pdbx_PDB_helix_length",
  ];
  const rows = records.map((record, i) => [
    "HELX_P",
    `HELX_P${i + 1}`,
    quoteOrUnknown(columns(record, 12, 14)),
    ...rangeValues(context, record, [helixStart, helixEnd]),
    quoteOrUnknown(columns(record, 39, 40)),
    quoteOrUnknown(columns(record, 41, 70)),
    quoteOrUnknown(columns(record, 72, 76)),
  ]);
  return [makeTable("_struct_conf_type", ["id"], [["HELX_P"]]), makeTable("_struct_conf", items, rows)];
}

function sheetTables(context: HeaderContext): CifTable[] {
  const records = recordsOf(context, "SHEET");
  if (records.length === 0) return [];
  const sheets = new Map<string, PdbRecord[]>();
  for (const record of records) {
    const id = columns(record, 12, 14) || "?";
    sheets.set(id, [...(sheets.get(id) ?? []), record]);
  }
  const ranges: string[][] = [];
  const orders: string[][] = [];
  const bonds: string[][] = [];
  for (const [id, strands] of sheets) {
    const sheet = quoteOrUnknown(id);
    strands.forEach((record, i) => {
      ranges.push([sheet, String(i + 1), ...rangeValues(context, record, [strandStart, strandEnd])]);
      if (i === 0) return;
      const pair = [sheet, String(i), String(i + 1)];
      const sense = numberIn(record, 39, 40);
      if (sense === 1 || sense === -1)
        orders.push([...pair, "?", sense === 1 ? "parallel" : "anti-parallel"]);
      if (columns(record, 42, 45) !== "") bonds.push([...pair, ...bondValues(context, record)]);
    });
  }
  const rows = [...sheets].map(([id, strands]) => [quoteOrUnknown(id), String(strands.length)]);
  return [
    makeTable("_struct_sheet", ["id", "number_strands"], rows),
    makeTable("_struct_sheet_order", ["sheet_id", "range_id_1", "range_id_2", "offset", "sense"], orders),
    makeTable("_struct_sheet_range", ["sheet_id", "id", ...rangeItems], ranges),
    makeTable("_pdbx_struct_sheet_hbond", ["sheet_id", "range_id_1", "range_id_2", ...bondItems], bonds),
  ];
}

const bondItems = [1, 2].flatMap((n) => [
  `range_${n}_label_atom_id`,
  `range_${n}_label_comp_id`,
  `range_${n}_label_asym_id`,
  `range_${n}_label_seq_id`,
  `range_${n}_PDB_ins_code`,
  `range_${n}_auth_asym_id`,
  `range_${n}_auth_seq_id`,
]);

/** The registration of a strand: an atom of the strand before it, and one of its own. */
function bondValues(context: HeaderContext, record: PdbRecord): string[] {
  const end = (atom: string, where: ResidueColumns): string[] => {
    const r = residueItems(context, residueIn(context, record, where));
    return [
      quoteOrUnknown(atom),
      r.compId,
      r.labelAsymId,
      r.labelSeqId,
      r.insCode,
      r.authAsymId,
      r.authSeqId,
    ];
  };
  return [...end(columns(record, 57, 60), bondBefore), ...end(columns(record, 42, 45), bondHere)];
}
