/** HEADER, TITLE, KEYWDS, EXPDTA, AUTHOR → what the entry is called and how it was made. */

import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteCif, quoteOrUnknown } from "../../cif/cif-value.ts";
import { columns } from "../pdb-record.ts";
import { continuedText, type HeaderContext, recordsOf } from "./header-context.ts";

const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

/** The PDB id of HEADER (also extended ones, `pdb_00001abc`), or "". */
export function pdbIdOf(context: Pick<HeaderContext, "header">): string {
  const record = context.header.get("HEADER")?.[0];
  return record ? columns(record, 63, 80).split(/\s/)[0]! : "";
}

/** `_entry`, `_database_2`, `_pdbx_database_status`, `_struct`, `_struct_keywords`, `_exptl`, `_audit_author`. */
export function titleTables(context: HeaderContext): CifTable[] {
  const id = context.structure.entryId;
  const entry = quoteCif(id);
  const tables = [makeTable("_entry", ["id"], [[entry]])];
  const pdbId = pdbIdOf(context);
  const header = recordsOf(context, "HEADER")[0];
  if (pdbId !== "")
    tables.push(makeTable("_database_2", ["database_id", "database_code"], [["PDB", quoteCif(pdbId)]]));
  const date = header ? isoDate(columns(header, 51, 59)) : "";
  if (date !== "") {
    tables.push(
      makeTable("_pdbx_database_status", ["entry_id", "recvd_initial_deposition_date"], [[entry, date]]),
    );
  }
  const title = continuedText(recordsOf(context, "TITLE"));
  if (title !== "") tables.push(makeTable("_struct", ["entry_id", "title"], [[entry, quoteCif(title)]]));
  const keywords = continuedText(recordsOf(context, "KEYWDS"));
  const classification = header ? columns(header, 11, 50) : "";
  if (keywords !== "" || classification !== "") {
    const items = ["entry_id", "pdbx_keywords", "text"];
    tables.push(
      makeTable("_struct_keywords", items, [
        [entry, quoteOrUnknown(classification), quoteOrUnknown(keywords)],
      ]),
    );
  }
  tables.push(...methodTables(context, entry));
  return tables;
}

function methodTables(context: HeaderContext, entry: string): CifTable[] {
  const split = (text: string, separator: string): string[] =>
    text
      .split(separator)
      .map((part) => part.trim())
      .filter(Boolean);
  const methods = split(continuedText(recordsOf(context, "EXPDTA")), ";");
  const authors = split(continuedText(recordsOf(context, "AUTHOR")), ",");
  const tables: CifTable[] = [];
  if (methods.length > 0) {
    tables.push(
      makeTable(
        "_exptl",
        ["entry_id", "method"],
        methods.map((method) => [entry, quoteCif(method)]),
      ),
    );
  }
  if (authors.length > 0) {
    const rows = authors.map((author, i) => [quoteCif(author), String(i + 1)]);
    tables.push(makeTable("_audit_author", ["name", "pdbx_ordinal"], rows));
  }
  return tables;
}

/** 14-NOV-16 → 2016-11-14, or "" where it is no date. The PDB began in 1971: years below 71 are of this century. */
function isoDate(text: string): string {
  const match = /^(\d\d)-([A-Z]{3})-(\d\d)$/.exec(text.toUpperCase());
  const month = match ? months.indexOf(match[2]!) + 1 : 0;
  if (!match || month === 0) return "";
  const year = Number(match[3]) < 71 ? `20${match[3]}` : `19${match[3]}`;
  return `${year}-${String(month).padStart(2, "0")}-${match[1]}`;
}
