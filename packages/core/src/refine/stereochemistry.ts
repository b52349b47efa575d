/** Opens a structure's stereochemistry in the geometry kernels, and says how each stage weighs its terms. */

import {
  createSystem,
  type GeometryKernels,
  type GeometrySystem,
  type RepulsionRules,
  type TermLosses,
  type TorsionMapList,
} from "@cryoreel/geometry-wasm";
import type { BondList, Restraints, TorsionList } from "../model/restraints.ts";
import { torsionKinds } from "../model/restraints.ts";
import type { AllAtomTerms } from "./all-atom-terms.ts";
import { joinBonds } from "./ligand-shape.ts";
import { joinTorsions } from "./ligand-torsions.ts";
import type { ContactList } from "./self-contacts.ts";
import { type BackbonePull, firstBackbonePull } from "./typical-torsions.ts";
import type { StrainTargets } from "./weight-control.ts";

/** What holds a model together. */
export interface StereochemistryParts {
  readonly restraints: Restraints;
  readonly repulsion: RepulsionRules;
  /** Distances of the input that are kept where the map does not say otherwise. */
  readonly contacts: ContactList;
  readonly rotamer: TorsionMapList;
  /** Hydrogens, clashes, Cβ positions, suites. */
  readonly allAtom: AllAtomTerms;
  /** Held at the input's values. */
  readonly ligandTorsions: TorsionList;
  readonly ligandShape: BondList;
  readonly ramachandran: TorsionMapList;
}

/** Sets every term of the parts. The caller disposes of the system. */
export function openStereochemistry(kernels: GeometryKernels, parts: StereochemistryParts): GeometrySystem {
  const { restraints, repulsion, contacts, ramachandran, allAtom } = parts;
  const { torsions } = restraints;
  const system = createSystem(kernels, restraints.nAtoms, allAtom.hydrogens.list);
  system.set("bond", joinBonds(restraints.bonds, parts.ligandShape));
  system.set("angle", restraints.angles);
  system.set(
    "omega",
    selectTorsions(torsions, (kind) => kind === "omega"),
  );
  system.set(
    "torsion",
    joinTorsions(
      selectTorsions(torsions, (kind) => kind !== "omega"),
      parts.ligandTorsions,
    ),
  );
  system.set("plane", restraints.planes);
  system.set("chirality", restraints.chirality);
  system.set("repulsion", repulsion);
  system.set("contact", contacts);
  system.set("ramachandran", ramachandran);
  system.set("rotamer", parts.rotamer);
  system.set("clash", allAtom.lists.clash);
  system.set("cbeta", allAtom.lists.cbeta);
  system.set("suite", allAtom.lists.suite);
  system.set("basePair", allAtom.lists.basePair);
  return system;
}

function selectTorsions(list: TorsionList, wanted: (kind: string) => boolean): TorsionList {
  const chosen = [...list.kind.keys()].filter((i) => wanted(torsionKinds[list.kind[i]!]!));
  return {
    atoms: Int32Array.from(chosen.flatMap((i) => [...list.atoms.subarray(4 * i, 4 * i + 4)])),
    ideal: Float64Array.from(chosen, (i) => list.ideal[i]!),
    sigma: Float64Array.from(chosen, (i) => list.sigma[i]!),
    period: Int32Array.from(chosen, (i) => list.period[i]!),
    kind: Uint8Array.from(chosen, (i) => list.kind[i]!),
  };
}

/** Judges call 4 σ an outlier: the loss grows steeper from here. */
const HINGE_START = 3;
/** A contact may be this much too near before it costs as much as a bond one σ off, Å. */
const REPULSION_SIGMA = 0.1;

/** −ln of the Ramachandran fraction: a favoured residue has at most 3.9, an outlier at least 6.2. */
const ramachandranLoss = (pull: BackbonePull) => ({ weight: 1, ...pull });

/** −ln of the rotamer's fraction likewise. */
const rotamerLoss = { weight: 2, linear: 1, hinge: 1, start: 3 } as const;

/** Overlaps cost from 0.3 Å on; the judges count from 0.4 Å. A clash of 0.1 Å beyond costs as much as a bond one σ off. */
const clashLoss = { weight: 1, hinge: 1 / 0.1 ** 2, start: 0.3 } as const;
/** Cβ belongs to its ideal place (z counts in units of its σ), outliers are 0.25 Å away. */
const cbetaLoss = { weight: 1, harmonic: 1, start: 2 } as const;
/** z = 1 at the edge of a suite's cluster. Lower weights leave outliers where they are; see docs/decisions/rna.md. */
const suiteLoss = { weight: 200, harmonic: 1 } as const;
/** Pairs hold like a bond with a σ of 0.1 Å and give way where the map parts them. */
const basePairLoss = { weight: 20, harmonic: 1 } as const;

