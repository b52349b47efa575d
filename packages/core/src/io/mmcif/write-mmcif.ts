/** Model file and structures → mmCIF bytes: atoms anew, all other categories as they were. */

import type { Structure } from "../../model/structure.ts";
import {
  type CifBlock,
  columnOf,
  findTable,
  rawAt,
  rowCount,
  withoutTable,
  withTable,
} from "../cif/cif-document.ts";
import { textOf } from "../cif/cif-value.ts";
import { writeCif } from "../cif/write-cif.ts";
import type { ModelFile } from "../model-file.ts";
import { type RefinementExtras, withExtras } from "./refinement-extras.ts";
import { writeAtomSite } from "./write-atom-site.ts";

/**
 * Writes `structures` (one a model; coordinates, B, occupancies and the set of atoms may differ from the file's) with every
 * category of `file`. Values that did not change keep their digits. Anisotropic displacements of atoms that are gone go too.
 */
export function writeMmcif(
  file: ModelFile,
  structures: Structure | readonly Structure[],
  extras: RefinementExtras = {},
): Uint8Array {
  const { cif, block: index } = file.document;
  const block = cif.blocks[index]!;
  const list = Array.isArray(structures) ? (structures as readonly Structure[]) : [structures as Structure];
  const { table, ids } = writeAtomSite(file, list, findTable(block, "_atom_site"));
  const whole = withExtras(withTable(withAnisotropic(block, ids), table), list[0]!.entryId, extras);
  const blocks = cif.blocks.map((other, i) => (i === index ? whole : other));
  return new TextEncoder().encode(writeCif({ blocks }));
}

/** `_atom_site_anisotrop` without the rows of absent atoms. */
function withAnisotropic(block: CifBlock, ids: ReadonlySet<string>): CifBlock {
  const table = findTable(block, "_atom_site_anisotrop");
  if (!table) return block;
  const column = columnOf(table, "id");
  const values: string[] = [];
  for (let row = 0; row < rowCount(table); row++) {
    if (!ids.has(textOf(rawAt(table, row, column)))) continue;
    values.push(...table.values.slice(row * table.tags.length, (row + 1) * table.tags.length));
  }
  if (values.length === 0) return withoutTable(block, table.category);
  return withTable(block, { ...table, values, lines: [] });
}
