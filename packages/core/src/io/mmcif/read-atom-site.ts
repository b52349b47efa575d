/** `_atom_site` → atom rows, every value checked. */

import { atomicNumberOf } from "../../tables/elements.ts";
import { type CifTable, columnOf, lineOf, rawAt, rowCount } from "../cif/cif-document.ts";
import { isNull, numberOf, textOf, textOrEmpty } from "../cif/cif-value.ts";
import { inputFault, placeOf, type ReadOptions, shown } from "../input-fault.ts";
import { inferElement } from "../pdb/infer-element.ts";
import type { AtomRows, LabelColumns } from "../structure/atom-rows.ts";
import { type AtomRecord, toAtomRows } from "../structure/to-atom-rows.ts";

export interface AtomSite {
  readonly rows: AtomRows;
  readonly notes: readonly string[];
}

/** Positions of the items that are read, -1 where absent. */
type Columns = ReturnType<typeof findColumns>;

function findColumns(table: CifTable) {
  const column = (item: string, fallback?: string): number => {
    const found = columnOf(table, item);
    return found < 0 && fallback !== undefined ? columnOf(table, fallback) : found;
  };
  return {
    group: column("group_PDB"),
    id: column("id"),
    symbol: column("type_symbol"),
    name: column("label_atom_id", "auth_atom_id"),
    altLoc: column("label_alt_id"),
    compId: column("label_comp_id", "auth_comp_id"),
    authAsymId: column("auth_asym_id", "label_asym_id"),
    authSeqId: column("auth_seq_id", "label_seq_id"),
    insCode: column("pdbx_PDB_ins_code"),
    x: column("Cartn_x"),
    y: column("Cartn_y"),
    z: column("Cartn_z"),
    occ: column("occupancy"),
    bIso: column("B_iso_or_equiv"),
    charge: column("pdbx_formal_charge"),
    model: column("pdbx_PDB_model_num"),
    labelAsymId: column("label_asym_id"),
    labelEntityId: column("label_entity_id"),
    labelSeqId: column("label_seq_id"),
  };
}

/** Items without which there is no model. */
const required = ["x", "y", "z", "name", "compId", "authAsymId", "authSeqId"] as const;

const itemNames: Readonly<Record<(typeof required)[number], string>> = {
  x: "Cartn_x",
  y: "Cartn_y",
  z: "Cartn_z",
  name: "label_atom_id",
  compId: "label_comp_id",
  authAsymId: "auth_asym_id",
  authSeqId: "auth_seq_id",
};

/** Reads all rows. A missing item or a value that is not what it should be is an InputError with its line. */
export function readAtomSite(table: CifTable, options: ReadOptions): AtomSite {
  const columns = findColumns(table);
  for (const key of required) {
    if (columns[key] < 0) {
      const place = placeOf(options, lineOf(table, 0, 0), "_atom_site");
      throw inputFault(place, `_atom_site has no ${itemNames[key]}; the model cannot be read without it`);
    }
  }
  const reader = new RowReader(table, columns, options);
  const records: AtomRecord[] = [];
  const nRows = rowCount(table);
  for (let row = 0; row < nRows; row++) records.push(reader.read(row));
  const rows = toAtomRows(records);
  const label = labelColumns(table, columns, nRows);
  return { rows: label ? { ...rows, label } : rows, notes: reader.notes() };
}

/** The label ids, where every row has a chain and the table has the item at all. */
function labelColumns(table: CifTable, columns: Columns, nRows: number): LabelColumns | undefined {
  if (columns.labelAsymId < 0) return undefined;
  const asymId: string[] = [];
  const entityId: string[] = [];
  const seqId = new Int32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    const raw = rawAt(table, row, columns.labelAsymId);
    if (isNull(raw)) return undefined;
    asymId.push(textOf(raw));
    entityId.push(textOrEmpty(rawAt(table, row, columns.labelEntityId)));
    const number = numberOf(rawAt(table, row, columns.labelSeqId));
    seqId[row] = Number.isInteger(number) ? number : 0;
  }
  return { asymId, entityId, seqId };
}

class RowReader {
  private readonly table: CifTable;
  private readonly columns: Columns;
  private readonly options: ReadOptions;
  private inferredElements = 0;
  private unnumbered = 0;

