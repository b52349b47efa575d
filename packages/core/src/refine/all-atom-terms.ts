/** The terms that need hydrogens or residues, compiled from a model: hydrogens, clashes, Cβ positions, RNA suites. */

import type { TermLists } from "@cryoreel/geometry-wasm";
import type { MonomerDictionary } from "../model/monomer.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { cbetaList } from "./cbeta-list.ts";
import { clashRules } from "./clash-rules.ts";
import { hydrogenList, type ModelHydrogens } from "./hydrogen-list.ts";
import { suiteList } from "./suite-list.ts";

/** What `createSystem` and its `set` take. */
export interface AllAtomTerms {
  /** `hydrogens.list` belongs to `createSystem`. */
  readonly hydrogens: ModelHydrogens;
  readonly lists: Pick<TermLists, "clash" | "cbeta" | "suite">;
}

/** `restraints` are those of `structure`, compiled with the same dictionaries. */
export function allAtomTerms(
  structure: Structure,
  restraints: Restraints,
  dictionaries: readonly MonomerDictionary[] = [],
): AllAtomTerms {
  const hydrogens = hydrogenList(structure, restraints, dictionaries);
  return {
    hydrogens,
    lists: {
      clash: clashRules(structure, restraints, hydrogens),
      cbeta: cbetaList(structure, restraints),
      suite: suiteList(structure),
    },
  };
}
