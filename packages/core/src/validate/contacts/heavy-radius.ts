/** Radii of heavy atoms while hydrogens are placed: those of reduce, where rings and carbonyls differ from other carbons. */
import { isAromaticRingAtom, isSideChainCarbonyl, peptideResidues } from "../../tables/contact-chemistry.ts";
import { aromaticCarbonRadius, carbonylCarbonRadius, contactRadii } from "../../tables/contact-radii.ts";
import type { ContactSites } from "./contact-sites.ts";

/** Van der Waals radius of a heavy atom of the sites, Å. */
export function heavyRadius(sites: ContactSites, atom: number): number {
  if (sites.element[atom] !== 6) return contactRadii(sites.element[atom]!).vdw;
  const residue = sites.structure.residues.compId[sites.residueOf[atom]!]!;
  const name = sites.name[atom]!;
  const isCarbonyl = (name === "C" && peptideResidues.has(residue)) || isSideChainCarbonyl(residue, name);
  if (isCarbonyl) return carbonylCarbonRadius;
  return isAromaticRingAtom(residue, name) ? aromaticCarbonRadius : contactRadii(6).vdw;
}
