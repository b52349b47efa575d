/** What the guard of a refinement lists: parts of residues that fit the map clearly worse than before. */

import { fixed } from "../../format-metric.ts";
import { type ReportResidue, residueName } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import { residueButton } from "../residue-button.ts";
import { numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** The lists of one report. */
export function guardLists(
  { refinement }: ValidationReport,
  residues: readonly ReportResidue[],
): ResidueList[] {
  if (!refinement) return [];
  const loss = (row: { readonly correlationBefore: number; readonly correlationLeft: number }): number =>
    row.correlationBefore - row.correlationLeft;
  return [
    {
      id: "list-guard",
      title: "Residues that the guard flags",
      note: "Backbones and side chains whose correlation with the map around them fell by more than 0.1. Where a legal side chain fitted better, it was taken. This correlation steers the refinement; Q above does not.",
      columns: [
        textColumn("Residue"),
        textColumn("Part"),
        numberColumn("CC before"),
        numberColumn("CC refined"),
        numberColumn("CC now"),
        textColumn("Turned"),
      ],
      rows: [...refinement.flaggedResidues]
        .sort((a, b) => loss(b) - loss(a))
        .map(({ id, part, correlationBefore, correlationAfter, correlationLeft, isTurned }) => [
          residueButton(residues, id.residue, residueName(id)),
          part === "backbone" ? "backbone" : "side chain",
          fixed(correlationBefore, 2),
          fixed(correlationAfter, 2),
          fixed(correlationLeft, 2),
          isTurned ? "yes" : "no",
        ]),
    },
  ];
}
