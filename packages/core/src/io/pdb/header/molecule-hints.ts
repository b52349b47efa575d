/** SEQRES, MODRES, COMPND, HETNAM → what the header says about polymers and molecules. */

import type { PolymerHints } from "../../structure/infer-chains.ts";
import type { EntityHints } from "../../structure/place-chains.ts";
import { columns, type PdbHeader, type PdbRecord } from "../pdb-record.ts";
import { componentNames } from "./component-tables.ts";
import { continuedText } from "./header-context.ts";

/** Reads the hints; `blankChain` is what a blank chain column means. */
export function moleculeHints(header: PdbHeader, blankChain: string): PolymerHints & EntityHints {
  const chainOf = (record: PdbRecord, first: number, last: number): string =>
    columns(record, first, last) || blankChain;
  const sequences = new Map<string, string[]>();
  for (const record of header.get("SEQRES") ?? []) {
    const chain = chainOf(record, 11, 12);
    const list = sequences.get(chain) ?? [];
    list.push(...columns(record, 20, 70).split(/\s+/).filter(Boolean));
    sequences.set(chain, list);
  }
  const modified = new Set(
    (header.get("MODRES") ?? []).map(
      (record) => `${chainOf(record, 16, 17)}|${columns(record, 19, 22)}|${columns(record, 23, 23)}`,
    ),
  );
  return {
    sequences,
    modified,
    descriptions: moleculeNames(header, blankChain),
    componentNames: componentNames(header),
  };
}

/** COMPND: author chain → MOLECULE of its MOL_ID. */
function moleculeNames(header: PdbHeader, blankChain: string): Map<string, string> {
  const names = new Map<string, string>();
  let molecule = "";
  for (const part of continuedText(header.get("COMPND") ?? []).split(";")) {
    const [key, ...rest] = part.split(":");
    const value = rest.join(":").trim();
    if (key!.trim() === "MOL_ID") molecule = "";
    else if (key!.trim() === "MOLECULE") molecule = value;
    else if (key!.trim() === "CHAIN") {
      for (const chain of value.split(",")) names.set(chain.trim() || blankChain, molecule);
    }
  }
  return names;
}
