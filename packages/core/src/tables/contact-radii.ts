/**
 * Van der Waals and covalent radii, and the constants of all-atom contacts.
 *
 * Source: probe 2.x (Word, Lovell, LaBean et al. 1999, J. Mol. Biol. 285, 1711), free software of the Richardson
 * laboratory, taken over as numbers by packages/core/scripts/make-contact-radii.ts. Non-metals: Gavezzotti 1983 and
 * Bondi 1964; metals: ionic radii of Pauling and Shannon, their covalent radii are mostly ionic + 0.74 Å.
 */
import { contactRadiusRows } from "./data/contact-radii.ts";

/** Radii of one element, Å. Hydrogen's is that of a nonpolar one in the electron-cloud position. */
export interface ContactRadii {
  readonly vdw: number;
  readonly covalent: number;
  readonly isMetal: boolean;
}

const radiiOf: ContactRadii[] = [{ vdw: 1.05, covalent: 0, isMetal: false }];
for (const [atomicNumber, vdw, covalent, metal] of contactRadiusRows) {
  radiiOf[atomicNumber] = { vdw, covalent, isMetal: metal === 1 };
}

/** Radii of an element (1 to 102); an unknown one has the radius 1.05 Å and no bonds. */
export function contactRadii(atomicNumber: number): ContactRadii {
  return radiiOf[atomicNumber] ?? radiiOf[0]!;
}

/** Radius of hydrogens on N, O, S and on aromatic rings, Å. */
export const polarHydrogenRadius = 1.05;
/** Radius of the carbon of C=O in proteins, Å. */
export const carbonylCarbonRadius = 1.65;
/** Radius of carbons in aromatic rings, Å. */
export const aromaticCarbonRadius = 1.75;

export const contactRules = {
  /** Overlap from which a pair is a serious clash, Å. */
  clashOverlap: 0.4,
  /** How far a hydrogen bond may overlap before it counts as a bump, Å. */
  hydrogenBondAllowance: 0.6,
  /** The same between opposite charges. */
  chargedHydrogenBondAllowance: 0.8,
  /** Dots on the van der Waals surface per Å². */
  dotDensity: 16,
  /** Radius of the rolling probe, Å. */
  probeRadius: 0.25,
  /** Bonds are longer than the sum of covalent radii by no more than this … */
  bondTolerance: 0.2,
  /** … and shorter by no more than this. */
  bondShortfall: 0.6,
  /** Pairs this many bonds apart never clash; one more when an end is a hydrogen. */
  excludedBonds: 3,
  /** Atoms of lower occupancy neither clash nor are clashed with. */
  minOccupancy: 0.02,
} as const;
