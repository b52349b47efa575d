/** Rotatable groups: hydroxyls and thiols, ammonium groups, methyls on aromatic rings. */
import { distance, position, subtract, type Vector } from "../measure.ts";
import { dihedralDeg, rotateAbout } from "./hydrogen-geometry.ts";
import type { Mover } from "./mover.ts";
import type { OptimizerAtoms } from "./optimizer-atoms.ts";

/** How a kind of rotor is searched, degrees. */
interface RotorRule {
  /** Angles of all states but a donor's, which depend on its surroundings. */
  readonly angles: readonly number[];
  readonly coarseStep: number;
  readonly nFineSteps: number;
  /** Half the arc that bumpers cover. */
  readonly bumperArc: number;
}

/** `base` and angles to both sides of it in turn. */
const around = (base: number, step: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => base + ((i + 1) >> 1) * (i & 1 ? step : -step));

const rules = {
  donor: { angles: [], coarseStep: 10, nFineSteps: 20, bumperArc: 180 },
  ammonium: { angles: around(180, 30, 4), coarseStep: 30, nFineSteps: 60, bumperArc: 60 },
  ringMethyl: { angles: [150, -30], coarseStep: 180, nFineSteps: 1, bumperArc: 60 },
} satisfies Record<string, RotorRule>;

export type RotorKind = keyof typeof rules;

/** Angles at which a donor looks for the place with the fewest bumps. */
export const donorScan: readonly number[] = around(180, rules.donor.coarseStep, 360 / rules.donor.coarseStep);
const bumperStep = 10;
/** What turning may add to the length of a bond, Å. */
const rounding = 1e-6;

/** The atoms that define a rotor: hydrogens on `parent`, turning about the bond from `axisStart`, angles seen from `far`. */
export interface RotorAtoms {
  readonly kind: RotorKind;
  readonly key: string;
  readonly residue: number;
  readonly hydrogens: readonly number[];
  readonly parent: number;
  readonly axisStart: number;
  readonly far: number;
}

export class Rotor implements Mover {
  readonly kind: RotorKind;
  readonly key: string;
  readonly residue: number;
  readonly moving: readonly number[];
  readonly scored: readonly number[];
  readonly bonded: readonly (readonly number[])[];
  readonly center: number;
  readonly reaches: readonly number[];
  /** Dihedral of the first hydrogen as it was placed, degrees. */
  readonly placedAngle: number;
  private readonly atoms: OptimizerAtoms;
  private readonly rule: RotorRule;
  private readonly placed: readonly Vector[];
  private readonly axisStart: Vector;
  private readonly axis: Vector;
  private angles: readonly number[];

  constructor(atoms: OptimizerAtoms, definition: RotorAtoms, bonded: (atom: number) => readonly number[]) {
    const { kind, hydrogens, parent, axisStart, far } = definition;
    this.atoms = atoms;
    this.kind = kind;
    this.key = definition.key;
    this.residue = definition.residue;
    this.rule = rules[kind];
    this.angles = this.rule.angles;
    this.moving = hydrogens;
    this.scored = [parent, ...hydrogens];
    this.bonded = this.scored.map(bonded);
    this.center = parent;
    this.placed = hydrogens.map((h) => position(this.atoms.xyz, h));
    const origin = position(this.atoms.xyz, parent);
    this.reaches = this.scored.map((atom) => distance(this.atoms.xyz, parent, atom) + rounding);
    this.axisStart = position(this.atoms.xyz, axisStart);
    this.axis = subtract(origin, this.axisStart);
    this.placedAngle = dihedralDeg(this.placed[0]!, origin, this.axisStart, position(this.atoms.xyz, far));
  }

  get nStates(): number {
    return this.angles.length;
  }

  get nFineSteps(): number {
    return this.rule.nFineSteps;
  }

  /** Chooses the states of a donor. */
  setAngles(angles: readonly number[]): void {
    this.angles = angles;
  }

  /** The dihedral of `place` about this rotor's axis, on the same scale as its states. */
  angleTowards(place: Vector): number {
    const turn = dihedralDeg(place, position(this.atoms.xyz, this.center), this.axisStart, this.placed[0]!);
    return clampAngle(this.placedAngle + turn);
  }

  setAngle(angleDeg: number): void {
    const origin = position(this.atoms.xyz, this.center);
    this.moving.forEach((h, k) => {
      const turned = rotateAbout(this.placed[k]!, origin, this.axis, angleDeg - this.placedAngle);
      this.atoms.xyz.set(turned, 3 * h);
    });
  }

  setState(state: number): void {
    this.setAngle(this.angles[state]!);
  }

  setFineStep(state: number, step: number): void {
    this.setAngle(this.angles[state]! + this.fineOffset(state, step));
  }

  /** Donors and the first state look to both sides in turn; other states run across their arc. */
  private fineOffset(state: number, step: number): number {
    if (this.kind === "ringMethyl") return 0;
    if (this.kind === "donor" || state === 0) return ((step + 1) >> 1) * (step & 1 ? 1 : -1);
    return state & 1 ? step - this.rule.coarseStep : this.rule.coarseStep - step;
  }

  penalty(): number {
    return 0;
  }

  bumpers(): number[] {
    const origin = position(this.atoms.xyz, this.center);
    const places: number[] = [];
    for (const h of this.moving) {
      const start = position(this.atoms.xyz, h);
      for (let turn = -this.rule.bumperArc; turn < this.rule.bumperArc; turn += bumperStep) {
        places.push(...rotateAbout(start, origin, this.axis, turn), this.atoms.radius[h]!);
      }
    }
    return places;
  }
}

/** The angle in (−180, 180]. */
export function clampAngle(angleDeg: number): number {
  let a = angleDeg;
  while (a > 180) a -= 360;
  while (a < -180) a += 360;
  return a;
}
