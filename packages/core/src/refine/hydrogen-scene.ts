/** How well hydrogens sit among their neighbours: sites that turn, come and go, scored by the dots of their surfaces. */

import { AtomGrid } from "../model/atom-grid.ts";
import { cross, dot, vectorBetween } from "../model/measure.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { isAromaticRingAtom, peptideResidues } from "../tables/contact-chemistry.ts";
import type { ModelHydrogens } from "./hydrogen-list.ts";
import { type SiteKind, siteKinds } from "./site-kinds.ts";

/** A site near an atom, and the bonds between the two (4: more than three). */
export interface Neighbour {
  readonly site: number;
  readonly bonds: number;
}

/** The model at hand. */
export interface HydrogenSceneParts {
  readonly structure: Structure;
  readonly restraints: Restraints;
  readonly hydrogens: ModelHydrogens;
  /** [n,3] Å: where the hydrogens stand. */
  readonly hydrogenXyz: Float64Array;
}

const carbon = 6;
/** Heavy atoms beyond this neither touch a hydrogen of an atom nor bear one that does, Å. */
const reach = 5;
/** The surface of a hydrogen is no farther than this from its parent, Å. */
const armLength = 2.3;
/** Sites this many bonds apart do not touch: one bond fewer than in clashes, so hydroxyls see their own residue (as in reduce). */
const nearestContact = 3;
/** Score of 1 Å² of surface for each Å of depth; from 0.6 Å on a hydrogen bond is a bump (as in reduce, Word et al. 1999). */
const weight = { bump: -5, hydrogenBond: 2 };
const deepestBond = 0.6;

/** Dots of a unit sphere, by Fibonacci's spiral. */
const sphere = Array.from({ length: 96 }, (_, k): readonly [number, number, number] => {
  const z = 1 - (2 * k + 1) / 96;
  const r = Math.sqrt(1 - z * z);
  const turn = k * Math.PI * (3 - Math.sqrt(5));
  return [r * Math.cos(turn), r * Math.sin(turn), z];
});

/** The atoms and the hydrogens (site nAtoms + i) of a model. */
export class HydrogenScene {
  readonly parts: HydrogenSceneParts;
  /** [n] dihedrals of the hydrogens, rad. */
  readonly dihedral: Float64Array;
  /** [nSites] 0 for hydrogens that were taken away. */
  readonly isPresent: Uint8Array;
  private readonly kinds: SiteKind[];
  private readonly altLoc: readonly string[];
  /** [nSites,3] Å */
  private readonly xyz: Float64Array;
  private readonly grid: AtomGrid;
  /** Hydrogens of each atom, as sites. */
  private readonly onAtom = new Map<number, number[]>();

  constructor(parts: HydrogenSceneParts) {
    const { nAtoms, atoms } = parts.structure;
    const { list, name, altLoc } = parts.hydrogens;
    this.parts = parts;
    this.dihedral = list.parameter2.slice();
    this.kinds = siteKinds(parts.structure, parts.hydrogens);
    this.isPresent = new Uint8Array(this.kinds.length).fill(1);
    this.altLoc = [...atoms.altLoc, ...altLoc];
    this.xyz = new Float64Array(3 * this.kinds.length);
    this.xyz.set(atoms.xyz);
    this.xyz.set(parts.hydrogenXyz, 3 * nAtoms);
    this.grid = new AtomGrid(atoms.xyz, reach);
    name.forEach((_, i) => {
      const parent = list.atoms[4 * i]!;
      this.onAtom.set(parent, [...(this.onAtom.get(parent) ?? []), nAtoms + i]);
    });
  }

  /** Makes an atom an acceptor, or what it was: for nitrogens without and with their hydrogen. */
  setAcceptor(atom: number, isAcceptor: boolean): void {
    this.kinds[atom] = { ...this.kinds[atom]!, role: isAcceptor ? "acceptor" : "plain" };
  }

  /** Turns a hydrogen of rule 3 (bond angle and dihedral to two references) to a dihedral, rad. */
  turn(i: number, dihedral: number): void {
    const { list } = this.parts.hydrogens;
    const [parent, near, far] = Array.from(list.atoms.subarray(4 * i, 4 * i + 3)) as [number, number, number];
    this.dihedral[i] = dihedral;
    const axis = unit(vectorBetween(this.xyz, parent, near));
    const side = unit(cross(axis, vectorBetween(this.xyz, near, far)));
    const ahead = cross(side, axis);
    const angle = list.parameter1[i]!;
    const [across, aside] = [Math.sin(angle) * Math.cos(dihedral), -Math.sin(angle) * Math.sin(dihedral)];
    const site = this.parts.structure.nAtoms + i;
    for (let k = 0; k < 3; k++) {
      const direction = Math.cos(angle) * axis[k]! + across * ahead[k]! + aside * side[k]!;
      this.xyz[3 * site + k] = this.xyz[3 * parent + k]! + list.length[i]! * direction;
    }
  }

