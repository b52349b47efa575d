/** Lists of the fit to the map: what fits worse than before, what fits worst, ligands; and every side chain that changed. */

import type { MapFit } from "../../../validate/map/validate-map-fit.ts";
import type { Plain } from "../../../validate/plain.ts";
import { fixed } from "../../format-metric.ts";
import { type ReportResidue, residueName } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import { residueButton } from "../residue-button.ts";
import { numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** A residue's Q fell by so much: its fit became clearly worse. */
const clearLoss = 0.1;
/** How many of the residues that fit worst are listed. */
const nWorst = 30;
const waters = new Set(["HOH", "DOD"]);

/** The lists of one report. */
export function mapLists(report: ValidationReport, residues: readonly ReportResidue[]): ResidueList[] {
  const { model, before } = report;
  return [
    ...(before?.mapFit && model.mapFit ? [worseFits(residues)] : []),
    ...(before && model.rotamers.length > 0 ? [changedRotamers(report, residues)] : []),
    ...(model.mapFit ? [worstFits(residues)] : []),
    ...(residues.some(isLigand) ? [ligands(report, residues)] : []),
  ];
}

const isLigand = ({ row }: ReportResidue): boolean => row.polymer === "none" && !waters.has(row.id.compId);

const number = (value: number | null | undefined, decimals = 2): string =>
  value === null || value === undefined ? "–" : fixed(value, decimals);

function worseFits(residues: readonly ReportResidue[]): ResidueList {
  const rows = residues.flatMap(({ row, before }, index) =>
    row.q !== null && before && before.q !== null && before.q - row.q > clearLoss
      ? [{ index, was: before.q, q: row.q, ccWas: before.cc, cc: row.cc }]
      : [],
  );
  return {
    id: "list-worse-fits",
    title: "Residues that fit worse than before",
    note: `Residues whose Q fell by more than ${clearLoss}: compare both models with the map there.`,
    columns: [
      textColumn("Residue"),
      numberColumn("Q before"),
      numberColumn("Q after"),
      numberColumn("CC before"),
      numberColumn("CC after"),
    ],
    rows: rows
      .sort((a, b) => a.q - a.was - (b.q - b.was))
      .map(({ index, was, q, ccWas, cc }) => [
        residueButton(residues, index),
        number(was),
        number(q),
        number(ccWas),
        number(cc),
      ]),
  };
}

function changedRotamers(
  { model, before }: ValidationReport,
  residues: readonly ReportResidue[],
): ResidueList {
  const earlier = new Map(before!.rotamers.map((row) => [`${row.id.residue} ${row.id.altLoc}`, row]));
  const sideChainQ = (fit: Plain<MapFit> | null, residue: number): string =>
    number(fit?.ofResidue.qSideChain[residue]);
  return {
    id: "list-changed-rotamers",
    title: "Side chains that changed their rotamer",
    note: "With the Q-score of the side chain before and after.",
    columns: [
      textColumn("Residue"),
      textColumn("Before"),
      textColumn("After"),
      numberColumn("Score before (%)"),
      numberColumn("Score after (%)"),
      numberColumn("Q before"),
      numberColumn("Q after"),
    ],
    rows: model.rotamers.flatMap(({ id, name, scorePercent }) => {
      const match = residues[id.residue]!.before;
      const was = match ? earlier.get(`${match.id.residue} ${id.altLoc}`) : undefined;
      if (!was || was.name === name) return [];
      return [
        [
          residueButton(residues, id.residue, residueName(id)),
          was.name,
          name,
          fixed(was.scorePercent, 1),
          fixed(scorePercent, 1),
          sideChainQ(before!.mapFit, was.id.residue),
          sideChainQ(model.mapFit, id.residue),
        ],
      ];
    }),
  };
}

function worstFits(residues: readonly ReportResidue[]): ResidueList {
  const rows = residues.flatMap(({ row }, index) =>
    row.q !== null && row.polymer !== "none" ? [{ index, q: row.q, cc: row.cc }] : [],
  );
  return {
    id: "list-worst-fits",
    title: "Residues that fit the map worst",
    note: `The ${Math.min(nWorst, rows.length)} polymer residues of the lowest Q.`,
    columns: [textColumn("Residue"), numberColumn("Q"), numberColumn("CC")],
    rows: rows
      .sort((a, b) => a.q - b.q)
      .slice(0, nWorst)
      .map(({ index, q, cc }) => [residueButton(residues, index), number(q), number(cc)]),
  };
}

function ligands({ model }: ValidationReport, residues: readonly ReportResidue[]): ResidueList {
  return {
    id: "list-ligands",
    title: "Ligands and ions",
    note: "Residues of no polymer, waters left out.",
    columns: [
      textColumn("Residue"),
      ...(model.mapFit ? [numberColumn("Q"), numberColumn("CC")] : []),
      numberColumn("Clashes"),
      numberColumn("Geometry outliers"),
    ],
    rows: residues.flatMap((residue, index) =>
      isLigand(residue)
        ? [
            [
              residueButton(residues, index),
              ...(model.mapFit ? [number(residue.row.q), number(residue.row.cc)] : []),
              residue.row.nClashes ?? "–",
              residue.row.nGeometryOutliers,
            ],
          ]
        : [],
    ),
  };
}
