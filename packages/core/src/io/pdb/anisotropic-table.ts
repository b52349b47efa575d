/** ANISOU records → `_atom_site_anisotrop`. */

import { type CifTable, makeTable } from "../cif/cif-document.ts";
import { quoteCif } from "../cif/cif-value.ts";
import type { ReadOptions } from "../input-fault.ts";
import type { AtomRows } from "../structure/atom-rows.ts";
import type { AnisotropicRecord } from "./parse-pdb.ts";
import { integerIn } from "./pdb-record.ts";

/** U11 U22 U33 U12 U13 U23 in columns of seven, in 10⁻⁴ Å². */
const firstColumns = [29, 36, 43, 50, 57, 64];
const items = ["[1][1]", "[2][2]", "[3][3]", "[1][2]", "[1][3]", "[2][3]"].map((index) => `U${index}`);

/** The table, or none. A value that is no number is an InputError. */
export function anisotropicTable(
  records: readonly AnisotropicRecord[],
  rows: AtomRows,
  options: ReadOptions,
): CifTable[] {
  if (records.length === 0) return [];
  const values = records.map(({ atom, record }) => [
    quoteCif(rows.id[atom]!),
    rows.symbol[atom]!,
    ...firstColumns.map((first) => {
      const u = integerIn(record, [first, first + 6], "an anisotropic displacement", options);
      return (u / 1e4).toFixed(4);
    }),
  ]);
  return [makeTable("_atom_site_anisotrop", ["id", "type_symbol", ...items], values)];
}
