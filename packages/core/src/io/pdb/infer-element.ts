/** The element of an atom from its PDB name field, where the element columns are empty. */

import { atomicNumberOf } from "../../tables/elements.ts";
import { standardComponents } from "../../tables/standard-components.ts";

/** Two-letter symbols that are believed even where a file does not align its names. */
const unmistakable = new Set(["BR", "CL", "CU", "FE", "MG", "MN", "SE", "ZN"]);

/**
 * The symbol (upper case) for the four characters of columns 13–16, or "" where none fits. In standard residues it is the
 * first letter (selenium apart), in ions the name of the component; else columns 13–14 hold the symbol right-adjusted: ` CA `
 * is carbon, `CA  ` calcium. Four-character names (`HG11`, `CAA1`) begin in column 13 without being two-letter elements.
 *
 * @param isLeftAligned whether the file begins all names in column 13, so that the alignment says nothing
 */
export function inferElement(nameField: string, compId: string, isLeftAligned: boolean): string {
  const name = nameField.trim().toUpperCase();
  const letters = /[A-Z]+/.exec(name)?.[0] ?? "";
  const first = letters.charAt(0);
  const pair = letters.slice(0, 2);
  if (standardComponents.has(compId)) {
    const isSelenium = (compId === "MSE" || compId === "SEC") && name.startsWith("SE");
    return isSelenium ? "SE" : known(first);
  }
  const isIon = pair.length === 2 && letters === /^[A-Z]+/.exec(compId.toUpperCase())?.[0];
  if (isIon && known(pair)) return pair;
  const isPairPlaced = /^[A-Za-z]{2}/.test(nameField) && name.length < 4;
  // Hydrogens of ligands often begin in column 13; mercury is the one element of that group that occurs.
  const isHydrogen = first === "H" && name !== "HG";
  const isPair = isPairPlaced && !isHydrogen && (!isLeftAligned || unmistakable.has(pair));
  return (isPair && known(pair)) || known(first) || known(pair);
}

/** Whether an atom of a standard residue begins its name (C, N, O, CA …) in column 13. */
export function isLeftAligned(nameField: string, compId: string): boolean {
  const kind = standardComponents.get(compId)?.kind;
  return (
    kind !== undefined && kind !== "water" && /^[A-Z]\S{0,2}\s/.test(nameField) && !nameField.startsWith("SE")
  );
}

const known = (symbol: string): string => (symbol !== "" && atomicNumberOf(symbol) > 0 ? symbol : "");
