/** How near heavy atoms that are not bonded may come, without hydrogens in the model. */
import { clashOverlap, hydrogenBondDistance, unitedAtomRadius } from "../tables/united-atom-radii.ts";
import type { AtomChemistry } from "./atom-chemistry.ts";
import type { Structure } from "./structure.ts";

/** Pairs with fewer bonds between them have no contact. */
export const fewestBondsOfContact = 4;

/** Per atom; 0 for hydrogens, which take no part. */
export interface HeavyAtomContacts {
  /** [nAtoms] Å */
  readonly radius: Float64Array;
  readonly chemistry: AtomChemistry;
  /** [nAtoms] 1 for sulphur. */
  readonly isSulphur: Uint8Array;
}

/** Radii and roles of all atoms. A carbon, nitrogen or oxygen of unknown chemistry counts as bearing hydrogens. */
export function heavyAtomContacts(structure: Structure, chemistry: AtomChemistry): HeavyAtomContacts {
  const { element } = structure.atoms;
  const radius = Float64Array.from(element, (z, atom) =>
    z === 1 ? 0 : unitedAtomRadius(z, chemistry.hydrogens[atom]! > 0, chemistry.isMetal[atom] === 1),
  );
  return { radius, chemistry, isSulphur: Uint8Array.from(element, (z) => Number(z === 16)) };
}

/**
 * The shortest distance of two heavy atoms at least four bonds apart that is no clash, Å: radii less the overlap that the judges
 * allow; less still between a donor and an acceptor. Pairs of different alternate labels have no contact at all.
 */
export function shortestContact(contacts: HeavyAtomContacts, atom1: number, atom2: number): number {
  const { radius, chemistry, isSulphur } = contacts;
  const plain = radius[atom1]! + radius[atom2]! - clashOverlap;
  const { isDonor, isAcceptor } = chemistry;
  const canBond =
    (isDonor[atom1] === 1 && isAcceptor[atom2] === 1) || (isAcceptor[atom1] === 1 && isDonor[atom2] === 1);
  if (!canBond) return plain;
  const bonded =
    isSulphur[atom1] || isSulphur[atom2] ? hydrogenBondDistance.sulphur : hydrogenBondDistance.general;
  return Math.min(plain, bonded);
}
