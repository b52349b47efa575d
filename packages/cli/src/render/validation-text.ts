/** A validation for the terminal: the headline numbers, what was left out. */

import { changeOf, formatMetric, type ValidationReport } from "@cryoreel/core/report";
import { metricGroups, metrics } from "@cryoreel/core/validate";
import { formatTable } from "./table.ts";

const changeMarks = { better: "▲", worse: "▼", same: "" } as const;

/** The text; one table, one block of rows a group of metrics. */
export function validationText(report: ValidationReport): string {
  const { model, before, notes = [] } = report;
  const rows = metricGroups.flatMap(({ names }) =>
    names
      .filter((name) => model.values[name] !== null || (before && before.values[name] !== null))
      .map((name) => {
        const [metric, value] = [metrics[name], model.values[name]];
        const was = before?.values[name] ?? null;
        return [
          metric.label,
          ...(before ? [formatMetric(metric, was)] : []),
          formatMetric(metric, value),
          ...(before ? [changeMarks[changeOf(metric, was, value)]] : []),
          metric.role,
        ];
      }),
  );
  const header = ["", ...(before ? ["before", "after", ""] : ["value"]), ""];
  const sentences = [
    ...model.leftOut.map((text) => `left out: ${text}`),
    ...[...notes, ...model.notes].map((text) => `note: ${text}`),
  ];
  return `${formatTable(header, rows)}${sentences.map((text) => `${text}\n`).join("")}`;
}
