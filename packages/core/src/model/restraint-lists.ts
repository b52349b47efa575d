/** Growing lists of restraints that become the typed arrays of `Restraints`. */
import { bondedGraph } from "./bonded-graph.ts";
import {
  type RestraintSource,
  type Restraints,
  restraintSources,
  type TorsionKind,
  torsionKinds,
} from "./restraints.ts";

/** What a torsion is restrained to; radians. */
export interface TorsionTarget {
  readonly ideal: number;
  readonly sigma: number;
  readonly period: number;
  readonly kind: TorsionKind;
}

/** Å³; see `ChiralityList`. */
export interface ChiralityTarget {
  readonly ideal: number;
  readonly sigma: number;
  readonly bothHands: boolean;
  readonly namedSign: number;
}

/** Items of one topic that are named in full. */
const mostNamed = 12;

/** `topic: item; item; …`, the rest counted; an empty item stands for the topic itself. */
export function noteSentence(topic: string, items: readonly string[]): string {
  const named = items.slice(0, mostNamed).filter((item) => item !== "");
  const more = items.length > mostNamed ? ` and ${items.length - mostNamed} more` : "";
  return named.length === 0 ? topic : `${topic}: ${named.join("; ")}${more}`;
}

/** Collects restraints of one structure. A bond is taken once; the first target of a pair stays. */
export class RestraintLists {
  private readonly topics = new Map<string, string[]>();
  readonly sourceOf: Uint8Array;
  private readonly nAtoms: number;
  private readonly bonds: number[] = [];
  private readonly bondTargets: number[] = [];
  private readonly bondKeys = new Set<number>();
  private readonly targetless: number[] = [];
  private readonly angles: number[] = [];
  private readonly angleTargets: number[] = [];
  private readonly torsions: number[] = [];
  private readonly torsionTargets: TorsionTarget[] = [];
  private readonly planes: number[] = [];
  private readonly planeStart: number[] = [0];
  private readonly planeSigmas: number[] = [];
  private readonly centres: number[] = [];
  private readonly centreTargets: ChiralityTarget[] = [];

  constructor(nAtoms: number) {
    this.nAtoms = nAtoms;
    this.sourceOf = new Uint8Array(nAtoms).fill(restraintSources.indexOf("none"));
  }

  /** Something that the user should know: what `topic` says happened to `item`. Items of one topic become one sentence. */
  addNote(topic: string, item: string): void {
    const items = this.topics.get(topic);
    if (items) items.push(item);
    else this.topics.set(topic, [item]);
  }

  private claimBond(atom1: number, atom2: number): boolean {
    const key = Math.min(atom1, atom2) * this.nAtoms + Math.max(atom1, atom2);
    if (this.bondKeys.has(key)) return false;
    this.bondKeys.add(key);
    return true;
  }

  isBonded(atom1: number, atom2: number): boolean {
    return this.bondKeys.has(Math.min(atom1, atom2) * this.nAtoms + Math.max(atom1, atom2));
  }

  /** Whether the bond is new. */
  addBond(atom1: number, atom2: number, ideal: number, sigma: number): boolean {
    if (!this.claimBond(atom1, atom2)) return false;
    this.bonds.push(atom1, atom2);
    this.bondTargets.push(ideal, sigma);
    return true;
  }

  /** A bond without target: it counts for what is bonded to what alone. */
  addTargetlessBond(atom1: number, atom2: number): boolean {
    if (!this.claimBond(atom1, atom2)) return false;
    this.targetless.push(atom1, atom2);
    return true;
  }

  /** Vertex in the middle; radians. */
  addAngle(atoms: readonly [number, number, number], ideal: number, sigma: number): void {
    this.angles.push(...atoms);
    this.angleTargets.push(ideal, sigma);
  }

  addTorsion(atoms: readonly [number, number, number, number], target: TorsionTarget): void {
    this.torsions.push(...atoms);
    this.torsionTargets.push(target);
  }

  /** Fewer than four atoms are always coplanar: such a group is left out. */
  addPlane(atoms: readonly number[], sigma: number): void {
    if (atoms.length < 4) return;
    this.planes.push(...atoms);
    this.planeStart.push(this.planes.length);
    this.planeSigmas.push(sigma);
  }

  addChirality(atoms: readonly [number, number, number, number], target: ChiralityTarget): void {
    this.centres.push(...atoms);
    this.centreTargets.push(target);
  }

  setSource(atom: number, source: RestraintSource): void {
    this.sourceOf[atom] = restraintSources.indexOf(source);
  }

  finish(): Restraints {
    const everyOther = (list: readonly number[], from: number): Float64Array =>
      Float64Array.from({ length: list.length / 2 }, (_, i) => list[2 * i + from]!);
    const torsion = this.torsionTargets;
    const centre = this.centreTargets;
    return {
      nAtoms: this.nAtoms,
      bonds: {
        atoms: Int32Array.from(this.bonds),
        ideal: everyOther(this.bondTargets, 0),
        sigma: everyOther(this.bondTargets, 1),
      },
      angles: {
        atoms: Int32Array.from(this.angles),
        ideal: everyOther(this.angleTargets, 0),
        sigma: everyOther(this.angleTargets, 1),
      },
      torsions: {
        atoms: Int32Array.from(this.torsions),
        ideal: Float64Array.from(torsion, (t) => t.ideal),
        sigma: Float64Array.from(torsion, (t) => t.sigma),
        period: Int32Array.from(torsion, (t) => t.period),
        kind: Uint8Array.from(torsion, (t) => torsionKinds.indexOf(t.kind)),
      },
      planes: {
        atoms: Int32Array.from(this.planes),
        start: Int32Array.from(this.planeStart),
        sigma: Float64Array.from(this.planeSigmas),
      },
      chirality: {
        atoms: Int32Array.from(this.centres),
        ideal: Float64Array.from(centre, (c) => c.ideal),
        sigma: Float64Array.from(centre, (c) => c.sigma),
        bothHands: Uint8Array.from(centre, (c) => Number(c.bothHands)),
        namedSign: Int8Array.from(centre, (c) => c.namedSign),
      },
      bonded: bondedGraph(this.nAtoms, [this.bonds, this.targetless]),
      sourceOf: this.sourceOf,
      notes: [...this.topics].map(([topic, items]) => noteSentence(topic, items)),
    };
  }
}
