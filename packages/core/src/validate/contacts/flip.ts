/** The end of one Asn, Gln or His side chain as a group with states: as modelled or turned by 180°, with its protons. */
import { add, cross, dot, position, subtract, unit, type Vector } from "../measure.ts";
import { trait } from "./contact-kind.ts";
import { type FlipGroup, type FlipState, flipStates } from "./flip-groups.ts";
import { dihedralDeg, rotateAbout } from "./hydrogen-geometry.ts";
import type { Mover } from "./mover.ts";
import type { OptimizerAtoms } from "./optimizer-atoms.ts";

/** Atom of each name in one conformer of a residue; heavy atoms and hydrogens. */
export type NamedAtoms = ReadonlyMap<string, number>;

/** How far the atoms of a group may come from its pivot, Å. */
const groupSize = 3.6;

export class Flip implements Mover {
  readonly key: string;
  readonly residue: number;
  readonly moving: readonly number[];
  readonly scored: readonly number[];
  readonly bonded: readonly (readonly number[])[];
  readonly center: number;
  readonly reaches: readonly number[];
  readonly nFineSteps = 1;
  readonly states: readonly FlipState[];
  private readonly atoms: OptimizerAtoms;
  private readonly group: FlipGroup;
  private readonly named: NamedAtoms;
  /** Places of the moving atoms as modelled, and when the group is turned by swapping names. */
  private readonly places: readonly [readonly Vector[], readonly Vector[]];

  constructor(
    atoms: OptimizerAtoms,
    definition: { key: string; residue: number; compId: string; group: FlipGroup; named: NamedAtoms },
    bonded: (atom: number) => readonly number[],
  ) {
    const { group, named, compId } = definition;
    this.atoms = atoms;
    this.group = group;
    this.named = named;
    this.key = definition.key;
    this.residue = definition.residue;
    this.states = flipStates(compId);
    const hydrogens = group.hydrogens.filter((name) => named.has(name));
    this.moving = [...group.swapped, ...hydrogens].map((name) => named.get(name)!);
    this.center = named.get(group.pivot)!;
    this.scored = [...this.moving, this.center];
    this.reaches = this.scored.map((atom) => (atom === this.center ? 0 : groupSize));
    this.bonded = this.scored.map(bonded);
    const modelled = this.moving.map((atom) => position(this.atoms.xyz, atom));
    this.places = [modelled, this.swappedPlaces(modelled)];
  }

  get nStates(): number {
    return this.states.length;
  }

  setState(state: number): void {
    const { isFlipped, absent, ringAccepts } = this.states[state]!;
    const places = this.places[isFlipped ? 1 : 0];
    const { atoms } = this;
    this.moving.forEach((atom, k) => {
      atoms.xyz.set(places[k]!, 3 * atom);
      atoms.present[atom] = absent.includes(atoms.name[atom]!) ? 0 : 1;
      if (atom < atoms.nHeavy && atoms.sites.element[atom] === 7) {
        const traits = atoms.traits[atom]!;
        atoms.traits[atom] = ringAccepts ? traits | trait.acceptor : traits & ~trait.acceptor;
      }
    });
  }

  setFineStep(state: number): void {
    this.setState(state);
  }

  penalty(state: number): number {
    return this.states[state]!.penalty;
  }

  bumpers(): number[] {
    const { radius } = this.atoms;
    const [modelled, flipped] = this.places;
    const places: number[] = [];
    this.moving.forEach((atom, k) => {
      places.push(...modelled[k]!, radius[atom]!);
      if (atom >= this.atoms.nHeavy) places.push(...flipped[k]!, radius[atom]!);
    });
    if (this.group.swapped.length > 2)
      places.push(...position(this.atoms.xyz, this.center), radius[this.center]!);
    return places;
  }

  /**
   * Turns the group for good: by 180° about the bond it hangs on, then bent at that bond and at Cα so that its ends come to lie
   * where the other's were (Williams et al. 2018, Protein Sci. 27, 293).
   */
  dock(state: number): void {
    this.setState(state);
    if (!this.states[state]!.isFlipped) return;
    const alpha = this.named.get("CA");
    const hinge = this.named.get(this.group.hinge);
    if (alpha === undefined || hinge === undefined) return;
    const { xyz } = this.atoms;
    const [modelled] = this.places;
    const turned = this.moving.map((_, k) => modelled[k]!);
    const pivot = position(this.atoms.xyz, this.center);
    const axis = subtract(pivot, position(this.atoms.xyz, hinge));
    this.moving.forEach((atom, k) => {
      xyz.set(rotateAbout(turned[k]!, pivot, axis, 180), 3 * atom);
    });
    const [first, second] = this.group.docked.map((name) => this.named.get(name)!) as [number, number];
    const first0 = modelled[this.moving.indexOf(first)]!;
    const second0 = modelled[this.moving.indexOf(second)]!;
    this.bendIntoPlane(pivot, [first, second], [first0, second0]);
    this.bendAtAlpha(alpha, hinge, [first, second], [first0, second0]);
  }