  constructor(table: CifTable, columns: Columns, options: ReadOptions) {
    this.table = table;
    this.columns = columns;
    this.options = options;
  }

  read(row: number): AtomRecord {
    const { columns } = this;
    const compId = this.text(row, columns.compId);
    const name = this.text(row, columns.name);
    return {
      line: lineOf(this.table, row, 0) ?? 0,
      isHet: this.text(row, columns.group) === "HETATM",
      id: this.text(row, columns.id) || String(row + 1),
      name,
      compId,
      altLoc: this.text(row, columns.altLoc),
      authAsymId: this.text(row, columns.authAsymId),
      authSeqId: this.authSeqId(row),
      insCode: this.text(row, columns.insCode),
      x: this.number(row, columns.x, Number.NaN),
      y: this.number(row, columns.y, Number.NaN),
      z: this.number(row, columns.z, Number.NaN),
      occ: this.number(row, columns.occ, 1),
      bIso: this.number(row, columns.bIso, 0),
      ...this.element(row, name, compId),
      charge: this.charge(row),
      model: this.model(row),
      segment: 0,
    };
  }

  notes(): string[] {
    const notes: string[] = [];
    if (this.inferredElements > 0) {
      notes.push(
        `${this.inferredElements} atoms have no type_symbol; elements were taken from the atom names`,
      );
    }
    if (this.unnumbered > 0) {
      notes.push(`${this.unnumbered} atoms have no residue number; 0 was taken`);
    }
    if (this.columns.occ < 0) notes.push("the file has no occupancies; 1 was taken");
    if (this.columns.bIso < 0) notes.push("the file has no B factors; 0 was taken");
    return notes;
  }

  private raw(row: number, column: number): string {
    return rawAt(this.table, row, column);
  }

  private text(row: number, column: number): string {
    return textOrEmpty(this.raw(row, column));
  }

  /** The number; `absent` for `.`, `?` and missing items, a fault where `absent` is NaN. */
  private number(row: number, column: number, absent: number): number {
    const raw = this.raw(row, column);
    const value = numberOf(raw);
    if (!Number.isNaN(value)) return value;
    if (isNull(raw) && !Number.isNaN(absent)) return absent;
    throw this.fault(row, column, "not a number; mend or delete the atom");
  }

  private authSeqId(row: number): number {
    const { authSeqId, labelSeqId } = this.columns;
    for (const column of [authSeqId, labelSeqId]) {
      const raw = this.raw(row, column);
      if (isNull(raw)) continue;
      const value = numberOf(raw);
      if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
      throw this.fault(row, column, "not a whole number");
    }
    this.unnumbered++;
    return 0;
  }

  private element(row: number, name: string, compId: string): { symbol: string; element: number } {
    const raw = this.raw(row, this.columns.symbol);
    const given = textOf(raw).toUpperCase();
    const isGiven = !isNull(raw) && given !== "";
    if (!isGiven) this.inferredElements++;
    // Some programs write ions as ZN2+ here. Without alignment of names only the letters can tell.
    const symbol = isGiven ? given.replace(/\d*[+-]?$/, "") : inferElement(name.padEnd(4), compId, true);
    const element = atomicNumberOf(symbol);
    if (element > 0) return { symbol, element };
    throw this.fault(row, this.columns.symbol, `no element (atom ${name} of ${compId}); write its symbol`);
  }

  private charge(row: number): number {
    const match = /^([+-]?)(\d+)([+-]?)$/.exec(this.text(row, this.columns.charge));
    if (!match) return 0;
    const size = Math.min(Number(match[2]), 127);
    return match[1] === "-" || match[3] === "-" ? -size : size;
  }

  private model(row: number): number {
    const raw = this.raw(row, this.columns.model);
    if (isNull(raw)) return 1;
    const value = numberOf(raw);
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
    throw this.fault(row, this.columns.model, "not a whole number");
  }

  private fault(row: number, column: number, sentence: string): Error {
    const field = column < 0 ? "_atom_site" : this.table.tags[column]!;
    const id = this.text(row, this.columns.id) || String(row + 1);
    return inputFault(
      placeOf(this.options, lineOf(this.table, row, column), field),
      `${field} of atom ${id} is ${shown(this.raw(row, column))}, ${sentence}`,
    );
  }
}
