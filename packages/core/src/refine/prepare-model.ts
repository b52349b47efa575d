/** A model made ready for refinement: restraints compiled, wrong hands mended, stereochemistry open in the kernels. */

import {
  createSystem,
  excludeBonded,
  type GeometryKernels,
  type GeometrySystem,
} from "@cryoreel/geometry-wasm";
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
import { ligandTorsions } from "./ligand-torsions.ts";
import { ramachandranList } from "./ramachandran-list.ts";
import { rotamerList } from "./rotamer-list.ts";
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
      excluded: excludeBonded(restraints.bonded, fewestBondsOfContact - 1),
    },
    contacts: findSelfContacts(structure),
    ligandTorsions: ligandTorsions(structure, restraints),
    ramachandran: ramachandranList(structure),
    rotamer: rotamerList(structure),
    allAtom: allAtomTerms(structure, restraints, options.dictionaries),
  };
  return new PreparedModel(kernels, structure, parts, [...restraints.notes, ...notes]);
}

/** A model with its stereochemistry open in the kernels, and what of it follows the coordinates. The owner disposes of it. */
export class PreparedModel {
  /** The input, wrong hands mended. */
  readonly structure: Structure;
  /** Sentences for the user. */
  readonly notes: readonly string[];
  /** As compiled: hydrogens at default torsions, contacts of the input. */
  private readonly compiled: StereochemistryParts;
  private readonly kernels: GeometryKernels;
  private present: StereochemistryParts;
  private opened: GeometrySystem;

  constructor(
    kernels: GeometryKernels,
    structure: Structure,
    parts: StereochemistryParts,
    notes: readonly string[],
  ) {
    this.kernels = kernels;
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

  /** Numbers of the restraints that a stage's strain is measured with. */
  get counts(): RestraintCounts {
    const { bonds, angles } = this.restraints;
    return {
      bond: bonds.ideal.length,
      angle: angles.ideal.length,
      contact: this.present.contacts.ideal.length,
    };
  }

  /** The contacts of the input for a stage that begins at `xyz`: the first holds all of them, later ones those that are left. */
  holdContacts(stage: "patch" | "later", xyz: Float64Array): void {
    const { contacts } = this.compiled;
    this.present = { ...this.present, contacts: stage === "patch" ? contacts : keptContacts(contacts, xyz) };
    this.system.set("contact", this.present.contacts);
  }

  /** Turns the hydrogens to where the surroundings at `xyz` ask for: opens another system in place of the present one. */
  settleHydrogens(xyz: Float64Array): void {
    const { allAtom, restraints } = this.compiled;
    const places = createSystem(this.kernels, this.structure.nAtoms, allAtom.hydrogens.list);
    const hydrogenXyz = places.placeHydrogens(xyz);
    places.dispose();
    const settled = settledTerms(withCoordinates(this.structure, xyz), restraints, allAtom, hydrogenXyz);
    this.present = { ...this.present, allAtom: settled };
    this.opened.dispose();
    this.opened = openStereochemistry(this.kernels, this.present);
  }

  /** How typical the backbone at `xyz` is; see `atypicality`. */
  atypicality(xyz: Float64Array): number {
    return atypicality(this.compiled.ramachandran, this.system.measure("ramachandran", xyz).z, xyz);
  }

  dispose(): void {
    this.opened.dispose();
  }
}
