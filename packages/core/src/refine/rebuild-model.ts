/** Rebuilds what cannot be reached downhill: peptides that should be trans, suites of RNA, side chains. */

import type { Volume } from "../map/volume.ts";
import { type PeptideTrial, tryTransPeptides } from "./peptide-trials.ts";
import { type DescentParts, minimiseBriefly } from "./polish.ts";
import { type FlaggedResidue, guardResidues, rebuildRotamers } from "./rotamers/index.ts";

export interface ModelRebuildParts extends DescentParts {
  readonly map?: { readonly density: Volume; readonly resolution: number };
  /** Whether side chains are rebuilt. */
  readonly rotamers: boolean;
}

export interface RebuiltModel {
  readonly xyz: Float64Array;
  /** Cis and twisted peptides of the model that were tried as trans ones. */
  readonly peptides: readonly PeptideTrial[];
  /** Side chains that got another rotamer. */
  readonly nRotamers: number;
}

export interface GuardedModel {
  /** Absent where nothing changed. */
  readonly xyz?: Float64Array;
  readonly flagged: readonly FlaggedResidue[];
}

/** Steps of each of the two minimisations that peptides are compared by. */
const TRIAL_STEPS = 60;

/** Rebuilds the model at `xyz`; its restraints and hydrogens follow. */
export async function rebuildModel(xyz: Float64Array, parts: ModelRebuildParts): Promise<RebuiltModel> {
  const { model, map } = parts;
  const { xyz: straight, trials } = await tryTransPeptides(xyz, {
    model,
    ...(map && { density: map.density }),
    minimise: (at) => minimiseBriefly(at, parts, TRIAL_STEPS),
  });
  const formed = await model.rebuildSuites(straight, map?.density);
  const { xyz: built, nRotamers } = rebuildSideChains(formed, parts);
  return { xyz: built, peptides: trials, nRotamers };
}

/**
 * First, do no harm: side chains that fit the map clearly worse than at `before` ([n,3], Å) take the best legal place, and outliers
 * that no clear density asks for become legal.
 */
export function guardSideChains(
  xyz: Float64Array,
  before: Float64Array,
  { model, map }: ModelRebuildParts,
): GuardedModel {
  const parts = { ...model.sideChainParts, ...(map && { map }) };
  const guarded = map ? guardResidues({ ...parts, map, before, xyz }) : { xyz, flagged: [] };
  const legal = rebuildRotamers({ ...parts, xyz: guarded.xyz, scope: "outliers" });
  const isChanged = legal.changes.length > 0 || guarded.flagged.some(({ isTurned }) => isTurned);
  return { ...(isChanged && { xyz: legal.xyz }), flagged: guarded.flagged };
}

/** The side chains alone. */
export function rebuildSideChains(
  xyz: Float64Array,
  { model, map, rotamers }: ModelRebuildParts,
): { xyz: Float64Array; nRotamers: number } {
  if (!rotamers) return { xyz, nRotamers: 0 };
  const { xyz: rebuilt, changes } = rebuildRotamers({ ...model.sideChainParts, xyz, ...(map && { map }) });
  return { xyz: rebuilt, nRotamers: changes.length };
}
