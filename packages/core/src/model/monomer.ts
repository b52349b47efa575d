/** A chemical component and its restraints, as every kind of monomer dictionary comes out of its reader. */
import type { RestraintSource } from "./restraints.ts";

/** What a component is to a chain. `other`: ligands, ions, water and all that is not a link of a polymer. */
export type MonomerGroup = "peptide" | "rna" | "dna" | "pyranose" | "other";

/** Single, double, triple, aromatic, delocalised, to a metal, or not said. */
export type BondOrder = "single" | "double" | "triple" | "aromatic" | "deloc" | "metal" | "unknown";

export interface MonomerAtom {
  readonly name: string;
  /** Atomic number. */
  readonly element: number;
  /** Formal charge, e. */
  readonly charge: number;
}

/** Atoms by name; lengths in Å. */
export interface MonomerBond {
  readonly atoms: readonly [string, string];
  readonly order: BondOrder;
  readonly ideal: number;
  readonly sigma: number;
}

/** Vertex in the middle; degrees, as in the dictionaries. */
export interface MonomerAngle {
  readonly atoms: readonly [string, string, string];
  readonly idealDeg: number;
  readonly sigmaDeg: number;
}

/** Degrees; `period` ≥ 1. */
export interface MonomerTorsion {
  readonly atoms: readonly [string, string, string, string];
  readonly idealDeg: number;
  readonly sigmaDeg: number;
  readonly period: number;
}

/**
 * Centre first. `sign` is that of (r1−c)·((r2−c)×(r3−c)). Where `bothHands`, either sign is legal chemistry and `sign` is the
 * one that the atom names ask for (Val CG1/CG2, Leu CD1/CD2, phosphate OP1/OP2), or 0 where they ask for none.
 */
export interface MonomerChirality {
  readonly atoms: readonly [string, string, string, string];
  readonly sign: -1 | 0 | 1;
  readonly bothHands: boolean;
}

/** Coplanar atoms, σ in Å. */
export interface MonomerPlane {
  readonly atoms: readonly string[];
  readonly sigma: number;
}

export interface Monomer {
  readonly id: string;
  readonly name: string;
  readonly group: MonomerGroup;
  /** Where the numbers come from. */
  readonly source: RestraintSource;
  readonly atoms: readonly MonomerAtom[];
  readonly bonds: readonly MonomerBond[];
  readonly angles: readonly MonomerAngle[];
  readonly torsions: readonly MonomerTorsion[];
  readonly chirality: readonly MonomerChirality[];
  readonly planes: readonly MonomerPlane[];
}

/** Components of one origin: a user's file, a library, the built-in table. */
export interface MonomerDictionary {
  /** File name or `built-in`, for messages. */
  readonly name: string;
  readonly monomers: ReadonlyMap<string, Monomer>;
  /** Sentences about what was odd in it and tolerated. */
  readonly notes: readonly string[];
}
