/** What each term is given: flat lists of restraints with indices into the atoms. Angles in rad, lengths in Å. */
import type { IndexLists } from "../neighbors/exclusions.ts";

/** n distances. */
export interface BondList {
  /** [n,2] */
  readonly atoms: Int32Array;
  /** [n] Å */
  readonly ideal: Float64Array;
  /** [n] Å, > 0 */
  readonly sigma: Float64Array;
}

/** n angles atom1–atom2–atom3 with the vertex in the middle. */
export interface AngleList {
  /** [n,3] */
  readonly atoms: Int32Array;
  /** [n] rad */
  readonly ideal: Float64Array;
  /** [n] rad, > 0 */
  readonly sigma: Float64Array;
}

/** n torsions; `period` equal minima a turn. */
export interface TorsionList {
  /** [n,4] */
  readonly atoms: Int32Array;
  /** [n] rad */
  readonly ideal: Float64Array;
  /** [n] rad, > 0 */
  readonly sigma: Float64Array;
  /** [n], ≥ 1 */
  readonly period: Int32Array;
}

/** n groups of coplanar atoms: group i has atoms[start[i]] … atoms[start[i+1]-1]. */
export interface PlaneList {
  readonly atoms: Int32Array;
  /** [n+1] */
  readonly start: Int32Array;
  /** [n] Å, > 0 */
  readonly sigma: Float64Array;
}

/** n chiral volumes (r1−c)·((r2−c)×(r3−c)). */
export interface ChiralityList {
  /** [n,4] centre, 1, 2, 3 */
  readonly atoms: Int32Array;
  /** [n] Å³, signed */
  readonly ideal: Float64Array;
  /** [n] Å³, > 0 */
  readonly sigma: Float64Array;
  /** [n] 1 where either hand is legal. */
  readonly bothHands: Uint8Array;
}

/** n atoms tied to positions. */
export interface PositionList {
  /** [n] */
  readonly atoms: Int32Array;
  /** [n] Å each */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** [n] Å, > 0 */
  readonly sigma: Float64Array;
}

/** Which atoms repel each other, and how near they may come. */
export interface RepulsionRules {
  /** [nAtoms] class of each atom: element, hydrogen-bond role, whatever decides distances. */
  readonly classOf: Int32Array;
  readonly nClasses: number;
  /** [nClasses,nClasses] Å, symmetric: least distance of two atoms; 0 = they never repel. */
  readonly minDistance: Float64Array;
  /** Pairs that never repel: see `excludeBonded`. */
  readonly excluded: IndexLists;
  /** [nAtoms] alternate conformation, 0 = present in all. */
  readonly conformerOf?: Int32Array;
  /** Pairs are listed up to this much beyond their least distance, Å; default 1. A speed setting: results do not depend on it. */
  readonly skin?: number;
  /** The list is renewed after so many evaluations even if nothing moved far; default 100. */
  readonly renewEvery?: number;
  /** Listed neighbours of an atom; default 128. */
  readonly maxNeighbors?: number;
}
