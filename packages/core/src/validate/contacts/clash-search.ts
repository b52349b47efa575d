/**
 * Serious clashes by the dot rule of probe (Word, Lovell, LaBean et al. 1999, J. Mol. Biol. 285, 1711): a dot of one
 * atom's surface belongs to the atom whose surface it is deepest in, unless an atom bonded to its own covers it; the
 * overlap of a pair is that of its deepest dot.
 */
import { contactRules } from "../../tables/contact-radii.ts";
import { type AtomGrid, buildAtomGrid, findNear } from "./atom-grid.ts";
import { type BondGraph, bondGraph } from "./bond-graph.ts";
import { type ContactModel, trait } from "./contact-model.ts";
import { dotSpheres } from "./dot-sphere.ts";

/** A pair of atoms (indices into the model) that overlap by at least 0.4 Å, and by how much, to 0.001 Å. */
export interface Clash {
  readonly atom1: number;
  readonly atom2: number;
  readonly overlap: number;
}

const { clashOverlap, probeRadius, excludedBonds, minOccupancy } = contactRules;
/** Overlaps count from where they round to 0.400. */
const threshold = clashOverlap - 0.0005;

/** All clashes of a model (with the phantoms of its waters), deepest first. */
export function findClashes(model: ContactModel): Clash[] {
  const search = new ClashSearch(model);
  for (let i = 0; i < model.nAtoms; i++) search.examine(i);
  return search.clashes();
}

/** What the dots of a pair have shown so far. */
interface PairState {
  readonly atom1: number;
  readonly atom2: number;
  gap: number;
  isHydrogenBond: boolean;
}

class ClashSearch {
  private readonly model: ContactModel;
  private readonly grid: AtomGrid;
  private readonly bonds: BondGraph;
  private readonly dotsOf = dotSpheres(contactRules.dotDensity);
  private readonly maxRadius: number;
  private readonly pairs = new Map<number, PairState>();
  private readonly near: number[] = [];
  /** Bonds between the examined atom and each other one; 0 where there are too many. Cleared after use. */
  private readonly bondsAway: Uint8Array;
  private readonly reached: number[] = [];
  private readonly touching: Touching;

  constructor(model: ContactModel) {
    this.model = model;
    this.grid = buildAtomGrid(model.xyz, 4);
    this.bonds = bondGraph(model, this.grid);
    this.maxRadius = model.radius.reduce((a, b) => Math.max(a, b), 0);
    this.bondsAway = new Uint8Array(model.nAtoms);
    this.touching = new Touching();
  }

  clashes(): Clash[] {
    const found: Clash[] = [];
    for (const { atom1, atom2, gap, isHydrogenBond } of this.pairs.values()) {
      if (isHydrogenBond || -gap < threshold || this.isExcludedByOccupancy(atom1, atom2)) continue;
      found.push({ atom1, atom2, overlap: Math.round(-1000 * gap) / 1000 });
    }
    return found.sort((a, b) => b.overlap - a.overlap || a.atom1 - b.atom1 || a.atom2 - b.atom2);
  }

  /** Alternatives that share a place with the common atoms: together no more than one atom. */
  private isExcludedByOccupancy(a: number, b: number): boolean {
    const { alt, occ } = this.model;
    return (alt[a] === 0 || alt[b] === 0) && occ[a]! + occ[b]! <= 1;
  }

  /** Looks at the dots of atom `s` if any atom not bonded to it is deep enough in its surface. */
  examine(s: number): void {
    const { traits, occ } = this.model;
    if (traits[s]! & trait.water || occ[s]! < minOccupancy) return;
    if (!this.collectTouching(s)) return;
    this.markBonds(s);
    if (this.touching.classify(this.model, s, this.bondsAway)) this.examineDots(s);
    for (const atom of this.reached) this.bondsAway[atom] = 0;
    this.reached.length = 0;
  }

  /** Gathers the atoms within reach of the probe; false if none can overlap enough. */
  private collectTouching(s: number): boolean {
    const { xyz, radius, alt } = this.model;
    const place = xyz.subarray(3 * s, 3 * s + 3);
    const n = findNear(this.grid, place, radius[s]! + this.maxRadius + 2 * probeRadius, this.near);
    this.touching.clear();
    let deep = false;
    for (let k = 0; k < n; k++) {
      const t = this.near[k]!;
      if (alt[t] !== alt[s] && alt[t] !== 0 && alt[s] !== 0) continue;
      const dx = xyz[3 * t]! - place[0]!;
      const dy = xyz[3 * t + 1]! - place[1]!;
      const dz = xyz[3 * t + 2]! - place[2]!;
      const squared = dx * dx + dy * dy + dz * dz;
      const reach = radius[s]! + radius[t]! + 2 * probeRadius;
      // Nearer than this is the atom itself or its double.
      if (squared <= 1e-5 || squared > reach * reach) continue;
      this.touching.push(t, dx, dy, dz, radius[t]!);
      deep ||= Math.sqrt(squared) <= radius[s]! + radius[t]! - threshold;
    }
    return deep;
  }

