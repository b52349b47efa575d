/** A validation report as JSON: every measurement, and what the headline numbers mean. */

import { metricNames, metrics } from "../validate/metrics/metrics.ts";
import { percentileOf, type ValidationReport } from "./validation-report.ts";

/**
 * The text of `report.json`: `metrics` by name (those of the wwPDB's validation reports where it has the item) with label, unit, role, scale,
 * `value` and, where there is a model before, `before`; `rotamerChanges` and `flaggedResidues` of a refinement; then the complete results, residue by residue, under `model` and `before`.
 */
export function reportJson(report: ValidationReport): string {
  const { program, created, title, inputs, model, before, refinement, notes = [], percentiles } = report;
  const table = metricNames.map((name) => {
    const { value: _, ...description } = metrics[name];
    const value = model.values[name];
    const percentile = percentileOf(percentiles, name, value);
    const numbers = { value, ...(before && { before: before.values[name] }) };
    return [name, { ...description, ...numbers, ...(percentile !== undefined && { percentile }) }];
  });
  const json = {
    program,
    ...(created !== undefined && { created }),
    title,
    inputs,
    metrics: Object.fromEntries(table),
    ...(percentiles && { percentileSource: percentiles.source }),
    notes,
    ...refinement,
    model,
    ...(before && { before }),
  };
  return `${JSON.stringify(json, (_, value) => (typeof value === "number" ? rounded(value) : value))}\n`;
}

/** Seven significant digits: more than any measurement has, and half the file. */
const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(7)));
