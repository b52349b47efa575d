/** Distances of the input model that a refinement keeps where the map does not say otherwise: an elastic network with a robust loss. */

import { AtomGrid } from "../model/atom-grid.ts";
import type { Structure } from "../model/structure.ts";

/** n distances with a tolerance each, as the `contact` term takes them. */
export interface ContactList {
  /** [n,2] */
  readonly atoms: Int32Array;
  /** [n] Å: the distance in the input. */
  readonly ideal: Float64Array;
  /** [n] Å: deviations well beyond it no longer pull. */
  readonly sigma: Float64Array;
}

/** Atoms of different residues this near touch: hydrogen bonds, packing, ligands in their pockets (Å). */
const TOUCHING = 4.2;
const TOUCHING_SIGMA = 0.4;
/** One atom a residue and its neighbours this near: the fold (Å). */
const FOLD = 11;
const FOLD_SIGMA = 1;

/** Hydrogen bonds of the backbone, N to O: longest in the input, and what they are held to (Å). */
const HYDROGEN_BOND = { longest: 3.5, ideal: [2.8, 3.1], sigma: 0.2, leastApart: 3 } as const;

/** The atom that stands for its residue in the fold. */
const representatives = ["CA", "P", "C4'", "C4*"];

/** Contacts of the coordinates at hand. Pairs across alternate conformations and hydrogens are left out. */
export function findSelfContacts(structure: Structure): ContactList {
  const { atoms, residues, nAtoms } = structure;
  const heavy = Array.from({ length: nAtoms }, (_, i) => i).filter((i) => atoms.element[i]! > 1);
  const list = new ContactCollector(structure);
  list.addPairs(heavy, TOUCHING, TOUCHING_SIGMA);
  const centres: number[] = [];
  for (let residue = 0; residue < residues.nResidues; residue++) {
    const centre = representativeOf(structure, residue);
    if (centre !== undefined) centres.push(centre);
  }
  list.addPairs(centres, FOLD, FOLD_SIGMA);
  return list.finish();
}

/** Pairs that parted by more than this since the input are let go, Å. */
const PARTED = 2.5;
/** What is left is held with a wider reach: the model is about where it belongs. */
const WIDER = 1.75;

/**
 * The contacts that the model at `xyz` still has, for stages after the first: pairs that parted (or came together) do not pull each
 * other back, the others hold against more than before.
 */
export function keptContacts({ atoms, ideal, sigma }: ContactList, xyz: Float64Array): ContactList {
  const kept = [...ideal.keys()].filter(
    (i) => Math.abs(distance(xyz, atoms[2 * i]!, atoms[2 * i + 1]!) - ideal[i]!) <= PARTED,
  );
  return {
    atoms: Int32Array.from(kept.flatMap((i) => [atoms[2 * i]!, atoms[2 * i + 1]!])),
    ideal: Float64Array.from(kept, (i) => ideal[i]!),
    sigma: Float64Array.from(kept, (i) => (sigma[i]! > HYDROGEN_BOND.sigma ? WIDER : 1) * sigma[i]!),
  };
}

const distance = (xyz: Float64Array, a: number, b: number): number =>
  Math.hypot(...[0, 1, 2].map((axis) => xyz[3 * a + axis]! - xyz[3 * b + axis]!));

function representativeOf(
  { atoms, residues, chains, entities }: Structure,
  residue: number,
): number | undefined {
  const entity = entities[chains.entityOf[residues.chainOf[residue]!]!]!;
  if (entity.type === "water") return undefined;
  const [first, end] = [residues.atomStart[residue]!, residues.atomStart[residue + 1]!];
  for (const name of representatives) {
    for (let atom = first; atom < end; atom++) if (atoms.name[atom] === name) return atom;
  }
  return first;
}

class ContactCollector {
  private readonly structure: Structure;
  private readonly pairs: number[] = [];
  private readonly ideal: number[] = [];
  private readonly sigma: number[] = [];

  constructor(structure: Structure) {
    this.structure = structure;
  }

  addPairs(listed: readonly number[], cutoff: number, sigma: number): void {
    const { xyz, residueOf } = this.structure.atoms;
    const grid = new AtomGrid(xyz, cutoff, listed);
    for (const atom1 of listed) {
      for (const atom2 of grid.near(atom1, cutoff)) {
        if (atom2 <= atom1 || residueOf[atom1] === residueOf[atom2] || !this.coexist(atom1, atom2)) continue;
        const found = distance(xyz, atom1, atom2);
        this.pairs.push(atom1, atom2);
        if (this.isHydrogenBond(atom1, atom2, found)) {
          const [least, most] = HYDROGEN_BOND.ideal;
          this.ideal.push(Math.min(most, Math.max(least, found)));
          this.sigma.push(HYDROGEN_BOND.sigma);
        } else {
          this.ideal.push(found);
          this.sigma.push(sigma);
        }
      }
    }
  }

  /** Amide N and carbonyl O of residues that are not neighbours. */
  private isHydrogenBond(atom1: number, atom2: number, found: number): boolean {
    const { name, residueOf } = this.structure.atoms;
    const names = [name[atom1], name[atom2]];
    return (
      found <= HYDROGEN_BOND.longest &&
      names.includes("N") &&
      names.includes("O") &&
      Math.abs(residueOf[atom1]! - residueOf[atom2]!) >= HYDROGEN_BOND.leastApart
    );
  }

  private coexist(atom1: number, atom2: number): boolean {
    const { altLoc } = this.structure.atoms;
    return !altLoc[atom1] || !altLoc[atom2] || altLoc[atom1] === altLoc[atom2];
  }

  finish(): ContactList {
    return {
      atoms: Int32Array.from(this.pairs),
      ideal: Float64Array.from(this.ideal),
      sigma: Float64Array.from(this.sigma),
    };
  }
}
