/** What a refinement adds to a model file: the program, how the model was fitted, and what came out. */

import {
  type CifBlock,
  columnOf,
  findTable,
  makeTable,
  rawAt,
  rowCount,
  withColumns,
  withRow,
  withTable,
} from "../cif/cif-document.ts";
import { numberOf, quoteCif, quoteOrUnknown } from "../cif/cif-value.ts";

/** A row of `_software`. */
export interface SoftwareEntry {
  readonly name: string;
  readonly version: string;
  /** As `refinement`, `model building`. */
  readonly classification: string;
  readonly description?: string;
  readonly location?: string;
}

/** A row of `_em_3d_fitting`. */
export interface EmFitting {
  /** `_em_3d_fitting.ref_protocol`, as `FLEXIBLE FIT`. */
  readonly protocol: string;
  /** `_em_3d_fitting.ref_space`. */
  readonly space: "REAL" | "RECIPROCAL";
  /** What was optimised, as `FRC`. */
  readonly targetCriteria: string;
  /** Å² */
  readonly overallBValue?: number;
  readonly details?: string;
}

/** A row of `_refine_ls_restr`: how far one kind of restraint is from its targets. */
export interface RestraintStatistic {
  /** As `f_bond_d`, `f_angle_d` (names that wwPDB takes). */
  readonly type: string;
  /** Root mean square deviation in the unit of the kind. */
  readonly devIdeal: number;
  readonly count: number;
}

/** All parts are optional; what is absent leaves the file as it was. */
export interface RefinementExtras {
  readonly software?: readonly SoftwareEntry[];
  readonly fitting?: EmFitting;
  /** Target resolution, Å: `_refine.ls_d_res_high`. */
  readonly dMin?: number;
  /** Text for `_refine.details`. */
  readonly details?: string;
  readonly restraints?: readonly RestraintStatistic[];
}

const method = "'ELECTRON MICROSCOPY'";

/** The block with the extras: software and fittings are appended, statistics of an earlier refinement replaced. */
export function withExtras(block: CifBlock, entryId: string, extras: RefinementExtras): CifBlock {
  const entry = quoteCif(entryId);
  let result = block;
  for (const software of extras.software ?? []) result = withSoftware(result, software);
  if (extras.fitting) result = withFitting(result, entry, extras.fitting);
  if (extras.dMin !== undefined || extras.details !== undefined || extras.restraints) {
    result = withRefine(result, entry, extras);
  }
  if (extras.restraints) result = withRestraints(result, extras.restraints);
  return result;
}

function withSoftware(block: CifBlock, software: SoftwareEntry): CifBlock {
  return appended(block, "_software", {
    pdbx_ordinal: nextNumber(block, "_software", "pdbx_ordinal"),
    name: quoteCif(software.name),
    version: quoteOrUnknown(software.version),
    classification: quoteOrUnknown(software.classification),
    description: quoteOrUnknown(software.description),
    location: quoteOrUnknown(software.location),
    type: "program",
  });
}

function withFitting(block: CifBlock, entry: string, fitting: EmFitting): CifBlock {
  return appended(block, "_em_3d_fitting", {
    entry_id: entry,
    id: nextNumber(block, "_em_3d_fitting", "id"),
    ref_protocol: quoteCif(fitting.protocol),
    ref_space: fitting.space,
    target_criteria: quoteCif(fitting.targetCriteria),
    overall_b_value: fitting.overallBValue === undefined ? "?" : fitting.overallBValue.toFixed(2),
    details: quoteOrUnknown(fitting.details),
  });
}

/** Sets items of the one row of `_refine` that is about electron microscopy; items not given stay. */
function withRefine(block: CifBlock, entry: string, extras: RefinementExtras): CifBlock {
  const given: Record<string, string> = { entry_id: entry, pdbx_refine_id: method };
  if (extras.dMin !== undefined) given["ls_d_res_high"] = extras.dMin.toFixed(2);
  if (extras.details !== undefined) given["details"] = quoteOrUnknown(extras.details);
  const table = findTable(block, "_refine");
  if (!table || rowCount(table) !== 1) return appended(block, "_refine", given);
  const wide = withColumns(table, Object.keys(given));
  const values = [...wide.values];
  for (const [item, raw] of Object.entries(given)) values[columnOf(wide, item)] = raw;
  return withTable(block, { ...wide, values });
}

/** Replaces the deviations of earlier refinements by electron microscopy. */
function withRestraints(block: CifBlock, restraints: readonly RestraintStatistic[]): CifBlock {
  const items = ["pdbx_refine_id", "type", "dev_ideal", "number"];
  const rows = restraints.map(({ type, devIdeal, count }) => [
    method,
    quoteCif(type),
    devIdeal.toFixed(3),
    String(count),
  ]);
  return withTable(block, makeTable("_refine_ls_restr", items, rows));
}

function appended(block: CifBlock, category: string, row: Readonly<Record<string, string>>): CifBlock {
  const table = findTable(block, category);
  const items = Object.keys(row);
  return withTable(
    block,
    table && rowCount(table) > 0 ? withRow(table, row) : makeTable(category, items, [Object.values(row)]),
  );
}

/** One more than the largest number in a column. */
function nextNumber(block: CifBlock, category: string, item: string): string {
  const table = findTable(block, category);
  if (!table) return "1";
  const column = columnOf(table, item);
  let largest = 0;
  for (let row = 0; row < rowCount(table); row++) {
    const value = numberOf(rawAt(table, row, column));
    if (Number.isInteger(value)) largest = Math.max(largest, value);
  }
  return String(Math.max(largest, rowCount(table)) + 1);
}