  /** Counts the bonds to the touching atoms, along paths of touching atoms. */
  private markBonds(s: number): void {
    const { parent, nHeavy } = this.model;
    const { start, bonded } = this.bonds;
    const isTouching = this.touching.members;
    let front = [s];
    for (let count = 1; count <= excludedBonds + 1 && front.length > 0; count++) {
      const next: number[] = [];
      for (const atom of front) {
        for (let k = start[atom]!; k < start[atom + 1]!; k++) {
          const other = bonded[k]!;
          if (other === s || this.bondsAway[other] || !isTouching.has(other)) continue;
          this.bondsAway[other] = count;
          this.reached.push(other);
          next.push(other);
        }
      }
      front = next;
    }
    if (s >= nHeavy) return;
    // The fourth bond excludes only pairs with a hydrogen.
    for (const atom of this.reached) {
      if (this.bondsAway[atom]! > excludedBonds && parent[atom]! < 0) this.bondsAway[atom] = 0;
    }
  }

  private examineDots(s: number): void {
    const dots = this.dotsOf(this.model.radius[s]!);
    for (let d = 0; d < dots.length; d += 3) {
      const owner = this.touching.ownerOf(dots[d]!, dots[d + 1]!, dots[d + 2]!);
      if (owner >= 0)
        this.record(s, this.touching.atom[owner]!, this.touching.ownerGap, this.touching.role[owner]!);
    }
  }

  private record(s: number, t: number, gap: number, role: number): void {
    const atom1 = Math.min(s, t);
    const atom2 = Math.max(s, t);
    const key = atom1 * this.model.nAtoms + atom2;
    let pair = this.pairs.get(key);
    if (!pair) {
      pair = { atom1, atom2, gap: 0, isHydrogenBond: false };
      this.pairs.set(key, pair);
    }
    const allowance = allowanceOf(role);
    if (role === roles.plain) pair.gap = Math.min(pair.gap, gap);
    else if (gap < -allowance) pair.gap = Math.min(pair.gap, gap + allowance);
    else pair.isHydrogenBond = true;
  }
}

/** What a touching atom is to the examined one. */
const roles = { bonded: 0, plain: 1, hydrogenBond: 2, chargedHydrogenBond: 3, silent: 4 } as const;

const allowanceOf = (role: number): number =>
  role === roles.chargedHydrogenBond
    ? contactRules.chargedHydrogenBondAllowance
    : contactRules.hydrogenBondAllowance;

/** The role of atom `t` for atom `s`, bonds aside. */
function roleOf(model: ContactModel, s: number, t: number): number {
  const a = model.traits[s]!;
  const b = model.traits[t]!;
  if (model.occ[t]! < minOccupancy) return roles.silent;
  const charged = trait.positive | trait.negative;
  const bothCharged = (a & charged) !== 0 && (b & charged) !== 0;
  const opposite = (a & trait.positive && b & trait.negative) || (a & trait.negative && b & trait.positive);
  const complementary = (a & trait.donor && b & trait.acceptor) || (a & trait.acceptor && b & trait.donor);
  if (complementary && (!bothCharged || opposite)) {
    return bothCharged ? roles.chargedHydrogenBond : roles.hydrogenBond;
  }
  return b & trait.phantom ? roles.silent : roles.plain;
}

/** The atoms around an examined one, relative to it, in parallel arrays. */
class Touching {
  readonly atom: number[] = [];
  readonly role: number[] = [];
  readonly members = new Set<number>();
  /** Gap of the dot that `ownerOf` was asked for last, Å. */
  ownerGap = 0;
  private readonly x: number[] = [];
  private readonly y: number[] = [];
  private readonly z: number[] = [];
  private readonly radius: number[] = [];
  private n = 0;

  clear(): void {
    this.n = 0;
    this.members.clear();
  }

  push(atom: number, x: number, y: number, z: number, radius: number): void {
    const k = this.n++;
    this.atom[k] = atom;
    this.x[k] = x;
    this.y[k] = y;
    this.z[k] = z;
    this.radius[k] = radius;
    this.members.add(atom);
  }

  /** Sets the roles for atom `s`; false when no pair can be a clash. */
  classify(model: ContactModel, s: number, bondsAway: Uint8Array): boolean {
    let possible = false;
    for (let k = 0; k < this.n; k++) {
      const t = this.atom[k]!;
      const role = bondsAway[t] ? roles.bonded : roleOf(model, s, t);
      this.role[k] = role;
      if (role === roles.bonded || role === roles.silent) continue;
      const overlap = model.radius[s]! + this.radius[k]! - Math.hypot(this.x[k]!, this.y[k]!, this.z[k]!);
      possible ||= overlap >= threshold + (role === roles.plain ? 0 : allowanceOf(role));
    }
    return possible;
  }

  /** Which atom a dot of the surface belongs to: the one it is deepest in; −1 for none or where a bonded atom covers it. */
  ownerOf(px: number, py: number, pz: number): number {
    let owner = -1;
    let least = 0;
    for (let k = 0; k < this.n; k++) {
      const role = this.role[k]!;
      if (role === roles.silent) continue;
      const dx = this.x[k]! - px;
      const dy = this.y[k]! - py;
      const dz = this.z[k]! - pz;
      const r = this.radius[k]!;
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared > r * r) continue;
      if (role === roles.bonded) return -1;
      const gap = Math.sqrt(squared) - r;
      if (gap < least) {
        least = gap;
        owner = k;
      }
    }
    this.ownerGap = least;
    return owner;
  }
}
