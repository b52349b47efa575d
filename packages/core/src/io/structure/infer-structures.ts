/** Atom rows without chain and entity information → structures with inferred chains and entities, one a model. */

import type { ReadOptions } from "../input-fault.ts";
import { type AtomRows, rowsOfModels } from "./atom-rows.ts";
import { type BuiltStructure, buildStructure } from "./build-structure.ts";
import { checkCoincidentAtoms } from "./check-atoms.ts";
import { groupResidues } from "./group-residues.ts";
import { inferChains, type PolymerHints } from "./infer-chains.ts";
import { ChainPlacer, type EntityHints, type PlacedChain } from "./place-chains.ts";

export interface BuiltModels {
  readonly built: readonly BuiltStructure[];
  readonly notes: readonly string[];
}

/** Groups, splits and labels the atoms of every model. */
export function inferStructures(
  rows: AtomRows,
  entryId: string,
  hints: PolymerHints & EntityHints,
  options: ReadOptions,
): BuiltModels {
  const placer = new ChainPlacer(rows.authAsymId, hints);
  const notes = new Set<string>();
  const models: { modelNumber: number; chains: PlacedChain[] }[] = [];
  for (const [modelNumber, modelRows] of rowsOfModels(rows)) {
    checkCoincidentAtoms(rows, modelRows, options);
    const grouped = groupResidues(rows, modelRows, options);
    for (const note of grouped.notes) notes.add(note);
    models.push({ modelNumber, chains: placer.place(rows, inferChains(rows, grouped.residues, hints)) });
  }
  for (const note of placer.notes) notes.add(note);
  const { entities } = placer;
  const built = models.map(({ modelNumber, chains }) =>
    buildStructure(rows, chains, { entryId, modelNumber, entities }),
  );
  return { built, notes: [...notes] };
}
