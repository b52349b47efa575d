/** A validation for machines: one JSON object with the headline numbers. */

import path from "node:path";
import type { ValidationReport } from "@cryoreel/core/report";

/** What `validate --json` prints; the per-residue tables are in the report that it names. */
export function validationSummary(folder: string, { title, model, before, notes = [] }: ValidationReport) {
  return {
    title,
    report: path.resolve(folder, "report.json"),
    page: path.resolve(folder, "report.html"),
    values: model.values,
    ...(before && { before: before.values }),
    leftOut: model.leftOut,
    notes: [...notes, ...model.notes],
  };
}
