/** What rebuilding did, in sentences for the user. */

import { residueLabel, type Structure } from "../model/index.ts";
import type { PeptideTrial, RebuiltModel } from "../refine/index.ts";
import type { NoteEvent } from "./events.ts";

export function* describeRebuilt(
  structure: Structure,
  { peptides, nRotamers }: Pick<RebuiltModel, "peptides" | "nRotamers">,
): Generator<NoteEvent> {
  if (nRotamers > 0) yield { type: "note", message: `${nRotamers} side chains took another rotamer` };
  const list = (trials: readonly PeptideTrial[]): string =>
    trials
      .map(({ residue, omegaDeg }) => `${residueLabel(structure, residue)} (${omegaDeg.toFixed(0)}°)`)
      .join(", ");
  const turned = peptides.filter(({ became }) => became === "trans");
  if (turned.length > 0)
    yield { type: "note", message: `cis or twisted peptides that became trans: ${list(turned)}` };
  const kept = peptides.filter(({ became }) => became !== "trans");
  if (kept.length > 0) {
    const message = `cis or twisted peptides that stay so, as trans would be worse: ${list(kept)}`;
    yield { type: "warning", message };
  }
}
