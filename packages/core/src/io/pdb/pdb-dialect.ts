/** How a PDB file departs from the columns of the format, as far as all of its atoms together tell. */

import { standardComponents } from "../../tables/standard-components.ts";
import { isLeftAligned } from "./infer-element.ts";

export interface PdbDialect {
  /** Atom names begin in column 13 whatever their element is. */
  readonly isLeftAligned: boolean;
  /** Residue names have four letters (`TIP3`, `POPC`) and run into column 21, where others put the first of two chain letters. */
  readonly hasWideNames: boolean;
}

/** Looks over the atom records of a file. */
export function detectPdbDialect(text: string): PdbDialect {
  return { isLeftAligned: hasLeftAlignedNames(text), hasWideNames: hasWideNames(text) };
}

/** Whether more standard residues have their names in column 13 than in column 14, among the first 200. */
function hasLeftAlignedNames(text: string): boolean {
  let left = 0;
  let right = 0;
  for (const match of text.matchAll(/^(?:ATOM {2}|HETATM).{6}(.{4}).(.{3})/gm)) {
    if (match[1]!.startsWith(" ")) right++;
    else if (isLeftAligned(match[1]!, match[2]!.trim())) left++;
    if (left + right >= 200) break;
  }
  return left > right;
}

/** Column 21 belongs to the residue name, unless a standard residue stands before it: then chains have two letters. */
function hasWideNames(text: string): boolean {
  let isUsed = false;
  for (const match of text.matchAll(/^(?:ATOM {2}|HETATM).{11}(\S{3})\S/gm)) {
    const kind = standardComponents.get(match[1]!)?.kind;
    if (kind !== undefined && kind !== "water") return false;
    isUsed = true;
  }
  return isUsed;
}
