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

/** n residues with φ and ψ, and the cost of (φ, ψ) on a periodic grid, class by class. */
export interface RamachandranList {
  /** [n,5] C of the residue before, N, CA, C, N of the residue after. */
  readonly atoms: Int32Array;
  /** [n] */
  readonly classOf: Int32Array;
  /** Grid points a turn. */
  readonly size: number;
  /** Grid point k lies at −π + (k + offset)·2π/size: ½ for tables of cell centres. */
  readonly offset: number;
  /** [nClasses,size,size] cost at the grid points, ψ runs fastest; interpolated by periodic bicubic splines. */
  readonly cost: Float64Array;
}

/**
 * The cost of one kind of side chain: base − Σ amplitude·exp(E), E = Σ κ_i·(cos mΔ_i − 1) + Σ λ_ij·sin mΔ_i·sin mΔ_j with
 * Δ = χ − center: the multivariate von Mises form, a Gaussian of σ_i = 1/(m√κ_i) that closes on itself.
 */
export interface RotamerClass {
  /** 1 to 4 */
  readonly nChi: number;
  /** [nChi] m: 1, or 2 where half a turn gives the same side chain. */
  readonly symmetry: Int32Array;
  readonly base: number;
  /** [n] */
  readonly amplitude: Float64Array;
  /** [n,nChi] rad */
  readonly center: Float64Array;
  /** [n,nChi] κ ≥ 0 */
  readonly concentration: Float64Array;
  /** [n,nChi(nChi−1)/2] λ of the pairs 12, 13, 14, 23, 24, 34 (those there are); empty = 0. */
  readonly coupling: Float64Array;
}

/** n side chains: the atoms of side chain i are atoms[start[i]] … atoms[start[i+1]-1], N CA CB …, three more than its class has χ. */
export interface RotamerList {
  readonly atoms: Int32Array;
  /** [n+1] */
  readonly start: Int32Array;
  /** [n] */
  readonly classOf: Int32Array;
  readonly classes: readonly RotamerClass[];
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
