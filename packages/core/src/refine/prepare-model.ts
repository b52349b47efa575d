/** A model made ready for refinement: restraints compiled, wrong hands mended, stereochemistry open in the kernels. */

import {
  createSystem,
  excludeBonded,
  type GeometryKernels,
  type GeometrySystem,
} from "@cryoreel/geometry-wasm";
import type { Volume } from "../map/volume.ts";
import {
  atomChemistry,
  compileRestraints,
  fewestBondsOfContact,
  heavyAtomContacts,
  type MonomerDictionary,
  mendWrongHands,
  type Restraints,
  type Structure,
  withCoordinates,
} from "../model/index.ts";
import { allAtomTerms, settledTerms } from "./all-atom-terms.ts";
import { conformationTargets } from "./conformation-targets.ts";
import { ligandShape } from "./ligand-shape.ts";
import { ligandTorsions } from "./ligand-torsions.ts";
import { metalBarrier } from "./metal-barrier.ts";
import { ramachandranList } from "./ramachandran-list.ts";
import { densityFit, placeFit } from "./rna/fragment-fits.ts";
import { rebuildSuites } from "./rna/rebuild-suites.ts";
import { puckersOfTargets, suiteChains } from "./rna/suite-chains.ts";
import { rotamerList } from "./rotamer-list.ts";
import type { SideChainParts } from "./rotamers/index.ts";
import { findSelfContacts, keptContacts } from "./self-contacts.ts";
import { openStereochemistry, type StereochemistryParts } from "./stereochemistry.ts";
import { atypicality } from "./typical-torsions.ts";
import type { RestraintCounts } from "./weight-control.ts";

/** How to compile a model. */
export interface PrepareOptions {
  readonly dictionaries: readonly MonomerDictionary[];
  /** Atoms without dictionary are an error. */
  readonly strict: boolean;
}

/** Compiles the restraints of a model, mends its wrong hands, and opens the restraints in the kernels. */
export function prepareModel(
  input: Structure,
  kernels: GeometryKernels,
  options: PrepareOptions,
): PreparedModel {
  const compiled = compileRestraints(input, options);
  const { structure, notes } = mendWrongHands(input, compiled);
  // Puckers follow the coordinates, so mended sugars need their restraints anew.
  const restraints = structure !== input ? compileRestraints(structure, options) : compiled;
  const chemistry = atomChemistry(structure, restraints.bonded, options.dictionaries);
  const parts = {
    restraints,
    repulsion: {
      ...heavyAtomContacts(structure, chemistry),
      excluded: excludeBonded(restraints.bonded, fewestBondsOfContact - 1, metalBarrier(structure)),
    },
    contacts: findSelfContacts(structure),
    ligandTorsions: ligandTorsions(structure, restraints),
    ligandShape: ligandShape(structure, restraints),
    ramachandran: ramachandranList(structure),
    rotamer: rotamerList(structure),
    allAtom: allAtomTerms(structure, restraints, options.dictionaries),
  };
  return new PreparedModel({ kernels, structure, options, parts, notes: [...restraints.notes, ...notes] });
}

/** Choices of rebuilding that the restraints follow. */
export interface Aims {
  /** Conformers of the suites of RNA, in the order of `suiteList`. */
  readonly suites?: Int32Array;
  /** Residues whose peptide bond in front is to become trans. */
  readonly transPeptides?: Int32Array;
}

interface ModelParts {
  readonly kernels: GeometryKernels;
  readonly structure: Structure;
  readonly options: PrepareOptions;
  readonly parts: StereochemistryParts;
  readonly notes: readonly string[];
}

/** A model with its stereochemistry open in the kernels, and what of it follows the coordinates. The owner disposes of it. */
export class PreparedModel {
  /** The input, wrong hands mended. */
  readonly structure: Structure;
  /** Sentences for the user. */
  readonly notes: readonly string[];
  /** As compiled: hydrogens at default torsions, contacts of the input. */
  private compiled: StereochemistryParts;
  private readonly kernels: GeometryKernels;
  private readonly options: PrepareOptions;
  /** What the restraints are aimed at that the input does not have. */
  private aimed: Aims = {};
  private present: StereochemistryParts;
  private opened: GeometrySystem;

  constructor({ kernels, structure, options, parts, notes }: ModelParts) {
    this.kernels = kernels;
    this.options = options;
    this.structure = structure;
    this.compiled = parts;
    this.present = parts;
    this.notes = notes;
    this.opened = openStereochemistry(kernels, parts);
  }

  /** Until hydrogens are settled or the model is disposed of. */
  get system(): GeometrySystem {
    return this.opened;
  }

  get restraints(): Restraints {
    return this.compiled.restraints;
  }

  /** What `rebuildRotamers` takes of a model. */
  get sideChainParts(): Pick<SideChainParts, "structure" | "restraints" | "dictionaries" | "kernels"> {
    const { structure, restraints, kernels } = this;
    return { structure, restraints, kernels, dictionaries: this.options.dictionaries };
  }

  /** Numbers of the restraints that a stage's strain is measured with. */
  get counts(): RestraintCounts {
    const { bonds, angles } = this.restraints;
    return {
      bond: bonds.ideal.length,
      angle: angles.ideal.length,
      contact: this.present.contacts.ideal.length,
    };
  }

