/** Lists of what is odd about torsions: Ramachandran, side chains, Cβ, peptide bonds, CaBLAM. */

import type { ResidueId } from "../../../validate/residue-id.ts";
import type { ResidueRow } from "../../../validate/residue-rows.ts";
import { fixed } from "../../format-metric.ts";
import { type ReportResidue, residueName } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import type { Insert } from "../html.ts";
import { residueButton } from "../residue-button.ts";
import { type ListColumn, numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** The lists of one report. */
export function torsionLists(report: ValidationReport, residues: readonly ReportResidue[]): ResidueList[] {
  const { ramachandran, rotamers, peptides, cablam } = report.model;
  if (ramachandran.length + rotamers.length + peptides.length === 0) return [];
  const beside = new Beside(report, residues);
  return [
    ramachandranList(report, beside),
    rotamerList(report, beside),
    cbetaList(report, beside),
    peptideList(report, beside),
    ...(cablam ? [cablamList(cablam, beside)] : []),
  ];
}

/** What every list tells of a residue beside its own measures: its name, Q where there is a map, and what it was before. */
class Beside {
  readonly columns: readonly ListColumn[];
  private readonly residues: readonly ReportResidue[];
  private readonly hasMap: boolean;
  private readonly hasBefore: boolean;

  constructor({ model, before }: ValidationReport, residues: readonly ReportResidue[]) {
    this.residues = residues;
    this.hasMap = model.mapFit !== null;
    this.hasBefore = before !== undefined;
    this.columns = [
      ...(this.hasMap ? [numberColumn("Q")] : []),
      ...(this.hasBefore ? [textColumn("Before")] : []),
    ];
  }

  button(id: ResidueId): Insert {
    return residueButton(this.residues, id.residue, residueName(id));
  }

  /** The cells of `columns`; `before` reads the same measure off the residue before. */
  cells({ residue }: ResidueId, before: (row: ResidueRow) => string | null): Insert[] {
    const { row, before: was } = this.residues[residue]!;
    return [
      ...(this.hasMap ? [optional(row.q, 2)] : []),
      ...(this.hasBefore ? [(was && before(was)) ?? "–"] : []),
    ];
  }
}

const optional = (value: number | null, decimals: number): string =>
  value === null ? "–" : fixed(value, decimals);

const ramachandranList = ({ model }: ValidationReport, beside: Beside): ResidueList => ({
  id: "list-ramachandran",
  title: "Ramachandran outliers",
  note: "Residues outside the allowed contour of their class.",
  columns: [
    textColumn("Residue"),
    textColumn("Class"),
    numberColumn("φ (°)"),
    numberColumn("ψ (°)"),
    numberColumn("Score (%)"),
    ...beside.columns,
  ],
  rows: model.ramachandran
    .filter(({ verdict }) => verdict === "outlier")
    .sort((a, b) => a.scorePercent - b.scorePercent)
    .map(({ id, residueClass, phiDeg, psiDeg, scorePercent }) => [
      beside.button(id),
      residueClass,
      fixed(phiDeg, 0),
      fixed(psiDeg, 0),
      fixed(scorePercent, 3),
      ...beside.cells(id, ({ ramachandran }) => ramachandran),
    ]),
});

const rotamerList = ({ model }: ValidationReport, beside: Beside): ResidueList => ({
  id: "list-rotamers",
  title: "Side-chain outliers",
  note: "Side chains with χ angles that fewer than 0.3 % of well-determined ones have.",
  columns: [textColumn("Residue"), textColumn("χ (°)"), numberColumn("Score (%)"), ...beside.columns],
  rows: model.rotamers
    .filter(({ verdict }) => verdict === "outlier")
    .sort((a, b) => a.scorePercent - b.scorePercent)
    .map(({ id, chiDeg, scorePercent }) => [
      beside.button(id),
      chiDeg.map((chi) => fixed(chi, 0)).join(", "),
      fixed(scorePercent, 3),
      ...beside.cells(id, ({ rotamer }) => rotamer),
    ]),
});

const cbetaList = ({ model }: ValidationReport, beside: Beside): ResidueList => ({
  id: "list-cbeta",
  title: "Cβ deviations",
  note: "Cβ atoms 0.25 Å or more from where the backbone puts them.",
  columns: [textColumn("Residue"), numberColumn("Deviation (Å)"), ...beside.columns],
  rows: model.cbeta
    .filter(({ outlier }) => outlier)
    .sort((a, b) => b.deviation - a.deviation)
    .map(({ id, deviation }) => [
      beside.button(id),
      fixed(deviation, 3),
      ...beside.cells(id, ({ cbetaDeviation }) => optional(cbetaDeviation, 3)),
    ]),
});

const peptideList = ({ model }: ValidationReport, beside: Beside): ResidueList => ({
  id: "list-peptides",
  title: "Cis and twisted peptide bonds",
  note: "Cis within 30° of 0°, twisted more than 30° from flat. One proline in twenty is cis; of the others, one in three thousand.",
  columns: [
    textColumn("From"),
    textColumn("To"),
    textColumn("Bond"),
    numberColumn("ω (°)"),
    ...beside.columns,
  ],
  rows: model.peptides
    .filter(({ conformation }) => conformation !== "trans")
    .map(({ id, before, conformation, omegaDeg, proline }) => [
      beside.button(before),
      beside.button(id),
      conformation === "cis" && proline ? "cis-Pro" : conformation,
      fixed(omegaDeg, 0),
      ...beside.cells(id, ({ peptide }) => peptide),
    ]),
});

const cablamList = (rows: NonNullable<ValidationReport["model"]["cablam"]>, beside: Beside): ResidueList => ({
  id: "list-cablam",
  title: "CaBLAM and CA geometry outliers",
  note: "Backbones that no good structure traces like this: peptides below 1 % of the distribution, CA traces below 0.5 %.",
  columns: [
    textColumn("Residue"),
    textColumn("Fault"),
    numberColumn("Peptide score (%)"),
    numberColumn("CA score (%)"),
  ],
  rows: rows
    .filter(({ verdict }) => verdict === "outlier" || verdict === "CA geometry outlier")
    .map(({ id, verdict, peptidePercent, tracePercent }) => [
      beside.button(id),
      verdict,
      optional(peptidePercent, 2),
      fixed(tracePercent, 2),
    ]),
});