  /** The atom itself and all sites that may touch it or its hydrogens, wherever they turn. */
  around(atom: number): Neighbour[] {
    const bondsTo = this.bondsFrom(atom);
    const place = this.xyz.subarray(3 * atom, 3 * atom + 3);
    return [atom, ...this.grid.near(atom, reach)]
      .flatMap((other) => {
        const bonds = bondsTo.get(other) ?? nearestContact + 1;
        const hydrogens = this.onAtom.get(other) ?? [];
        return [{ site: other, bonds }, ...hydrogens.map((site) => ({ site, bonds: bonds + 1 }))];
      })
      .filter(({ site }) => this.depthIn(site, place) > -armLength);
  }

  private bondsFrom(atom: number): ReadonlyMap<number, number> {
    const { bonded } = this.parts.restraints;
    const bondsTo = new Map([[atom, 0]]);
    // Grows while it is walked: breadth first.
    for (const [from, bonds] of bondsTo) {
      if (bonds === nearestContact) break;
      for (let k = bonded.start[from]!; k < bonded.start[from + 1]!; k++) {
        if (!bondsTo.has(bonded.list[k]!)) bondsTo.set(bonded.list[k]!, bonds + 1);
      }
    }
    return bondsTo;
  }

  /**
   * How well a site sits: overlaps count against it, hydrogen bonds for it. A dot of its surface belongs to the site that it is
   * deepest in, unless something bonded covers it. `neighbours` are those of the atom itself (`extraBonds` 0) or of the atom
   * that bears it (1).
   */
  score(site: number, neighbours: readonly Neighbour[], extraBonds: 0 | 1): number {
    const { radius } = this.kinds[site]!;
    const at = this.xyz.subarray(3 * site, 3 * site + 3);
    const covering: number[] = [];
    const touching: number[] = [];
    for (const { site: other, bonds } of neighbours) {
      if (!this.meets(site, other) || radius + this.depthIn(other, at) <= 0) continue;
      (bonds + extraBonds <= nearestContact ? covering : touching).push(other);
    }
    if (touching.length === 0) return 0;
    const point = [0, 0, 0];
    let sum = 0;
    for (const dotAt of sphere) {
      for (let k = 0; k < 3; k++) point[k] = at[k]! + radius * dotAt[k]!;
      const { owner, depth } = this.deepest(touching, point);
      if (owner < 0 || covering.some((other) => this.depthIn(other, point) > 0)) continue;
      sum += scoreOf(depth, this.isBond(site, owner));
    }
    return (sum * 4 * Math.PI * radius * radius) / sphere.length;
  }

  private deepest(sites: readonly number[], point: ArrayLike<number>): { owner: number; depth: number } {
    let [owner, depth] = [-1, 0];
    for (const site of sites) {
      const own = this.depthIn(site, point);
      if (own > depth) [owner, depth] = [site, own];
    }
    return { owner, depth };
  }

  /** Whether both are there at once. */
  private meets(site: number, other: number): boolean {
    const [a, b] = [this.altLoc[site]!, this.altLoc[other]!];
    return this.isPresent[other] === 1 && other !== site && (a === "" || b === "" || a === b);
  }

  /** How deep a point is in a site, Å; negative outside. */
  private depthIn(site: number, point: ArrayLike<number>): number {
    const { xyz } = this;
    const x = xyz[3 * site]! - point[0]!;
    const y = xyz[3 * site + 1]! - point[1]!;
    const z = xyz[3 * site + 2]! - point[2]!;
    return this.kinds[site]!.radius - Math.sqrt(x * x + y * y + z * z);
  }

  private isBond(site: number, other: number): boolean {
    const [a, b] = [this.kinds[site]!.role, this.kinds[other]!.role];
    return (a === "polarHydrogen" && this.accepts(other)) || (b === "polarHydrogen" && this.accepts(site));
  }

  /** As reduce sees it, faces of all aromatic carbons and even the nitrogens of peptides accept: hydroxyls turn to them. */
  private accepts(site: number): boolean {
    if (this.kinds[site]!.role === "acceptor") return true;
    const { nAtoms, atoms, residues } = this.parts.structure;
    if (site >= nAtoms) return false;
    const compId = residues.compId[atoms.residueOf[site]!]!;
    const name = atoms.name[site]!;
    if (name === "N") return peptideResidues.has(compId);
    return atoms.element[site] === carbon && isAromaticRingAtom(compId, name);
  }
}

/** Score of a dot at a depth. */
function scoreOf(depth: number, isBond: boolean): number {
  if (!isBond) return weight.bump * depth;
  return depth > deepestBond ? weight.bump * (depth - deepestBond) : weight.hydrogenBond * depth;
}

function unit(v: readonly [number, number, number]): [number, number, number] {
  const length = Math.sqrt(dot(v, v));
  return [v[0] / length, v[1] / length, v[2] / length];
}
