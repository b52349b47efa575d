/** Everything about a model that does not change while it is refined: restraints, contacts, open stereochemistry. */

import { excludeBonded, type GeometryKernels, type GeometrySystem } from "@cryoreel/geometry-wasm";
import {
  atomChemistry,
  compileRestraints,
  fewestBondsOfContact,
  heavyAtomContacts,
  type MonomerDictionary,
  mendWrongHands,
  type Restraints,
  type Structure,
} from "../model/index.ts";
import { allAtomTerms } from "./all-atom-terms.ts";
import { ligandTorsions } from "./ligand-torsions.ts";
import { ramachandranList } from "./ramachandran-list.ts";
import { rotamerList } from "./rotamer-list.ts";
import { type ContactList, findSelfContacts, keptContacts } from "./self-contacts.ts";
import { openStereochemistry } from "./stereochemistry.ts";
import type { RestraintCounts } from "./weight-control.ts";

export interface PreparedModel {
  /** The input, wrong hands mended. */
  readonly structure: Structure;
  readonly restraints: Restraints;
  /** Closed by the caller. */
  readonly system: GeometrySystem;
  readonly counts: RestraintCounts;
  /** Of the input; the system holds those of the stage. */
  readonly contacts: ContactList;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

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
  const contacts = findSelfContacts(structure);
  const system = openStereochemistry(kernels, {
    restraints,
    repulsion: {
      ...heavyAtomContacts(structure, chemistry),
      excluded: excludeBonded(restraints.bonded, fewestBondsOfContact - 1),
    },
    contacts,
    ligandTorsions: ligandTorsions(structure, restraints),
    ramachandran: ramachandranList(structure),
    rotamer: rotamerList(structure),
    allAtom: allAtomTerms(structure, restraints, options.dictionaries),
  });
  const counts = {
    bond: restraints.bonds.ideal.length,
    angle: restraints.angles.ideal.length,
    contact: contacts.ideal.length,
  };
  return { structure, restraints, system, counts, contacts, notes: [...restraints.notes, ...notes] };
}

/** Sets the contacts of a stage that begins at `xyz`; returns the numbers of restraints that its strain is measured with. */
export function setStageContacts(
  { system, contacts, counts }: PreparedModel,
  stage: "patch" | "later",
  xyz: Float64Array,
): RestraintCounts {
  const list = stage === "patch" ? contacts : keptContacts(contacts, xyz);
  system.set("contact", list);
  return { ...counts, contact: list.ideal.length };
}
