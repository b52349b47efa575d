/** A CIF file as blocks of tables that keeps every item in order; values stay as written (raw), so nothing is lost. */

/**
 * One category: a loop, or consecutive `_tag value` pairs (then it has one row). `values` are raw, row after row: quotes and
 * semicolons included, which keeps `.` apart from `'.'`. `cif-value.ts` turns them into text and numbers and back.
 */
export interface CifTable {
  /** The common part of the tags, `_atom_site`; "" for tags without a dot (core CIF). */
  readonly category: string;
  /** Full tags as written: `_atom_site.id`. */
  readonly tags: readonly string[];
  readonly values: readonly string[];
  readonly isLoop: boolean;
  /** Line of each row of a loop, of each tag of pairs; empty in tables that were not read. Lines count from 1. */
  readonly lines: readonly number[];
}

/** A `save_` frame (dictionaries). */
export interface CifFrame {
  readonly frameName: string;
  readonly items: readonly CifTable[];
}

/** A `data_` block. */
export interface CifBlock {
  readonly name: string;
  readonly items: readonly (CifTable | CifFrame)[];
}

export interface CifDocument {
  readonly blocks: readonly CifBlock[];
}

/** `_atom_site` of `_atom_site.id`; "" without a dot. */
export function categoryOf(tag: string): string {
  const dot = tag.indexOf(".");
  return dot < 0 ? "" : tag.slice(0, dot);
}

/** Whether an item of a block is a save frame. */
export function isFrame(item: CifTable | CifFrame): item is CifFrame {
  return "frameName" in item;
}

/** The table of a category (`_atom_site`, any case), if the block or frame has it. */
export function findTable(block: CifBlock | CifFrame, category: string): CifTable | undefined {
  const wanted = category.toLowerCase();
  for (const item of block.items) {
    if (!isFrame(item) && item.category.toLowerCase() === wanted) return item;
  }
  return undefined;
}

/** Number of rows; pairs are one row. */
export function rowCount(table: CifTable): number {
  return table.tags.length === 0 ? 0 : table.values.length / table.tags.length;
}

/** Position of an item (`Cartn_x`, without category, any case) among the tags, or -1. */
export function columnOf(table: CifTable, item: string): number {
  const wanted = `${table.category}.${item}`.toLowerCase();
  return table.tags.findIndex((tag) => tag.toLowerCase() === wanted);
}

/** The raw value in a row and column; `?` for column -1 (an absent item is an unknown one). */
export function rawAt(table: CifTable, row: number, column: number): string {
  return column < 0 ? "?" : table.values[row * table.tags.length + column]!;
}

/** The line of a row (of a pair), where the table was read from a file. */
export function lineOf(table: CifTable, row: number, column: number): number | undefined {
  return table.lines[table.isLoop ? row : column];
}

/** A table from rows of raw values, item names without category. One row is written as pairs. */
export function makeTable(
  category: string,
  items: readonly string[],
  rows: readonly (readonly string[])[],
): CifTable {
  return {
    category,
    tags: items.map((item) => `${category}.${item}`),
    values: rows.flat(),
    isLoop: rows.length !== 1,
    lines: [],
  };
}

/** The block with `table` in place of the table of its category, or at the end. */
export function withTable(block: CifBlock, table: CifTable): CifBlock {
  const old = findTable(block, table.category);
  const items = old ? block.items.map((item) => (item === old ? table : item)) : [...block.items, table];
  return { ...block, items };
}

/** The block without the tables of a category. */
export function withoutTable(block: CifBlock, category: string): CifBlock {
  const old = findTable(block, category);
  return old ? { ...block, items: block.items.filter((item) => item !== old) } : block;
}

/** The table with one more row, given as item → raw value. Items it lacks become columns, `?` in the earlier rows. */
export function withRow(table: CifTable, row: Readonly<Record<string, string>>): CifTable {
  const wide = withColumns(table, Object.keys(row));
  const added = wide.tags.map((tag) => {
    const item = Object.keys(row).find(
      (key) => `${table.category}.${key}`.toLowerCase() === tag.toLowerCase(),
    );
    return item === undefined ? "?" : row[item]!;
  });
  return { ...wide, values: [...wide.values, ...added], isLoop: true, lines: [] };
}

/** The table with columns for all of `items`; new ones hold `?`. */
export function withColumns(table: CifTable, items: readonly string[]): CifTable {
  const missing = items.filter((item) => columnOf(table, item) < 0);
  if (missing.length === 0) return table;
  const values: string[] = [];
  for (let row = 0; row < rowCount(table); row++) {
    values.push(...table.values.slice(row * table.tags.length, (row + 1) * table.tags.length));
    values.push(...missing.map(() => "?"));
  }
  return {
    ...table,
    tags: [...table.tags, ...missing.map((item) => `${table.category}.${item}`)],
    values,
    lines: [],
  };
}