  /** Bends the turned group at the pivot into the plane that it was modelled in. */
  private bendIntoPlane(
    pivot: Vector,
    ends: readonly [number, number],
    places: readonly [Vector, Vector],
  ): void {
    const normalOf = (a: Vector, b: Vector): Vector => unit(cross(subtract(a, pivot), subtract(b, pivot)));
    const before = normalOf(places[0], places[1]);
    const now = normalOf(position(this.atoms.xyz, ends[0]), position(this.atoms.xyz, ends[1]));
    const betweenDeg = (Math.acos(Math.max(-1, Math.min(1, dot(before, now)))) * 180) / Math.PI;
    const axis = cross(before, now);
    for (const atom of this.moving) this.turn(atom, pivot, axis, 180 - betweenDeg);
  }

  /** Turns the side chain about Cα until its first end points to the second's place and its second lies towards the first's. */
  private bendAtAlpha(
    alpha: number,
    hinge: number,
    ends: readonly [number, number],
    places: readonly [Vector, Vector],
  ): void {
    const origin = position(this.atoms.xyz, alpha);
    const linkers = this.group.linkers.flatMap((name) => this.named.get(name) ?? []);
    const sideChain = new Set([...this.moving, this.center, hinge, ...linkers]);
    const target = unit(subtract(places[1], origin));
    const end = unit(subtract(position(this.atoms.xyz, ends[0]), origin));
    const betweenDeg = (Math.acos(Math.max(-1, Math.min(1, dot(target, end)))) * 180) / Math.PI;
    const axis = cross(target, end);
    for (const atom of sideChain) this.turn(atom, origin, axis, -betweenDeg);
    const twist = dihedralDeg(position(this.atoms.xyz, ends[1]), origin, places[1], places[0]);
    const along = subtract(places[1], origin);
    for (const atom of sideChain) this.turn(atom, origin, along, twist);
  }

  private turn(atom: number, origin: Vector, axis: Vector, angleDeg: number): void {
    if (dot(axis, axis) > 0) {
      this.atoms.xyz.set(rotateAbout(position(this.atoms.xyz, atom), origin, axis, angleDeg), 3 * atom);
    }
  }

  /** Heavy atoms in pairs at each other's places; hydrogens rebuilt on them. */
  private swappedPlaces(modelled: readonly Vector[]): Vector[] {
    const { swapped, hydrogens } = this.group;
    const pivot = position(this.atoms.xyz, this.center);
    const placeOf = (name: string): Vector => modelled[swapped.indexOf(name)] ?? pivot;
    const heavy = swapped.map((_, k) => modelled[k ^ 1]!);
    const present = hydrogens.filter((name) => this.named.has(name));
    if (swapped.length > 2) return [...heavy, ...present.map((name) => ringHydrogen(name, placeOf, pivot))];
    return [
      ...heavy,
      ...present.map((_, k) => amideHydrogen(k, placeOf(swapped[0]!), pivot, placeOf(swapped[1]!))),
    ];
  }
}

/** Ring hydrogens of the turned His: the parent stands at its partner's place. */
const ringNeighbors: Record<string, readonly [parent: string, a: string, b: string, length: number]> = {
  HD1: ["CD2", "CG", "NE2", 0.86],
  HD2: ["ND1", "CE1", "CG", 0.93],
  HE1: ["NE2", "CD2", "CE1", 0.93],
  HE2: ["CE1", "NE2", "ND1", 0.86],
};

function ringHydrogen(name: string, placeOf: (name: string) => Vector, pivot: Vector): Vector {
  const [parent, a, b, length] = ringNeighbors[name]!;
  const at = (atom: string): Vector => (atom === "CG" ? pivot : placeOf(atom));
  const origin = at(parent);
  const towards = unit(add(unit(subtract(at(a), origin)), unit(subtract(at(b), origin))));
  return [origin[0] - length * towards[0], origin[1] - length * towards[1], origin[2] - length * towards[2]];
}

/** Hydrogen `k` of the turned amide: N stands at the oxygen's place, O at the nitrogen's. */
function amideHydrogen(k: number, oxygenPlace: Vector, pivot: Vector, nitrogenPlace: Vector): Vector {
  const length = 0.86;
  const toPivot = unit(subtract(pivot, oxygenPlace));
  const normal = cross(toPivot, subtract(nitrogenPlace, pivot));
  const towards = rotateAbout(toPivot, [0, 0, 0], normal, k === 0 ? 120 : -120);
  return [
    oxygenPlace[0] + length * towards[0],
    oxygenPlace[1] + length * towards[1],
    oxygenPlace[2] + length * towards[2],
  ];
}
