/**
 * Scores how well a group of atoms sits among its neighbours by the dots of its surfaces (Word et al. 1999, J. Mol. Biol.
 * 285, 1735): overlaps count against it, hydrogen bonds for it. No probe is rolled, so gaps count nothing.
 */
import { contactRules } from "../../tables/contact-radii.ts";
import { contact, contactOf } from "./contact-kind.ts";
import { dotsOfRadius } from "./dot-sphere.ts";
import type { MoverScene } from "./mover-scene.ts";
import { areExclusive, type OptimizerAtoms } from "./optimizer-atoms.ts";
import { Shell } from "./shell.ts";

/** Scores of a dot for 1 Å of overlap. */
const weight = { bump: 5, hydrogenBond: -2 };

/** The score of a dot `gap` Å (negative) deep in an atom. With `onlyBumps` hydrogen bonds count as bumps. */
export function dotScore(gap: number, kind: number, onlyBumps = false): number {
  if (kind === contact.plain) return weight.bump * gap;
  // Bonds between charges get no more room than others, unlike in the count of clashes.
  const allowance = contactRules.hydrogenBondAllowance;
  if (gap < -allowance) return weight.bump * (gap + allowance);
  return (onlyBumps ? weight.bump : weight.hydrogenBond) * gap;
}

/** Scores movers in their present state among the others in theirs. */
export class DotScorer {
  private readonly scene: MoverScene;
  private readonly touching = new Shell();
  private readonly covering = new Shell();
  private readonly isBonded: Uint8Array;

  constructor(scene: MoverScene) {
    this.scene = scene;
    this.isBonded = new Uint8Array(scene.atoms.nAtoms);
  }

  /** Sum over the scored atoms of mover number `index`. */
  score(index: number, onlyBumps = false): number {
    const { scored, bonded } = this.scene.movers[index]!;
    let total = 0;
    scored.forEach((atom, k) => {
      if (!this.scene.atoms.present[atom]) return;
      for (const other of bonded[k]!) this.isBonded[other] = 1;
      this.gather(index, k);
      total += this.sumDots(atom, onlyBumps);
      for (const other of bonded[k]!) this.isBonded[other] = 0;
    });
    return total / contactRules.dotDensity;
  }

  private gather(index: number, k: number): void {
    const { atoms, movers, fixedTouching, moversNear } = this.scene;
    const atom = movers[index]!.scored[k]!;
    this.touching.clear();
    this.covering.clear();
    for (const other of fixedTouching[index]![k]!) this.consider(atom, other);
    for (const other of movers[index]!.moving) if (isContact(atoms, atom, other)) this.consider(atom, other);
    for (const near of moversNear[index]!) {
      for (const other of movers[near]!.moving) if (isContact(atoms, atom, other)) this.consider(atom, other);
    }
  }

  private consider(atom: number, other: number): void {
    const { xyz, radius, traits } = this.scene.atoms;
    const x = xyz[3 * other]! - xyz[3 * atom]!;
    const y = xyz[3 * other + 1]! - xyz[3 * atom + 1]!;
    const z = xyz[3 * other + 2]! - xyz[3 * atom + 2]!;
    const reach = radius[atom]! + radius[other]!;
    if (x * x + y * y + z * z >= reach * reach) return;
    const isBonded = this.isBonded[other] === 1;
    const kind = isBonded ? contact.none : contactOf(traits[atom]!, traits[other]!);
    if (isBonded) this.covering.add(x, y, z, { radius: radius[other]!, kind });
    else if (kind !== contact.none) this.touching.add(x, y, z, { radius: radius[other]!, kind });
  }

  private sumDots(atom: number, onlyBumps: boolean): number {
    const { touching, covering } = this;
    if (touching.n === 0) return 0;
    const dots = dotsOfRadius(this.scene.atoms.radius[atom]!);
    let sum = 0;
    for (let d = 0; d < dots.length; d += 3) {
      const x = dots[d]!;
      const y = dots[d + 1]!;
      const z = dots[d + 2]!;
      const owner = touching.deepest(x, y, z);
      if (owner < 0) continue;
      const { gap } = touching;
      if (!covering.covers(x, y, z)) sum += dotScore(gap, touching.kind(owner), onlyBumps);
    }
    return sum;
  }
}

/** Whether the other atom is another one, is there and is no alternative to the first. */
export const isContact = (atoms: OptimizerAtoms, atom: number, other: number): boolean =>
  other !== atom && atoms.present[other] === 1 && !areExclusive(atoms, atom, other);
