/** Lists of RNA backbones: suites without a name, puckers. */

import type { PuckerResidue } from "../../../validate/rna-puckers.ts";
import type { Suite } from "../../../validate/rna-suites.ts";
import { fixed } from "../../format-metric.ts";
import { type ReportResidue, residueName } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import { residueButton } from "../residue-button.ts";
import { numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** The lists of one report; none without RNA. */
export function rnaLists(
  { model, before }: ValidationReport,
  residues: readonly ReportResidue[],
): ResidueList[] {
  if (model.suites.length === 0) return [];
  return [suiteList(model.suites, residues, before !== undefined), puckerList(model.puckers, residues)];
}

const suiteList = (
  suites: readonly Suite[],
  residues: readonly ReportResidue[],
  hasBefore: boolean,
): ResidueList => ({
  id: "list-suites",
  title: "Suites without a name",
  note: "Outliers have sensible angles but belong to no cluster; triaged suites have an angle that no suite has.",
  columns: [
    textColumn("Suite"),
    textColumn("Fault"),
    textColumn("Bin"),
    textColumn("δ ε ζ α β γ δ (°)"),
    ...(hasBefore ? [textColumn("Before")] : []),
  ],
  rows: suites
    .filter(({ status }) => status === "outlier" || status === "triaged")
    .map(({ id, status, bin, triageCause, anglesDeg }) => [
      residueButton(residues, id.residue, residueName(id)),
      status === "triaged" ? `triaged: ${triageCause}` : "outlier",
      bin ?? "–",
      anglesDeg.map((angle) => (angle === null ? "–" : fixed(angle, 0))).join(" "),
      ...(hasBefore ? [residues[id.residue]!.before?.suite ?? "–"] : []),
    ]),
});

const puckerList = (puckers: readonly PuckerResidue[], residues: readonly ReportResidue[]): ResidueList => ({
  id: "list-puckers",
  title: "Pucker outliers",
  note: "Riboses whose δ or ε (the one with the mark) does not go with the distance of the next phosphate from the glycosidic bond.",
  columns: [
    textColumn("Residue"),
    textColumn("Expected pucker"),
    numberColumn("δ (°)"),
    numberColumn("ε (°)"),
  ],
  rows: puckers
    .filter(({ deltaOutlier, epsilonOutlier }) => deltaOutlier || epsilonOutlier)
    .map(({ id, pucker, deltaDeg, epsilonDeg, deltaOutlier, epsilonOutlier }) => [
      residueButton(residues, id.residue, residueName(id)),
      pucker,
      fixed(deltaDeg, 0) + (deltaOutlier ? " !" : ""),
      (epsilonDeg === null ? "–" : fixed(epsilonDeg, 0)) + (epsilonOutlier ? " !" : ""),
    ]),
});
