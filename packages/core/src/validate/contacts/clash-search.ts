/**
 * Serious clashes by the dot rule of probe (Word, Lovell, LaBean et al. 1999, J. Mol. Biol. 285, 1711): a dot of one
 * atom's surface belongs to the atom whose surface it is deepest in, unless an atom bonded to its own covers it; the
 * overlap of a pair is that of its deepest dot.
 */
import { contactRules } from "../../tables/contact-radii.ts";
import { type AtomGrid, buildAtomGrid, findNear } from "./atom-grid.ts";
import type { BondGraph } from "./bond-graph.ts";
import { allowanceOf, contact, contactOf, trait } from "./contact-kind.ts";
import type { ContactModel } from "./contact-model.ts";
import { dotsOfRadius } from "./dot-sphere.ts";
import { Shell } from "./shell.ts";

/** A pair of atoms (indices into the model) that overlap by at least 0.4 Å, and by how much, to 0.001 Å. */
export interface Clash {
  readonly atom1: number;
  readonly atom2: number;
  readonly overlap: number;
}

const { clashOverlap, probeRadius, excludedBonds, minOccupancy } = contactRules;
/** Overlaps count from where they round to 0.400. */
const threshold = clashOverlap - 0.0005;
/** Atoms nearer than this are one atom and its double, Å². */
const coincident = 1e-5;
const gridCell = 4;

/** All clashes of a model, deepest first. `bonds` is over its atoms. */
export function findClashes(model: ContactModel, bonds: BondGraph): Clash[] {
  const search = new ClashSearch(model, bonds);
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
  private readonly maxRadius: number;
  private readonly pairs = new Map<number, PairState>();
  /** Atoms within reach of the probe that rolls over the examined one; the first `nNear` count. */
  private readonly near: number[] = [];
  private nNear = 0;
  /** Number of the examined atom that each atom was last near to. */
  private readonly nearTo: Int32Array;
  /** Bonds between the examined atom and each other one; 0 where there are too many. Cleared after use. */
  private readonly bondsAway: Uint8Array;
  private readonly reached: number[] = [];
  private readonly touching = new Shell();
  private readonly covering = new Shell();
  /** Atom of each sphere in `touching`. */
  private readonly owners: number[] = [];

  constructor(model: ContactModel, bonds: BondGraph) {
    this.model = model;
    this.grid = buildAtomGrid(model.xyz, gridCell);
    this.bonds = bonds;
    this.maxRadius = model.radius.reduce((a, b) => Math.max(a, b), 0);
    this.bondsAway = new Uint8Array(model.nAtoms);
    this.nearTo = new Int32Array(model.nAtoms).fill(-1);
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
    this.collectNear(s);
    this.markBonds(s);
    if (this.collectTouching(s)) this.examineDots(s);
    for (const atom of this.reached) this.bondsAway[atom] = 0;
    this.reached.length = 0;
  }

  private collectNear(s: number): void {
    const { xyz, radius, alt } = this.model;
    const place = xyz.subarray(3 * s, 3 * s + 3);
    const n = findNear(this.grid, place, radius[s]! + this.maxRadius + 2 * probeRadius, this.near);
    this.nNear = 0;
    for (let k = 0; k < n; k++) {
      const t = this.near[k]!;
      if (alt[t] !== alt[s] && alt[t] !== 0 && alt[s] !== 0) continue;
      const squared = this.squaredDistance(s, t);
      const reach = radius[s]! + radius[t]! + 2 * probeRadius;
      if (squared <= coincident || squared > reach * reach) continue;
      this.near[this.nNear++] = t;
      this.nearTo[t] = s;
    }
  }

  private squaredDistance(a: number, b: number): number {
    const { xyz } = this.model;
    const x = xyz[3 * a]! - xyz[3 * b]!;
    const y = xyz[3 * a + 1]! - xyz[3 * b + 1]!;
    const z = xyz[3 * a + 2]! - xyz[3 * b + 2]!;
    return x * x + y * y + z * z;
  }

  /** Counts the bonds to the atoms near, along paths of such atoms. */
  private markBonds(s: number): void {
    const { parent } = this.model;
    const { start, bonded } = this.bonds;
    const { reached, bondsAway } = this;
    let from = -1;
    for (let count = 1; count <= excludedBonds + 1; count++) {
      const to = reached.length;
      for (; from < to; from++) {
        const atom = from < 0 ? s : reached[from]!;
        for (let k = start[atom]!; k < start[atom + 1]!; k++) {
          const other = bonded[k]!;
          if (other === s || bondsAway[other] || this.nearTo[other] !== s) continue;
          bondsAway[other] = count;
          reached.push(other);
        }
      }
    }
    if (parent[s]! >= 0) return;
    // The fourth bond excludes only pairs with a hydrogen.
    for (const atom of reached)
      if (bondsAway[atom]! > excludedBonds && parent[atom]! < 0) bondsAway[atom] = 0;
  }

  /** Gathers the atoms whose surface reaches into that of atom `s`; false when none can be a clash. */
  private collectTouching(s: number): boolean {
    const { xyz, radius, traits, occ } = this.model;
    const { touching, covering, owners } = this;
    touching.clear();
    covering.clear();
    let isPossible = false;
    for (let k = 0; k < this.nNear; k++) {
      const t = this.near[k]!;
      const overlap = radius[s]! + radius[t]! - Math.sqrt(this.squaredDistance(s, t));
      if (overlap <= 0) continue;
      const isBonded = this.bondsAway[t]! > 0;
      const kind = isBonded || occ[t]! < minOccupancy ? contact.none : contactOf(traits[s]!, traits[t]!);
      if (kind === contact.none && !isBonded) continue;
      if (!isBonded) owners[touching.n] = t;
      const shell = isBonded ? covering : touching;
      const [x, y, z] = [
        xyz[3 * t]! - xyz[3 * s]!,
        xyz[3 * t + 1]! - xyz[3 * s + 1]!,
        xyz[3 * t + 2]! - xyz[3 * s + 2]!,
      ];
      shell.add(x, y, z, { radius: radius[t]!, kind });
      isPossible ||= !isBonded && overlap >= threshold + allowanceOf(kind);
    }
    return isPossible;
  }

  private examineDots(s: number): void {
    const { touching, covering } = this;
    const dots = dotsOfRadius(this.model.radius[s]!);
    for (let d = 0; d < dots.length; d += 3) {
      const owner = touching.deepest(dots[d]!, dots[d + 1]!, dots[d + 2]!);
      if (owner < 0) continue;
      const { gap } = touching;
      if (covering.covers(dots[d]!, dots[d + 1]!, dots[d + 2]!)) continue;
      this.record(s, this.owners[owner]!, gap, touching.kind(owner));
    }
  }

  private record(s: number, t: number, gap: number, kind: number): void {
    const atom1 = Math.min(s, t);
    const atom2 = Math.max(s, t);
    const key = atom1 * this.model.nAtoms + atom2;
    let pair = this.pairs.get(key);
    if (!pair) {
      pair = { atom1, atom2, gap: 0, isHydrogenBond: false };
      this.pairs.set(key, pair);
    }
    const beyond = gap + allowanceOf(kind);
    if (kind === contact.plain || beyond < 0) pair.gap = Math.min(pair.gap, beyond);
    else pair.isHydrogenBond = true;
  }
}
