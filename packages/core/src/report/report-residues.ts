/** The residues of a report: each with its counterpart in the model before, its findings, and its label. */

import type { ResidueId } from "../validate/residue-id.ts";
import type { ResidueRow } from "../validate/residue-rows.ts";
import { plural } from "./format-metric.ts";
import type { ValidationReport } from "./validation-report.ts";

/** One residue of the model. */
export interface ReportResidue {
  readonly row: ResidueRow;
  /** The residue of the same chain, number and kind in the model before; null where there is none. */
  readonly before: ResidueRow | null;
  readonly label: string;
  /** What is wrong with it, in words. */
  readonly findings: readonly string[];
}

/** The residues in the order of the model. */
export function reportResidues({
  model,
  before,
}: Pick<ValidationReport, "model" | "before">): ReportResidue[] {
  const earlier = new Map<string, ResidueRow>();
  for (const row of before?.residues ?? []) {
    for (const key of [exactKey(row.id), placeKey(row.id)]) if (!earlier.has(key)) earlier.set(key, row);
  }
  return model.residues.map((row) => ({
    row,
    before: earlier.get(exactKey(row.id)) ?? earlier.get(placeKey(row.id)) ?? null,
    label: residueName(row.id),
    findings: findingsOf(row),
  }));
}

/** `A/LEU 48`, as in the judge's own messages. */
export const residueName = ({ chain, compId, number, insCode, altLoc }: ResidueId): string =>
  `${chain}/${compId} ${number}${insCode}${altLoc === "" ? "" : ` (${altLoc})`}`;

const placeKey = ({ chain, number, insCode }: ResidueId): string => `${chain} ${number}${insCode}`;
const exactKey = (id: ResidueId): string => `${placeKey(id)} ${id.compId}`;

/** From this deviation on a Cβ is misplaced, Å (Lovell et al. 2003). */
const cbetaLimit = 0.25;

/** Whether a peptide bond is one that needs a reason: twisted, or cis before another residue than proline. */
export const isOddPeptide = ({ peptide, id }: ResidueRow): boolean =>
  peptide === "twisted" || (peptide === "cis" && id.compId !== "PRO");

/** Whether the residue's suite is an outlier or triaged. */
export const hasSuiteOutlier = ({ suite }: ResidueRow): boolean => suite === "!!";

function findingsOf(row: ResidueRow): string[] {
  const { ramachandran, rotamer, cbetaDeviation, peptide, puckerOutlier, nGeometryOutliers, nClashes } = row;
  const findings: string[] = [];
  if (ramachandran === "outlier") findings.push("Ramachandran outlier");
  if (rotamer === "outlier") findings.push("rotamer outlier");
  if (cbetaDeviation !== null && cbetaDeviation >= cbetaLimit) findings.push("Cβ deviation");
  if (isOddPeptide(row)) findings.push(`${peptide} peptide`);
  if (hasSuiteOutlier(row)) findings.push("suite outlier");
  if (puckerOutlier) findings.push("pucker outlier");
  if (nGeometryOutliers > 0) findings.push(plural(nGeometryOutliers, "geometry outlier"));
  if (nClashes) findings.push(nClashes === 1 ? "1 clash" : `${nClashes} clashes`);
  return findings;
}
