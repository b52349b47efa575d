/** What touches an atom of a clique: the surroundings, and the other movers of the clique in each of their states. */
import { contact, contactOf } from "./contact-kind.ts";
import { isContact } from "./dot-scorer.ts";
import { type MoverSnapshot, restoreSnapshot, takeSnapshot } from "./mover.ts";
import type { MoverScene } from "./mover-scene.ts";
import { areExclusive } from "./optimizer-atoms.ts";
import { Shell } from "./shell.ts";

/** Spheres that a dot can lie in, and those bonded to its atom, which hide it. */
export interface ShellPair {
  readonly touching: Shell;
  readonly covering: Shell;
}

/** An atom at a place that may not be its present one. */
interface Site {
  readonly atom: number;
  readonly xyz: Float64Array;
  /** Index of its x. */
  readonly at: number;
  readonly traits: number;
}

/** The movers of one clique by number of the part, in all their states. */
export class CliqueShells {
  readonly nStates: readonly number[];
  readonly snapshots: readonly (readonly MoverSnapshot[])[];
  /** Of the atom that was gathered for last. */
  readonly fixed: ShellPair = { touching: new Shell(), covering: new Shell() };
  private readonly scene: MoverScene;
  private readonly clique: readonly number[];
  /** Other parts that can touch each one. */
  private readonly partsNear: readonly (readonly number[])[];
  /** Movers outside the clique that can touch each one. */
  private readonly othersNear: readonly (readonly number[])[];
  private readonly movable: ShellPair[] = [];
  private bonded: ReadonlySet<number> = new Set();

  constructor(scene: MoverScene, clique: readonly number[]) {
    this.scene = scene;
    this.clique = clique;
    const { movers, moversNear } = scene;
    const partOf = new Map(clique.map((index, part) => [index, part]));
    this.nStates = clique.map((index) => movers[index]!.nStates);
    this.snapshots = clique.map((index) => allStates(scene, index));
    this.partsNear = clique.map((index) => moversNear[index]!.flatMap((near) => partOf.get(near) ?? []));
    this.othersNear = clique.map((index) => moversNear[index]!.filter((near) => !partOf.has(near)));
  }

  /** The shells of states `from`, `from + 1`, … as `gather` laid them out. */
  ofState(k: number): ShellPair {
    return this.movable[k]!;
  }

  /**
   * Gathers what touches scored atom number `k` of a part, where it stands now. Returns the parts that can touch it; their
   * states have the shells from 0 on, part by part.
   */
  gather(part: number, k: number): number[] {
    const mover = this.scene.movers[this.clique[part]!]!;
    const atom = mover.scored[k]!;
    this.bonded = new Set(mover.bonded[k]!);
    this.gatherFixed(part, k);
    return this.gatherMovable(part, atom);
  }

  private gatherFixed(part: number, k: number): void {
    const { atoms, movers, fixedTouching } = this.scene;
    const index = this.clique[part]!;
    const atom = movers[index]!.scored[k]!;
    this.fixed.touching.clear();
    this.fixed.covering.clear();
    for (const other of fixedTouching[index]![k]!) this.placeAsIs(atom, other);
    for (const other of movers[index]!.moving) if (isContact(atoms, atom, other)) this.placeAsIs(atom, other);
    for (const near of this.othersNear[part]!) {
      for (const other of movers[near]!.moving)
        if (isContact(atoms, atom, other)) this.placeAsIs(atom, other);
    }
  }

  private placeAsIs(atom: number, other: number): void {
    const { xyz, traits } = this.scene.atoms;
    this.place(this.fixed, atom, { atom: other, xyz, at: 3 * other, traits: traits[other]! });
  }

  private gatherMovable(part: number, atom: number): number[] {
    const { atoms, movers } = this.scene;
    const near: number[] = [];
    let next = 0;
    for (const other of this.partsNear[part]!) {
      const { moving } = movers[this.clique[other]!]!;
      let touches = false;
      this.snapshots[other]!.forEach((snapshot, state) => {
        const shell = this.emptyAt(next + state);
        moving.forEach((site, k) => {
          if (!snapshot.present[k] || areExclusive(atoms, atom, site)) return;
          const place = { atom: site, xyz: snapshot.xyz, at: 3 * k, traits: snapshot.traits[k]! };
          if (this.place(shell, atom, place)) touches = true;
        });
      });
      if (!touches) continue;
      near.push(other);
      next += this.nStates[other]!;
    }
    return near;
  }

  private emptyAt(k: number): ShellPair {
    this.movable[k] ??= { touching: new Shell(), covering: new Shell() };
    this.movable[k].touching.clear();
    this.movable[k].covering.clear();
    return this.movable[k];
  }

  /** Puts a site into a shell of `atom` if it touches. */
  private place(shell: ShellPair, atom: number, site: Site): boolean {
    const { xyz, radius, traits } = this.scene.atoms;
    const x = site.xyz[site.at]! - xyz[3 * atom]!;
    const y = site.xyz[site.at + 1]! - xyz[3 * atom + 1]!;
    const z = site.xyz[site.at + 2]! - xyz[3 * atom + 2]!;
    const reach = radius[atom]! + radius[site.atom]!;
    if (x * x + y * y + z * z >= reach * reach) return false;
    const isBonded = this.bonded.has(site.atom);
    const kind = isBonded ? contact.none : contactOf(traits[atom]!, site.traits);
    if (!isBonded && kind === contact.none) return false;
    (isBonded ? shell.covering : shell.touching).add(x, y, z, { radius: radius[site.atom]!, kind });
    return true;
  }
}

/** The atoms of a mover in all its states; the mover stays as it is. */
function allStates({ atoms, movers }: MoverScene, index: number): MoverSnapshot[] {
  const mover = movers[index]!;
  const before = takeSnapshot(atoms, mover);
  const snapshots: MoverSnapshot[] = [];
  for (let state = 0; state < mover.nStates; state++) {
    mover.setState(state);
    snapshots.push(takeSnapshot(atoms, mover));
  }
  restoreSnapshot(atoms, mover, before);
  return snapshots;
}
