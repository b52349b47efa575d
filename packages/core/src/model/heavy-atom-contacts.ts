/** How near heavy atoms that are not bonded may come, without hydrogens in the model: what the repulsion term takes. */
import { clashOverlap, hydrogenBondDistance, unitedAtomRadius } from "../tables/united-atom-radii.ts";
import type { AtomChemistry } from "./atom-chemistry.ts";
import type { Structure } from "./structure.ts";

/** Pairs with fewer bonds between them have no contact. */
export const fewestBondsOfContact = 4;

/** Atoms sorted into classes with equal contacts. */
export interface HeavyAtomContacts {
  /** [nAtoms] */
  readonly classOf: Int32Array;
  readonly nClasses: number;
  /** [nClasses,nClasses] Å, symmetric: the shortest distance that is no clash; 0 where an atom is a hydrogen. */
  readonly minDistance: Float64Array;
  /** [nAtoms] alternate label as a number, 0 for none: atoms of different labels (neither 0) have no contact. */
  readonly conformerOf: Int32Array;
}

interface ContactClass {
  readonly radius: number;
  readonly isDonor: boolean;
  readonly isAcceptor: boolean;
  readonly isSulphur: boolean;
}

const sulphur = 16;

/**
 * Classes and distances for atoms at least four bonds apart (metals: without a bond): united-atom radii less the overlap that
 * the judges allow; less still between a donor and an acceptor of a hydrogen bond.
 */
export function heavyAtomContacts(structure: Structure, chemistry: AtomChemistry): HeavyAtomContacts {
  const { element, altLoc } = structure.atoms;
  const classes: ContactClass[] = [];
  const known = new Map<string, number>();
  const labels = [...new Set(altLoc)].filter((label) => label !== "");
  const classOf = Int32Array.from(element, (z, atom) => {
    const own: ContactClass = {
      radius:
        z === 1 ? 0 : unitedAtomRadius(z, chemistry.hydrogens[atom]! > 0, chemistry.isMetal[atom] === 1),
      isDonor: chemistry.isDonor[atom] === 1,
      isAcceptor: chemistry.isAcceptor[atom] === 1,
      isSulphur: z === sulphur,
    };
    const key = Object.values(own).join();
    if (!known.has(key)) known.set(key, classes.push(own) - 1);
    return known.get(key)!;
  });
  const nClasses = classes.length;
  return {
    classOf,
    nClasses,
    minDistance: Float64Array.from({ length: nClasses ** 2 }, (_, i) =>
      shortestContact(classes[Math.floor(i / nClasses)]!, classes[i % nClasses]!),
    ),
    conformerOf: Int32Array.from(altLoc, (label) => labels.indexOf(label) + 1),
  };
}

function shortestContact(a: ContactClass, b: ContactClass): number {
  if (a.radius === 0 || b.radius === 0) return 0;
  const plain = a.radius + b.radius - clashOverlap;
  const canBond = (a.isDonor && b.isAcceptor) || (a.isAcceptor && b.isDonor);
  if (!canBond) return plain;
  return Math.min(plain, hydrogenBondDistance[a.isSulphur || b.isSulphur ? "sulphur" : "general"]);
}
