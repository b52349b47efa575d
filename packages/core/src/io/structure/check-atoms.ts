/** Refuses atoms of one model that lie at one place. */

import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";
import { type AtomRows, rowLabel } from "./atom-rows.ts";

/** Å: the last digit of PDB files. */
const resolution = 0.001;

/**
 * Two atoms with equal coordinates (rounded to 0.001 Å) are an InputError, unless they are alternates: different alternate
 * labels, both set or on one atom name of one residue number.
 */
export function checkCoincidentAtoms(
  rows: AtomRows,
  modelRows: readonly number[],
  options: ReadOptions,
): void {
  const at = rows.xyz.map((value) => Math.round(value / resolution));
  const compare = (a: number, b: number): number =>
    at[3 * a]! - at[3 * b]! || at[3 * a + 1]! - at[3 * b + 1]! || at[3 * a + 2]! - at[3 * b + 2]!;
  const sorted = Int32Array.from(modelRows).sort((a, b) => compare(a, b) || a - b);
  for (let s = 0; s < sorted.length; s++) {
    for (let t = s + 1; t < sorted.length && compare(sorted[s]!, sorted[t]!) === 0; t++) {
      if (!areAlternates(rows, sorted[s]!, sorted[t]!)) {
        throw coincident(rows, sorted[s]!, sorted[t]!, options);
      }
    }
  }
}

function areAlternates(rows: AtomRows, i: number, j: number): boolean {
  const { altLoc, name, authAsymId, authSeqId, insCode } = rows;
  if (altLoc[i] === altLoc[j]) return false;
  if (altLoc[i] !== "" && altLoc[j] !== "") return true;
  return (
    name[i] === name[j] &&
    authAsymId[i] === authAsymId[j] &&
    authSeqId[i] === authSeqId[j] &&
    insCode[i] === insCode[j]
  );
}

function coincident(rows: AtomRows, first: number, second: number, options: ReadOptions): Error {
  const at = [0, 1, 2].map((axis) => rows.xyz[3 * first + axis]!.toFixed(3)).join(", ");
  return inputFault(
    placeOf(options, rows.line[second]),
    `the atoms ${rowLabel(rows, first)} (line ${rows.line[first]}) and ${rowLabel(rows, second)} lie at one place (${at}); move or delete one, or give alternates different labels`,
  );
}