  /**
   * The contacts for a stage that begins at `xyz`: all of the input for the patches, those of them that are left for residues and
   * atoms, and for the polish those that the model has come to, so that it does not go back.
   */
  holdContacts(stage: "patch" | "later" | "polish", xyz: Float64Array): void {
    const { contacts } = this.compiled;
    const of = {
      patch: () => contacts,
      later: () => keptContacts(contacts, xyz),
      polish: () => findSelfContacts(withCoordinates(this.structure, xyz)),
    };
    this.present = { ...this.present, contacts: of[stage]() };
    this.system.set("contact", this.present.contacts);
  }

  /**
   * Turns the hydrogens to where the surroundings at `xyz` ask for, and aims backbone angles at what the library has for the torsions
   * there: opens another system in place of the present one.
   */
  settle(xyz: Float64Array): void {
    const { allAtom, restraints } = this.compiled;
    const places = createSystem(this.kernels, this.structure.nAtoms, allAtom.hydrogens.list);
    const hydrogenXyz = places.placeHydrogens(xyz);
    places.dispose();
    const settled = settledTerms(withCoordinates(this.structure, xyz), restraints, allAtom, hydrogenXyz);
    const angles = conformationTargets(this.structure, restraints.angles, this.compiled.ramachandran, xyz);
    this.present = { ...this.present, allAtom: settled, restraints: { ...restraints, angles } };
    this.reopen();
  }

  private reopen(): void {
    this.opened.dispose();
    this.opened = openStereochemistry(this.kernels, this.present);
  }

  /**
   * Puts doubtful suites of RNA into the conformers that fit best, by the `density` around them or else by where the input has
   * them, and aims the restraints at these and their puckers. Returns the coordinates; the same where there is no RNA.
   */
  async rebuildSuites(xyz: Float64Array, density?: Volume): Promise<Float64Array> {
    const { kernels, options, structure } = this;
    const { suite } = this.compiled.allAtom.lists;
    if (suite.targetOf.length === 0) return xyz;
    const rebuilt = await rebuildSuites({
      structure: withCoordinates(structure, xyz),
      suites: suite,
      kernels,
      dictionaries: options.dictionaries,
      fitOf: density ? densityFit(density, xyz, structure.atoms.element) : placeFit(structure.atoms.xyz),
      ...(this.aimed.suites && { targets: this.aimed.suites }),
    });
    this.aim({ suites: rebuilt.targets });
    return rebuilt.xyz;
  }

  /** What the restraints are aimed at that the input does not have. */
  get aims(): Aims {
    return this.aimed;
  }

  /** Compiles the restraints anew for the aims; those that are not named stay. */
  aim(aims: Aims): void {
    this.aimed = { ...this.aimed, ...aims };
    const { suites, transPeptides } = this.aimed;
    const chains = suiteChains(this.structure, this.compiled.allAtom.lists.suite);
    const restraints = compileRestraints(this.structure, {
      ...this.options,
      ...(suites && { puckers: puckersOfTargets(chains, suites) }),
      ...(transPeptides && { transPeptides: new Set(transPeptides) }),
    });
    const aimed = (parts: StereochemistryParts): StereochemistryParts => {
      const { lists } = parts.allAtom;
      const suite = suites ? { ...lists.suite, targetOf: suites } : lists.suite;
      return { ...parts, restraints, allAtom: { ...parts.allAtom, lists: { ...lists, suite } } };
    };
    this.compiled = aimed(this.compiled);
    this.present = aimed(this.present);
    this.reopen();
  }

  /** What is wrong at `xyz` with what touches the residues: ½z² of bonds and angles, Ramachandran costs, clashes. */
  costAround(xyz: Float64Array, around: ReadonlySet<number>): number {
    const { restraints, ramachandran, allAtom } = this.present;
    const { residueOf } = this.structure.atoms;
    const isAround = (atom: number): boolean => around.has(residueOf[atom]!);
    const parent = (site: number): number =>
      site < this.structure.nAtoms ? site : allAtom.hydrogens.list.atoms[4 * (site - this.structure.nAtoms)]!;
    const sum = (
      term: "bond" | "angle" | "ramachandran" | "clash",
      atomOf: (i: number, pairs: Int32Array) => number,
      cost: (z: number) => number,
    ): number => {
      const { z, atoms } = this.system.measure(term, xyz);
      const pairs = atoms ?? new Int32Array(0);
      return z.reduce((total, value, i) => total + (isAround(atomOf(i, pairs)) ? cost(value) : 0), 0);
    };
    const half = (z: number): number => 0.5 * z * z;
    return (
      sum("bond", (i) => restraints.bonds.atoms[2 * i]!, half) +
      sum("angle", (i) => restraints.angles.atoms[3 * i + 1]!, half) +
      sum(
        "ramachandran",
        (i) => ramachandran.atoms[ramachandran.start[i]! + 2]!,
        (z) => z,
      ) +
      sum(
        "clash",
        (i, pairs) => parent(pairs[2 * i]!),
        (z) => 50 * Math.max(0, z - 0.3) ** 2,
      )
    );
  }

  /** How typical the backbone at `xyz` is; see `atypicality`. */
  atypicality(xyz: Float64Array): number {
    return atypicality(this.compiled.ramachandran, this.system.measure("ramachandran", xyz).z, xyz);
  }

  dispose(): void {
    this.opened.dispose();
  }
}
