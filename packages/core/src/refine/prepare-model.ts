/** Everything about a model that does not change while it is refined: restraints, contacts, open stereochemistry. */

import { excludeBonded, type GeometryKernels, type GeometrySystem } from "@cryoreel/geometry-wasm";
import {
  atomChemistry,
  compileRestraints,
  fewestBondsOfContact,
  heavyAtomContacts,
  type MonomerDictionary,
  type Restraints,
  type Structure,
} from "../model/index.ts";
import { findSelfContacts } from "./self-contacts.ts";
import { openStereochemistry } from "./stereochemistry.ts";
import type { RestraintCounts } from "./weight-control.ts";

export interface PreparedModel {
  readonly structure: Structure;
  readonly restraints: Restraints;
  /** Closed by the caller. */
  readonly system: GeometrySystem;
  readonly counts: RestraintCounts;
}

/** How to compile a model. */
export interface PrepareOptions {
  readonly dictionaries: readonly MonomerDictionary[];
  /** Atoms without dictionary are an error. */
  readonly strict: boolean;
}

/** Compiles the restraints of a model and opens them in the kernels. */
export function prepareModel(
  structure: Structure,
  kernels: GeometryKernels,
  options: PrepareOptions,
): PreparedModel {
  const restraints = compileRestraints(structure, options);
  const chemistry = atomChemistry(structure, restraints.bonded, options.dictionaries);
  const contacts = findSelfContacts(structure);
  const system = openStereochemistry(kernels, {
    restraints,
    repulsion: {
      ...heavyAtomContacts(structure, chemistry),
      excluded: excludeBonded(restraints.bonded, fewestBondsOfContact - 1),
    },
    contacts,
  });
  const counts = {
    bond: restraints.bonds.ideal.length,
    angle: restraints.angles.ideal.length,
    contact: contacts.ideal.length,
  };
  return { structure, restraints, system, counts };
}
