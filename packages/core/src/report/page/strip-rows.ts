/** The rows of a residue strip: for each kind of polymer, which verdicts are drawn under the sequence. */

import type { PolymerType } from "../../model/structure.ts";
import type { ResidueRow } from "../../validate/residue-rows.ts";
import { hasSuiteOutlier, isOddPeptide } from "../report-residues.ts";

/** How a residue stands in one row; undefined where the row does not apply to it. */
export type Grade = "good" | "fair" | "poor";

/** One row of a strip. */
export interface StripRow {
  readonly label: string;
  readonly grade: (row: ResidueRow) => Grade | undefined;
}

const byVerdict = { favoured: "good", allowed: "fair", outlier: "poor" } as const;

const ramachandran: StripRow = {
  label: "Ramach.",
  grade: ({ ramachandran: verdict }) => (verdict ? byVerdict[verdict] : undefined),
};

const rotamer: StripRow = {
  label: "Rotamer",
  grade: ({ rotamer: verdict }) => (verdict ? byVerdict[verdict] : undefined),
};

const suite: StripRow = {
  label: "Suite",
  grade: (row) => {
    if (row.suite === null || row.suite === "__") return undefined;
    if (hasSuiteOutlier(row)) return "poor";
    return row.suiteness !== null && row.suiteness < 0.4 ? "fair" : "good";
  },
};

const pucker: StripRow = {
  label: "Pucker",
  grade: ({ puckerOutlier }) => (puckerOutlier === null ? undefined : puckerOutlier ? "poor" : "good"),
};

/** Whether the residue had the atoms for any measure of geometry: a trace of CA or P alone has not. */
const hasBackbone = ({
  polymer,
  ramachandran,
  rotamer,
  cbetaDeviation,
  peptide,
  suite,
  ...row
}: ResidueRow) =>
  row.nGeometryOutliers > 0 ||
  (polymer !== "protein" && polymer !== "rna") ||
  [ramachandran, rotamer, cbetaDeviation, peptide, suite, row.puckerOutlier].some((value) => value !== null);

/** Bonds, angles, hands and planes; for proteins the Cβ deviation and the peptide bond too. */
const geometry: StripRow = {
  label: "Geometry",
  grade: (row) => {
    if (!hasBackbone(row)) return undefined;
    const isOff = (row.cbetaDeviation ?? 0) >= 0.25 || isOddPeptide(row) || row.nGeometryOutliers > 1;
    return isOff ? "poor" : row.nGeometryOutliers === 1 ? "fair" : "good";
  },
};

const clashes: StripRow = {
  label: "Clashes",
  grade: ({ nClashes }) =>
    nClashes === null ? undefined : nClashes === 0 ? "good" : nClashes === 1 ? "fair" : "poor",
};

/** The rows of a chain of this kind, from top to bottom. */
export function stripRows(polymer: PolymerType): readonly StripRow[] {
  if (polymer === "protein") return [ramachandran, rotamer, geometry, clashes];
  if (polymer === "rna" || polymer === "hybrid") return [suite, pucker, geometry, clashes];
  return [geometry, clashes];
}
