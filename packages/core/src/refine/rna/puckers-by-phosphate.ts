/** The pucker of every ribose by where the phosphate behind it stands: the judges' rule. */

import { allConformers, conformerFor, residueConformers } from "../../model/conformers.ts";
import { polymerLinks } from "../../model/polymer-links.ts";
import type { Structure } from "../../model/structure.ts";
import { sugarPucker } from "../../model/sugar-pucker.ts";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";

/** What the phosphates say of the sugar of each residue. */
export function puckersByPhosphate(structure: Structure): (residue: number) => Pucker {
  const conformers = residueConformers(structure);
  const { next } = polymerLinks(structure, conformers);
  return (residue) => {
    const own = allConformers(conformers[residue]!)[0]!;
    const behind = conformers[next[residue]!];
    return sugarPucker(structure.atoms.xyz, own, behind && conformerFor(behind, own.altLoc));
  };
}
