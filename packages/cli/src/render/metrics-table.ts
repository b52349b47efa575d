/** The headline metrics before and after a refinement, as a table. */

import { type MetricName, metricNames, metrics } from "@cryoreel/core/validate";
import type { MetricValues } from "@cryoreel/runner";
import { formatTable } from "./table.ts";

/** Counts have no decimals, everything else two significant ones after the point at most. */
function formatValue(name: MetricName, value: number | null): string {
  if (value === null) return "–";
  const digits = Number.isInteger(value) ? 0 : metrics[name].unit === "%" ? 1 : 2;
  return value.toFixed(digits);
}

/** One row a metric that either model has, with what it should become and whether the refinement optimised it. */
export function metricsTable(before: MetricValues, after: MetricValues): string {
  const rows = metricNames
    .filter((name) => before[name] !== null || after[name] !== null)
    .map((name) => [
      metrics[name].label + (metrics[name].unit ? `, ${metrics[name].unit}` : ""),
      formatValue(name, before[name]),
      formatValue(name, after[name]),
      metrics[name].role,
    ]);
  return formatTable(["", "before", "after", ""], rows);
}
