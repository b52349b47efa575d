/** Puts hydrogens on a structure, for contacts and for whoever wants to see them. */
import type { Structure } from "../model/structure.ts";
import { contactGroundwork, hydrogensOf } from "./contacts/contact-groundwork.ts";
import { type HydrogenSet, hydrogenSet } from "./contacts/hydrogen-set.ts";

export type { HydrogenSet };

import { optimizeHydrogens } from "./contacts/optimize-hydrogens.ts";

/**
 * How hydrogens with freedom are placed: at the torsions of the tables; rotated and His protonated as contacts and hydrogen
 * bonds favour; or with Asn, Gln and His side chains turned around as well where that is clearly better.
 */
export type HydrogenVariant = "defaultTorsions" | "rotated" | "flipped";

/**
 * Hydrogens of all residues that a table knows; those of the file are left out of account. X–H lengths are those of the
 * electron cloud, as electron maps and contacts ask for. Agrees with reduce 4.16. Never fails: residues without table and
 * atoms without coordinates stay bare, which the notes tell.
 */
export function placeHydrogens(
  structure: Structure,
  options: { readonly variant: HydrogenVariant },
): HydrogenSet {
  const { variant } = options;
  const groundwork = contactGroundwork(structure);
  const hydrogens = hydrogensOf(groundwork, { ligands: variant !== "defaultTorsions" });
  if (variant === "defaultTorsions") return hydrogenSet(groundwork, hydrogens);
  const optimized = optimizeHydrogens({ ...groundwork, hydrogens: hydrogens.placed });
  return hydrogenSet(groundwork, hydrogens, optimized[variant]);
}
