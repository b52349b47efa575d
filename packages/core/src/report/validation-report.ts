/** What a validation report is made of, whatever form it is written in. */

import type { MetricName } from "../validate/metrics/metrics.ts";
import type { ValidationResult } from "../validate/validate-model.ts";
import type { RefinementFindings } from "./refinement-findings.ts";

/** A file that was judged, as the report names it. */
export interface ReportInput {
  /** `model`, `before`, `map`, `half-map1` … */
  readonly role: string;
  readonly path: string;
  readonly sha256?: string;
}

/** Where models of an archive stand: for each metric (value, percentile) pairs, ascending by value; 100 is best. */
export interface PercentileTable {
  /** Which models, and when: printed beside every percentile. */
  readonly source: string;
  readonly metrics: Readonly<
    Partial<Record<MetricName, readonly (readonly [value: number, percentile: number])[]>>
  >;
}

/** One model's results, with those of the model that it was made from where there is one. */
export interface ValidationReport {
  readonly program: { readonly name: string; readonly version: string };
  /** ISO 8601; the caller's clock. */
  readonly created?: string;
  readonly title: string;
  readonly inputs: readonly ReportInput[];
  readonly model: ValidationResult;
  readonly before?: ValidationResult;
  /** Where the model was refined: what that did to single residues. */
  readonly refinement?: RefinementFindings;
  /** Sentences of the caller: what was inferred from the files. */
  readonly notes?: readonly string[];
  readonly percentiles?: PercentileTable;
}

/** The percentile of a value, linear between the table's rows and held at its ends; undefined without a table for the metric. */
export function percentileOf(
  table: PercentileTable | undefined,
  name: MetricName,
  value: number | null,
): number | undefined {
  const rows = table?.metrics[name];
  if (!rows || rows.length === 0 || value === null) return undefined;
  const after = rows.findIndex(([known]) => known >= value);
  if (after < 0) return rows.at(-1)![1];
  if (after === 0) return rows[0]![1];
  const [[v0, p0], [v1, p1]] = [rows[after - 1]!, rows[after]!];
  return p0 + ((p1 - p0) * (value - v0)) / (v1 - v0);
}
