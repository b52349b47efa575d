/**
 * Van der Waals radii of heavy atoms with their hydrogens folded in, for the stages of refinement that have no hydrogens.
 *
 * Source: probe 2.x (Word et al. 1999, J. Mol. Biol. 285, 1711): the radii for implicit hydrogens where an atom bears some, the
 * radii for explicit ones where it bears none. Å.
 */
const implicit: Readonly<Record<number, number>> = { 6: 1.9, 7: 1.7, 8: 1.5, 15: 1.8, 16: 1.9, 34: 2.0 };
const bare: Readonly<Record<number, number>> = { 6: 1.7, 7: 1.55, 8: 1.4, 15: 1.8, 16: 1.8, 34: 1.9 };

/** Radius of the elements that the table lacks (halogens, others), Å. */
const otherRadius = 1.75;
/** Metals are held by bonds to their donors; this radius keeps all else off their coordination shell, Å. */
const metalRadius = 1.0;

/** Radius of a heavy atom, Å. */
export function unitedAtomRadius(atomicNumber: number, bearsHydrogen: boolean, isMetal: boolean): number {
  if (isMetal) return metalRadius;
  return (bearsHydrogen ? implicit : bare)[atomicNumber] ?? otherRadius;
}

/** Overlap of two radii from which the judges speak of a clash, Å. */
export const clashOverlap = 0.4;

/** Donor and acceptor of a hydrogen bond may come this near, Å: between heavy atoms; where one is sulphur. */
export const hydrogenBondDistance = { general: 2.65, sulphur: 3.1 } as const;
