/** Tables of headline metrics: name, role, before, after, slider, aim. */

import { type MetricName, metricGroups, metrics } from "../../validate/metrics/metrics.ts";
import { changeOf, formatMetric } from "../format-metric.ts";
import { percentileOf, type ValidationReport } from "../validation-report.ts";
import { html, type Markup } from "./html.ts";
import { slider } from "./slider.ts";

/** What the wwPDB's first page shows, and MolProbity's summary. */
const headline: readonly MetricName[] = [
  "Q_score",
  "cc_mask",
  "fsc_0_5_masked",
  "molprobity_score",
  "clashscore",
  "percent-rama-favored",
  "percent-rama-outliers",
  "rama_z",
  "percent-rota-outliers",
  "suiteness",
  "pucker_outliers",
  "bonds_rmsz",
  "angles_rmsz",
];

/** The headline metrics that have a value, in one table. */
export function headlineTable(report: ValidationReport): Markup {
  return metricTable(report, "Headline metrics", headline.filter(isMeasured(report)));
}

/** All metrics that have a value, a table a group. */
export function allTables(report: ValidationReport): Markup {
  const groups = metricGroups.map(({ title, names }) => ({ title, names: names.filter(isMeasured(report)) }));
  return html`${groups
    .filter(({ names }) => names.length > 0)
    .map(({ title, names }) => html`<h3>${title}</h3>${metricTable(report, title, names)}`)}`;
}

const isMeasured =
  ({ model, before }: ValidationReport) =>
  (name: MetricName): boolean =>
    model.values[name] !== null || (before !== undefined && before.values[name] !== null);

function metricTable(report: ValidationReport, caption: string, names: readonly MetricName[]): Markup {
  const { before, percentiles } = report;
  return html`<table class="metrics"><caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">Metric</th>${before && html`<th scope="col" class="number">Before</th>`}<th scope="col" class="number">${
    before ? "After" : "Value"
  }</th><th scope="col"><span class="ends"><span>poor</span><span>ideal</span></span></th>${
    percentiles && html`<th scope="col" class="number">Percentile</th>`
  }<th scope="col">Aim</th></tr></thead>
<tbody>${names.map((name) => metricRow(report, name))}</tbody></table>`;
}

function metricRow({ model, before, percentiles }: ValidationReport, name: MetricName): Markup {
  const metric = metrics[name];
  const value = model.values[name];
  const earlier = before?.values[name];
  const percentile = percentileOf(percentiles, name, value);
  return html`<tr><th scope="row">${metric.label} ${roleBadge(metric.role)}</th>${
    before &&
    html`<td class="number was-value" data-column="Before">${formatMetric(metric, earlier ?? null)}</td>`
  }<td class="number" data-column="${before ? "After" : "Value"}"><b>${formatMetric(metric, value)}</b>${before && changeMark(changeOf(metric, earlier ?? null, value))}</td><td class="scale">${slider(
    metric,
    value,
    earlier,
  )}</td>${percentiles && html`<td class="number" data-column="Percentile">${percentile === undefined ? "–" : Math.round(percentile)}</td>`}<td class="aim" data-column="Aim">${metric.target}</td></tr>`;
}

const changeMark = (change: "better" | "worse" | "same"): Markup | false =>
  change !== "same" &&
  html`<span class="change ${change}" role="img" aria-label="${change}" title="${change}">${change === "better" ? "▲" : "▼"}</span>`;

/** Whether the metric is optimised, steers, or is held out. */
export const roleBadge = (role: string): Markup =>
  html`<span class="badge ${role === "held out" ? "held-out" : "in-loss"}">${role}</span>`;
