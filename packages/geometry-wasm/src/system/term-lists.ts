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

/** Which points repel each other, and how near they may come: n atoms (`repulsion`), or n sites, hydrogens included (`clash`). */
export interface RepulsionRules {
  /** [n] class of each point: element, hydrogen-bond role, whatever decides distances. */
  readonly classOf: Int32Array;
  readonly nClasses: number;
  /** [nClasses,nClasses] Å, symmetric: least distance of two points; 0 = they never repel. */
  readonly minDistance: Float64Array;
  /** Pairs that never repel: see `excludeBonded`. */
  readonly excluded: IndexLists;
  /** [n] alternate conformation, 0 = present in all. */
  readonly conformerOf?: Int32Array;
  /** Pairs are listed up to this much beyond their least distance, Å; default 1. A speed setting: results do not depend on it. */
  readonly skin?: number;
  /** The list is renewed after so many evaluations even if nothing moved far; default 100. */
  readonly renewEvery?: number;
  /** Listed neighbours of an atom; default 128. */
  readonly maxNeighbors?: number;
}

/** n Cβ atoms and where they belong: two constructions from N, CA and C, averaged. */
export interface CbetaList {
  /** [n,4] N, CA, C, CB */
  readonly atoms: Int32Array;
  /** [n] Å: CA–CB */
  readonly length: Float64Array;
  /** [n] rad: C–CA–CB and N–C–CA–CB */
  readonly angleC: Float64Array;
  readonly dihedralN: Float64Array;
  /** [n] rad: N–CA–CB and C–N–CA–CB */
  readonly angleN: Float64Array;
  readonly dihedralC: Float64Array;
  /** [n] Å, > 0 */
  readonly sigma: Float64Array;
}

/** One axis of a torsion map. */
export interface TorsionAxis {
  /** Grid points a turn, at least 4. */
  readonly size: number;
  /** rad: after it the map comes round; 2π, or π where half a turn gives the same side chain. */
  readonly turn: number;
  /** rad: where point 0 lies. */
  readonly origin: number;
}

/** What one to four torsions cost: a periodic cubic spline through the points of a grid. */
export interface TorsionMap {
  readonly axes: readonly TorsionAxis[];
  /** Cost at the grid points, the last axis runs fastest. */
  readonly cost: Float64Array | Float32Array;
}

/**
 * n sets of torsions with a map each. The atoms of set i, atoms[start[i]] … atoms[start[i+1]-1], are a chain whose successive
 * fours are its torsions: C N CA C N for φ and ψ, N CA CB CG CD for χ1 and χ2.
 */
export interface TorsionMapList {
  readonly atoms: Int32Array;
  /** [n+1] */
  readonly start: Int32Array;
  /** [n] */
  readonly mapOf: Int32Array;
  readonly maps: readonly TorsionMap[];
}

/** n RNA suites and the clusters that they may belong to. */
export interface SuiteList {
  /** [n,10] C5' C4' C3' O3' of one nucleotide, P O5' C5' C4' C3' O3' of the next: δ ε ζ α β γ δ. */
  readonly atoms: Int32Array;
  /** [n] cluster to go to, or -1: the nearest at each evaluation. */
  readonly targetOf: Int32Array;
  /** [nCenters,7] rad */
  readonly center: Float64Array;
  /** [nCenters,7] rad, > 0: z = 1 at the edge of a cluster. */
  readonly halfWidth: Float64Array;
}
