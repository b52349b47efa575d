/** What each site is to others that touch it: its van der Waals radius with hydrogens explicit, and its part in hydrogen bonds. */

import type { Structure } from "../model/structure.ts";
import {
  isAcceptorFace,
  isAromaticHydrogen,
  isFiveRingCarbon,
  isPureDonor,
  isSideChainCarbonyl,
  knownNucleotides,
  proteinResidues,
} from "../tables/contact-chemistry.ts";
import {
  aromaticCarbonRadius,
  carbonylCarbonRadius,
  contactRadii,
  polarHydrogenRadius,
} from "../tables/contact-radii.ts";
import type { ModelHydrogens } from "./hydrogen-list.ts";

const [hydrogen, carbon, nitrogen, oxygen, sulphur] = [1, 6, 7, 8, 16];
const halogens = new Set([9, 17, 35, 53]);

/** What decides the distances of a site. */
export interface SiteKind {
  /** Å; 0: the site clashes with nothing. */
  readonly radius: number;
  readonly role: "plain" | "polarHydrogen" | "acceptor";
}

/** The kinds of the atoms, then of `hydrogens`: probe's radii (Word et al. 1999, J. Mol. Biol. 285, 1711). */
export function siteKinds(structure: Structure, hydrogens: ModelHydrogens): SiteKind[] {
  const parents = new Set(hydrogens.name.map((_, i) => hydrogens.list.atoms[4 * i]!));
  return [...atomKinds(structure, parents), ...hydrogenKinds(structure, hydrogens)];
}

function atomKinds(structure: Structure, parents: ReadonlySet<number>): SiteKind[] {
  const { element, name, residueOf } = structure.atoms;
  return name.map((atomName, atom) => {
    const z = element[atom]!;
    if (z === hydrogen) return { radius: 0, role: "plain" };
    const compId = structure.residues.compId[residueOf[atom]!]!;
    const radius = z === carbon ? carbonRadius(compId, atomName) : contactRadii(z).vdw;
    const isBearer = parents.has(atom);
    return { radius, role: isAcceptor(compId, atomName, z, isBearer) ? "acceptor" : "plain" };
  });
}

function carbonRadius(compId: string, name: string): number {
  if ((name === "C" && proteinResidues.has(compId)) || isSideChainCarbonyl(compId, name)) {
    return carbonylCarbonRadius;
  }
  const isAromatic = isAcceptorFace(compId, name) || isFiveRingCarbon(compId, name);
  return isAromatic ? aromaticCarbonRadius : contactRadii(carbon).vdw;
}

/** Oxygens, sulphurs, nitrogens without hydrogen, faces of aromatic rings, halogens of ligands. */
function isAcceptor(compId: string, name: string, z: number, isBearer: boolean): boolean {
  if (z === oxygen || z === sulphur) return true;
  if (z === nitrogen) return !isBearer && !isPureDonor(compId, name);
  if (halogens.has(z)) return !proteinResidues.has(compId) && !knownNucleotides.has(compId);
  return isAcceptorFace(compId, name);
}

function hydrogenKinds({ atoms, residues }: Structure, { list, name }: ModelHydrogens): SiteKind[] {
  return name.map((hydrogenName, i) => {
    const parent = list.atoms[4 * i]!;
    const isPolar = [nitrogen, oxygen, sulphur].includes(atoms.element[parent]!);
    if (isPolar) return { radius: polarHydrogenRadius, role: "polarHydrogen" };
    const compId = residues.compId[atoms.residueOf[parent]!]!;
    const isSmall = isAromaticHydrogen(compId, hydrogenName);
    return { radius: isSmall ? polarHydrogenRadius : contactRadii(hydrogen).vdw, role: "plain" };
  });
}
