/** Header records that no other table holds, kept line by line in a category of our own. */

import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteCif } from "../../cif/cif-value.ts";
import type { HeaderContext } from "./header-context.ts";

/** Category of the lines; `writePdb` gives them back. */
export const verbatimCategory = "_cryoreel_pdb_record";

/** Records whose whole content is in other tables, or follows from the atoms. */
const converted = new Set([
  ..."HEADER TITLE KEYWDS EXPDTA AUTHOR REMARK DBREF DBREF1 DBREF2 SEQADV SEQRES MODRES HET HETNAM".split(
    " ",
  ),
  ..."HETSYN FORMUL HELIX SHEET SSBOND LINK CISPEP CRYST1 ORIGX1 ORIGX2 ORIGX3 SCALE1 SCALE2 SCALE3".split(
    " ",
  ),
  ..."MTRIX1 MTRIX2 MTRIX3 CONECT".split(" "),
]);

/** The table of all other lines, or none. */
export function verbatimTable({ header }: HeaderContext): CifTable[] {
  const records = [...header].filter(([type]) => !converted.has(type)).flatMap(([, list]) => list);
  if (records.length === 0) return [];
  const rows = records.map((record, i) => [String(i + 1), quoteCif(record.text.trimEnd())]);
  return [makeTable(verbatimCategory, ["ordinal", "text"], rows)];
}
