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

export interface PreparedModel {
  readonly structure: Structure;
  readonly restraints: Restraints;
  /** Closed by the caller. */
  readonly system: GeometrySystem;
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
  const system = openStereochemistry(kernels, {
    restraints,
    repulsion: {
      ...heavyAtomContacts(structure, chemistry),
      excluded: excludeBonded(restraints.bonded, fewestBondsOfContact - 1),
    },
    contacts: findSelfContacts(structure),
  });
  return { structure, restraints, system };
}
