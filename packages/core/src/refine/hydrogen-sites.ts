/** What placing hydrogens asks of a model: its conformers, its bonds, and who stands around an atom in one conformer. */

import { monomersOf } from "../model/compile-restraints.ts";
import { type ResidueConformers, residueConformers } from "../model/conformers.ts";
import type { Monomer, MonomerDictionary } from "../model/monomer.ts";
import { polymerLinks } from "../model/polymer-links.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import type { PlacementRule } from "../tables/hydrogen-placement.ts";

/** One hydrogen: parent and references as atom indices, angles in degrees as in the tables. */
export interface HydrogenSite {
  readonly name: string;
  /** Alternate label, "" for none. */
  readonly altLoc: string;
  /** Parent first. */
  readonly atoms: readonly number[];
  readonly rule: PlacementRule;
  /** Å */
  readonly length: number;
  readonly parameter1: number;
  readonly parameter2: number;
}

export interface HydrogenContext {
  readonly structure: Structure;
  readonly bonded: Restraints["bonded"];
  /** Per residue. */
  readonly conformers: readonly ResidueConformers[];
  /** Per residue; undefined where no dictionary knows the component. */
  readonly monomers: readonly (Monomer | undefined)[];
  /** Per residue: the one bonded in front, -1 for none. */
  readonly previous: Int32Array;
}

export function hydrogenContext(
  structure: Structure,
  { bonded }: Restraints,
  dictionaries: readonly MonomerDictionary[],
): HydrogenContext {
  const conformers = residueConformers(structure);
  return {
    structure,
    bonded,
    conformers,
    monomers: monomersOf(structure, dictionaries),
    previous: polymerLinks(structure, conformers).previous,
  };
}

/**
 * The heavy atoms that an atom is bonded to in the conformer `label` ("": whatever has none, or the first of each name). Partners
 * of one name are alternatives of each other and count once.
 */
export function heavyNeighbours(
  { structure, bonded }: HydrogenContext,
  atom: number,
  label: string,
): number[] {
  const { element, altLoc, name } = structure.atoms;
  const found: number[] = [];
  for (let k = bonded.start[atom]!; k < bonded.start[atom + 1]!; k++) {
    const other = bonded.list[k]!;
    if (element[other] === 1 || found.some((known) => name[known] === name[other])) continue;
    if (label === "" || altLoc[other] === "" || altLoc[other] === label) found.push(other);
  }
  return found;
}