/** How much the input's own distances count: not at all at 2.8 Å, where the map shows side chains; fully from 6 Å. */
export function contactWeight(dMin: number): number {
  return Math.min(1, Math.max(0, (dMin - 2.8) / 3.2));
}

/** Whole patches move: only what holds them together counts. */
export function patchLosses(): TermLosses {
  return {
    contact: { weight: 1, harmonic: 1 },
    bond: { weight: 0.05, harmonic: 1 },
    repulsion: { weight: 0.05, harmonic: 1 / REPULSION_SIGMA ** 2 },
  };
}

/** Residues move as rigid bodies: their links, and no two in one place. */
export function residueLosses(dMin: number): TermLosses {
  return {
    bond: { weight: 1, harmonic: 1 },
    angle: { weight: 1, harmonic: 1 },
    omega: { weight: 1, harmonic: 1 },
    plane: { weight: 1, harmonic: 1 },
    repulsion: { weight: 1, harmonic: 1 / REPULSION_SIGMA ** 2 },
    contact: { weight: contactWeight(dMin), harmonic: 1 },
    ramachandran: ramachandranLoss(firstBackbonePull),
  };
}

/** Every atom moves: everything counts, and nothing may become an outlier. */
export function atomLosses(dMin: number): TermLosses {
  return finishLosses(contactWeight(dMin), 0, firstBackbonePull);
}

/** Rounds of the finish, each harder on outliers than the one before. */
export const nFinishLevels = 4;

/** Losses of the finish: level 0 is that of the atom stage; each further one is steeper beyond the judges' lines. */
export function finishLosses(ofContacts: number, level: number, pull: BackbonePull): TermLosses {
  const strict = { weight: 1, harmonic: 1, hinge: 4 * 5 ** level, start: HINGE_START };
  return {
    bond: strict,
    angle: strict,
    omega: strict,
    torsion: { weight: 0.5, harmonic: 1 },
    plane: strict,
    chirality: strict,
    repulsion: { weight: 1, harmonic: 1 / REPULSION_SIGMA ** 2 },
    contact: { weight: ofContacts, harmonic: 1 },
    ramachandran: ramachandranLoss(pull),
    rotamer: { ...rotamerLoss, hinge: 2 ** level },
    clash: { ...clashLoss, hinge: clashLoss.hinge * 2 ** level },
    cbeta: { ...cbetaLoss, hinge: 4 * 2 ** level },
    suite: suiteLoss,
    basePair: basePairLoss,
  };
}

const falling = (from: number, to: number) => (done: number) => from * (to / from) ** done;

/**
 * What a stage may do to the contacts of the input at 6 Å and coarser and to bonds and angles anywhere (root mean square z), and to
 * the backbone (atypicality).
 */
const allowedStrain = {
  patch: () => ({ contact: 0.25 }),
  residue: () => ({ contact: 0.2, covalent: falling(4, 2) }),
  atom: (dMin: number) => ({
    contact: 0.25,
    covalent: falling(2, finalStrain(dMin)),
    backbone: falling(3, 1),
  }),
};

/** Strain of bonds and angles that a stage ends with: the coarser the map, the less of it is deserved. */
const finalStrain = (dMin: number): number => Math.min(0.6, Math.max(0.25, 0.6 - 0.2 * (dMin - 3.5)));

/** The same at the minimum of the polish, where no step's noise adds to it: coarse maps would be over-fitted there. */
const minimisedStrain = (dMin: number): number => Math.min(0.6, Math.max(0.12, 0.6 - 0.28 * (dMin - 3.5)));

/** What the polish may strain. */
export function polishTargets(dMin: number): StrainTargets {
  return { covalent: () => minimisedStrain(dMin), backbone: () => 1 };
}

/** The map's weight at which the polish begins after an atom stage that ended with `weight`: strain follows its root. */
export function polishWeight(weight: number, dMin: number): number {
  return weight * (minimisedStrain(dMin) / finalStrain(dMin)) ** 2;
}

/**
 * How much each stage may strain the model: loose while it finds its place, tight at the end. Patches, which know nothing but
 * contacts, keep them at any resolution; later stages the less, the more the map shows.
 */
export function strainTargets(stage: keyof typeof allowedStrain, dMin: number): StrainTargets {
  const { contact, ...anywhere } = allowedStrain[stage](dMin);
  if (stage === "patch") return { contact: () => contact };
  const weight = contactWeight(dMin);
  return weight > contact ? { ...anywhere, contact: () => contact / weight } : anywhere;
}
