/** What the steps of compiling restraints share: the structure, its conformers, its monomers, and the growing lists. */
import { type Conformer, findAtom, type ResidueConformers } from "./conformers.ts";
import type { Monomer } from "./monomer.ts";
import type { RestraintLists } from "./restraint-lists.ts";
import type { Structure } from "./structure.ts";

export interface CompileContext {
  readonly structure: Structure;
  /** Per residue. */
  readonly conformers: readonly ResidueConformers[];
  /** Per residue; undefined where no dictionary knows the component. */
  readonly monomers: readonly (Monomer | undefined)[];
  readonly lists: RestraintLists;
}

/** Atoms of `names` in a conformer; undefined when one of them is absent. */
export function findAtoms<const N extends readonly string[]>(
  conformer: Conformer,
  names: N,
): { -readonly [K in keyof N]: number } | undefined {
  const found = names.map((name) => findAtom(conformer, name));
  return found.includes(-1) ? undefined : (found as { -readonly [K in keyof N]: number });
}

/**
 * Whether a restraint on `atoms`, found under a label, is to be emitted there. Under the first label everything is; under the
 * others only what has an atom of that label, since the rest has been emitted before.
 */
export function belongsToLabel(
  structure: Structure,
  atoms: readonly number[],
  label: string,
  isFirstLabel: boolean,
): boolean {
  return isFirstLabel || atoms.some((atom) => structure.atoms.altLoc[atom] === label);
}
