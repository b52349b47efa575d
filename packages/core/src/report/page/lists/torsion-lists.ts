/** Lists of what is odd about torsions: Ramachandran, side chains, Cβ, peptide bonds. */

import type { ResidueId } from "../../../validate/residue-id.ts";
import { fixed } from "../../format-metric.ts";
import { type ReportResidue, residueName } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import type { Insert } from "../html.ts";
import { residueButton } from "../residue-button.ts";
import { numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** The lists of one report. */
export function torsionLists(report: ValidationReport, residues: readonly ReportResidue[]): ResidueList[] {
  const { model } = report;
  if (model.ramachandran.length + model.rotamers.length + model.peptides.length === 0) return [];
  const button = (id: ResidueId): Insert => residueButton(residues, id.residue, residueName(id));
  const beforeOf = (id: ResidueId): ReportResidue["before"] => residues[id.residue]!.before;
  const qOf = (id: ResidueId): string => optional(residues[id.residue]!.row.q, 2);
  const extra = [
    ...(model.mapFit ? [numberColumn("Q")] : []),
    ...(report.before ? [textColumn("Before")] : []),
  ];
  const extraCells = (id: ResidueId, before: string | null | undefined): Insert[] => [
    ...(model.mapFit ? [qOf(id)] : []),
    ...(report.before ? [before ?? "–"] : []),
  ];
  return [
    {
      id: "list-ramachandran",
      title: "Ramachandran outliers",
      note: "Residues outside the allowed contour of their class.",
      columns: [
        textColumn("Residue"),
        textColumn("Class"),
        numberColumn("φ (°)"),
        numberColumn("ψ (°)"),
        numberColumn("Score (%)"),
        ...extra,
      ],
      rows: model.ramachandran
        .filter(({ verdict }) => verdict === "outlier")
        .sort((a, b) => a.scorePercent - b.scorePercent)
        .map(({ id, residueClass, phiDeg, psiDeg, scorePercent }) => [
          button(id),
          residueClass,
          fixed(phiDeg, 0),
          fixed(psiDeg, 0),
          fixed(scorePercent, 3),
          ...extraCells(id, beforeOf(id)?.ramachandran),
        ]),
    },
    {
      id: "list-rotamers",
      title: "Side-chain outliers",
      note: "Side chains with χ angles that fewer than 0.3 % of well-determined ones have.",
      columns: [textColumn("Residue"), textColumn("χ (°)"), numberColumn("Score (%)"), ...extra],
      rows: model.rotamers
        .filter(({ verdict }) => verdict === "outlier")
        .sort((a, b) => a.scorePercent - b.scorePercent)
        .map(({ id, chiDeg, scorePercent }) => [
          button(id),
          chiDeg.map((chi) => fixed(chi, 0)).join(", "),
          fixed(scorePercent, 3),
          ...extraCells(id, beforeOf(id)?.rotamer),
        ]),
    },
    {
      id: "list-cbeta",
      title: "Cβ deviations",
      note: "Cβ atoms 0.25 Å or more from where the backbone puts them.",
      columns: [textColumn("Residue"), numberColumn("Deviation (Å)"), ...extra],
      rows: model.cbeta
        .filter(({ outlier }) => outlier)
        .sort((a, b) => b.deviation - a.deviation)
        .map(({ id, deviation }) => [
          button(id),
          fixed(deviation, 3),
          ...extraCells(id, optional(beforeOf(id)?.cbetaDeviation, 3)),
        ]),
    },
    {
      id: "list-peptides",
      title: "Cis and twisted peptide bonds",
      note: "Cis within 30° of 0°, twisted more than 30° from flat. One proline in twenty is cis; of the others, one in three thousand.",
      columns: [textColumn("From"), textColumn("To"), textColumn("Bond"), numberColumn("ω (°)"), ...extra],
      rows: model.peptides
        .filter(({ conformation }) => conformation !== "trans")
        .map(({ id, before, conformation, omegaDeg, proline }) => [
          button(before),
          button(id),
          conformation === "cis" && proline ? "cis-Pro" : conformation,
          fixed(omegaDeg, 0),
          ...extraCells(id, beforeOf(id)?.peptide),
        ]),
    },
  ];
}

const optional = (value: number | null | undefined, decimals: number): string =>
  value === null || value === undefined ? "–" : fixed(value, decimals);
