/** The terms that need hydrogens or residues, compiled from a model: hydrogens, clashes, Cβ positions, RNA suites and base pairs. */

import type { TermLists } from "@cryoreel/geometry-wasm";
import type { MonomerDictionary } from "../model/monomer.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { cbetaList } from "./cbeta-list.ts";
import { clashRules } from "./clash-rules.ts";
import { hydrogenList, type ModelHydrogens } from "./hydrogen-list.ts";
import { basePairList, findBasePairs } from "./rna/base-pairs.ts";
import { settleHydrogens } from "./settle-hydrogens.ts";
import { suiteList } from "./suite-list.ts";

/** What `createSystem` and its `set` take. */
export interface AllAtomTerms {
  /** `hydrogens.list` belongs to `createSystem`. */
  readonly hydrogens: ModelHydrogens;
  readonly lists: Pick<TermLists, "clash" | "cbeta" | "suite" | "basePair">;
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
      basePair: basePairList(findBasePairs(structure)),
    },
  };
}

/**
 * The terms with hydrogens as the surroundings ask for (`settleHydrogens`), at the coordinates of `structure`; `hydrogenXyz` [n,3],
 * Å, is where those of `terms` stand there. They may be fewer: open another system for them.
 */
export function settledTerms(
  structure: Structure,
  restraints: Restraints,
  { hydrogens, lists }: AllAtomTerms,
  hydrogenXyz: Float64Array,
): AllAtomTerms {
  const settled = settleHydrogens({ structure, restraints, hydrogens, hydrogenXyz });
  return { hydrogens: settled, lists: { ...lists, clash: clashRules(structure, restraints, settled) } };
}
