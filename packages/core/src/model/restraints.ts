/** The stereochemistry of one structure as flat index lists with targets: what the geometry kernels consume. */

/** Lists of n restraints, indices point into the atom arrays. Angles in radians, lengths in Å. */
export interface BondList {
  /** [n,2] */
  readonly atoms: Int32Array;
  /** [n] Å */
  readonly ideal: Float64Array;
  /** [n] Å */
  readonly sigma: Float64Array;
}

/** Bond angles atom1–atom2–atom3, vertex in the middle. */
export interface AngleList {
  /** [n,3] */
  readonly atoms: Int32Array;
  /** [n] rad */
  readonly ideal: Float64Array;
  /** [n] rad */
  readonly sigma: Float64Array;
}

/** Torsions with period: z is the least of |φ − ideal − 2πk/period| over k, divided by sigma. ω of peptides is among them. */
export interface TorsionList {
  /** [n,4] */
  readonly atoms: Int32Array;
  /** [n] rad */
  readonly ideal: Float64Array;
  /** [n] rad */
  readonly sigma: Float64Array;
  /** [n], ≥ 1 */
  readonly period: Int32Array;
  /** [n] what the torsion is: an index into `torsionKinds`. */
  readonly kind: Uint8Array;
}

/** The kinds of torsion that the restraints distinguish. */
export const torsionKinds = ["omega", "planar", "sugar", "other"] as const;
export type TorsionKind = (typeof torsionKinds)[number];

/** Groups of coplanar atoms, ragged: group i has atoms[start[i]] … atoms[start[i+1]-1], at least 3 of them (4 to have an effect). */
export interface PlaneList {
  readonly atoms: Int32Array;
  /** [n+1] */
  readonly start: Int32Array;
  /** One σ per group, Å: [n] */
  readonly sigma: Float64Array;
}

/** Chiral centres: signed volume (r1−c)·((r2−c)×(r3−c)) of centre c, Å³. */
export interface ChiralityList {
  /** [n,4] centre, 1, 2, 3 */
  readonly atoms: Int32Array;
  /** [n] Å³, signed; positive where `bothHands` */
  readonly ideal: Float64Array;
  /** [n] Å³ */
  readonly sigma: Float64Array;
  /** [n] 1 where either hand is legal chemistry (phosphate oxygens, branches of Val and Leu): compare |volume|. */
  readonly bothHands: Uint8Array;
  /** [n] where `bothHands`: the sign of the volume that the atom names ask for (+1, -1), 0 for none; else 0. */
  readonly namedSign: Int8Array;
}

/** Where the restraints of an atom came from. */
export const restraintSources = ["built-in", "dictionary", "library", "input-geometry", "none"] as const;
export type RestraintSource = (typeof restraintSources)[number];

/** All restraints of a structure and the bonded topology behind them. */
export interface Restraints {
  readonly nAtoms: number;
  readonly bonds: BondList;
  readonly angles: AngleList;
  readonly torsions: TorsionList;
  readonly planes: PlaneList;
  readonly chirality: ChiralityList;
  /** All covalent and metal bonds (also those without target) as an adjacency: neighbours of atom i are list[start[i]…start[i+1]-1]. */
  readonly bonded: { readonly start: Int32Array; readonly list: Int32Array };
  /** [nAtoms] index into `restraintSources`. */
  readonly sourceOf: Uint8Array;
  /** Sentences for the user: what was inferred, linked, unlinked, taken from the input geometry. */
  readonly notes: readonly string[];
}
