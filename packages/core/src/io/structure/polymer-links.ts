/** Which residues are monomers of a polymer, and which of them are bonded: by component names, atom names and distances. */

import { standardComponents } from "../../tables/standard-components.ts";
import type { AtomRows } from "./atom-rows.ts";
import type { ResidueDraft } from "./group-residues.ts";

/** A polymer link longer than this (Å) is a gap: bad models stretch peptide bonds (1.33) and P–O bonds (1.61) a good deal. */
const longestLink = 2.5;

/** Terminal groups that are components of their own; they count where they are bonded. */
const caps = new Set(["ACE", "FOR", "NH2", "NME"]);

/** What a residue is by itself: the backbone that its component or its atom names say; undefined for no monomer. */
export function monomerKind(rows: AtomRows, residue: ResidueDraft): "protein" | "rna" | "dna" | undefined {
  const standard = standardComponents.get(residue.compId);
  if (standard?.kind === "water") return undefined;
  if (standard?.kind === "protein" || standard?.kind === "dna" || caps.has(residue.compId)) {
    return standard?.kind ?? "protein";
  }
  const names = new Set(residue.rows.map((row) => rows.name[row]!.replaceAll("*", "'")));
  const sugar = ["C1'", "C3'", "C4'", "C5'", "O3'"].every((name) => names.has(name));
  // Old files write deoxynucleotides as A, C, G: the hydroxyl decides where the sugar is there.
  if (standard?.kind === "rna") return sugar && !names.has("O2'") ? "dna" : "rna";
  if (sugar) return names.has("O2'") ? "rna" : "dna";
  return ["N", "CA", "C"].every((name) => names.has(name)) ? "protein" : undefined;
}

/** Whether `second` follows `first` through a peptide bond (C–N) or a phosphodiester (O3'–P), by distance. */
export function isLinked(rows: AtomRows, first: ResidueDraft, second: ResidueDraft): boolean {
  return isClose(rows, first, second, "C", "N") || isClose(rows, first, second, "O3'", "P");
}

function isClose(
  rows: AtomRows,
  first: ResidueDraft,
  second: ResidueDraft,
  name1: string,
  name2: string,
): boolean {
  const ends1 = atomsNamed(rows, first, name1);
  if (ends1.length === 0) return false;
  const ends2 = atomsNamed(rows, second, name2);
  return ends1.some((a) => ends2.some((b) => distance(rows, a, b) <= longestLink));
}

function atomsNamed(rows: AtomRows, residue: ResidueDraft, name: string): number[] {
  const old = name.replace("'", "*");
  return residue.rows.filter((row) => rows.name[row] === name || rows.name[row] === old);
}

function distance({ xyz }: AtomRows, a: number, b: number): number {
  return Math.hypot(
    xyz[3 * a]! - xyz[3 * b]!,
    xyz[3 * a + 1]! - xyz[3 * b + 1]!,
    xyz[3 * a + 2]! - xyz[3 * b + 2]!,
  );
}
