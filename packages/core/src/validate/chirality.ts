/** Chiral centres: their hand, and how far their volume is from its target. */
import type { Restraints } from "../model/restraints.ts";
import { atomLabel, type Structure } from "../model/structure.ts";
import { atomKinds } from "./covalent-geometry.ts";
import { cross, difference, dot } from "./measure.ts";

/** What is wrong: the other hand; the right hand, but distorted by more than 4σ; or names that belong to the other hand. */
export type ChiralityFault = "wrong hand" | "distorted" | "swapped names";

/** One centre with a fault. */
export interface ChiralityOutlier {
  /** The centre and its three neighbours. */
  readonly atoms: readonly string[];
  readonly residue: number;
  readonly fault: ChiralityFault;
  /** Signed volumes, Å³. */
  readonly volume: number;
  readonly ideal: number;
  readonly z: number;
}

/** All chiral centres. */
export interface Chirality {
  readonly n: number;
  /** Å³; null without centres. */
  readonly rmsd: number | null;
  readonly nWrongHand: number;
  /** Centres that are distorted or of the wrong hand, worst first. */
  readonly outliers: readonly ChiralityOutlier[];
  /** Pairs of like atoms (of Val, Leu, phosphates) that carry each other's names. */
  readonly swappedNames: readonly ChiralityOutlier[];
}

/** Measures (r1 − c)·((r2 − c) × (r3 − c)) of every centre of `restraints` made of heavy atoms. */
export function validateChirality(structure: Structure, restraints: Restraints): Chirality {
  const { chirality } = restraints;
  const { xyz } = structure.atoms;
  const kind = atomKinds(structure, restraints);
  const outliers: ChiralityOutlier[] = [];
  const swappedNames: ChiralityOutlier[] = [];
  let [n, squares] = [0, 0];
  for (let centre = 0; centre < chirality.ideal.length; centre++) {
    const atoms = Array.from(chirality.atoms.subarray(4 * centre, 4 * centre + 4));
    if (atoms.some((atom) => kind[atom] === 0)) continue;
    const [c, r1, r2, r3] = atoms as [number, number, number, number];
    const volume = dot(difference(xyz, c, r1), cross(difference(xyz, c, r2), difference(xyz, c, r3)));
    const eitherHand = chirality.bothHands[centre] === 1;
    const ideal = chirality.ideal[centre]!;
    const deviation = (eitherHand ? Math.abs(volume) : volume) - ideal;
    const z = deviation / chirality.sigma[centre]!;
    if (!Number.isFinite(z)) continue;
    n++;
    squares += deviation * deviation;
    const report = (fault: ChiralityFault): ChiralityOutlier => ({
      atoms: atoms.map((atom) => atomLabel(structure, atom)),
      residue: structure.atoms.residueOf[c]!,
      fault,
      volume,
      ideal,
      z,
    });
    if (eitherHand && volume * chirality.namedSign[centre]! < 0) swappedNames.push(report("swapped names"));
    if (!eitherHand && volume * ideal < 0) outliers.push(report("wrong hand"));
    else if (Math.abs(z) > 4) outliers.push(report("distorted"));
  }
  outliers.sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  const nWrongHand = outliers.filter(({ fault }) => fault === "wrong hand").length;
  return { n, rmsd: n > 0 ? Math.sqrt(squares / n) : null, nWrongHand, outliers, swappedNames };
}
