/** Rebuilds what cannot be reached downhill: peptides that should be trans, suites of RNA, side chains. */

import type { Volume } from "../map/volume.ts";
import { type PeptideTrial, tryTransPeptides } from "./peptide-trials.ts";
import { type DescentParts, minimiseBriefly } from "./polish.ts";
import { type FlaggedResidue, guardResidues, rebuildRotamers, refineChi } from "./rotamers/index.ts";

export interface ModelRebuildParts extends DescentParts {
  readonly map?: { readonly density: Volume; readonly resolution: number };
  /** Which side chains are rebuilt: all, none, or those of which the map can tell (`auto`). */
  readonly rotamers: "auto" | "on" | "off";
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

/** Coarsest resolution at which a map has a say in rotamers, Å; see docs/decisions/rotamer-rebuild.md. */
const REBUILD_UP_TO = 4.5;

/** The side chains alone; those that changed then turn to where they fit best. */
export function rebuildSideChains(
  xyz: Float64Array,
  { model, map, rotamers }: ModelRebuildParts,
): { xyz: Float64Array; nRotamers: number } {
  const isTooCoarse = map !== undefined && map.resolution > REBUILD_UP_TO;
  if (rotamers === "off" || (rotamers === "auto" && isTooCoarse)) return { xyz, nRotamers: 0 };
  const parts = { ...model.sideChainParts, ...(map && { map }) };
  const rebuilt = rebuildRotamers({ ...parts, xyz, ...(rotamers === "on" && { scope: "all" }) });
  const residues = rebuilt.changes.map(({ residue }) => residue);
  return { xyz: refineChi({ ...parts, xyz: rebuilt.xyz, residues }).xyz, nRotamers: residues.length };
}
