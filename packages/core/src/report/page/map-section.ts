/** The fit to the map: FSC curves with their cut-offs, Q against what is usual, Q of all residues. */

import { fixed } from "../format-metric.ts";
import type { ReportResidue } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";
import { fscFigure } from "./fsc-figure.ts";
import { html, type Markup } from "./html.ts";
import { qByResolution, qHistogram } from "./q-figures.ts";

/** The section; empty without a map. */
export function mapSection(report: ValidationReport, residues: readonly ReportResidue[]): Markup {
  const { model, before } = report;
  if (!model.mapFit) return html``;
  return html`<section id="map"><h2>Fit to the map</h2>
${fscFigure(model.mapFit, before?.mapFit ?? undefined)}
${halfMapTable(report)}
<div class="plots wide">${qByResolution(model.mapFit, before?.mapFit ?? undefined)}${qHistogram(residues, model.mapFit, before !== undefined)}</div></section>`;
}

/** The model against each half map: what fits half 1 better than half 2 was fitted to noise. */
function halfMapTable({ model, before }: ValidationReport): Markup | false {
  const halves = model.mapFit?.halfMaps;
  if (!halves) return false;
  const was = before?.mapFit?.halfMaps;
  const cell = (value: number | null | undefined, decimals: number, unit = ""): Markup =>
    html`<td class="number">${value === null || value === undefined ? "–" : fixed(value, decimals) + unit}</td>`;
  const rows = [
    ["Map–model FSC 0.5, masked", "dFsc05", 2, " Å"],
    ["CC_mask", "ccMask", 3, ""],
    ["Q-score", "q", 3, ""],
  ] as const;
  const kinds = was
    ? ([
        ["before", was],
        ["after", halves],
      ] as const)
    : ([["", halves]] as const);
  return html`<table class="half-maps"><caption>The model against each half map. If half 1 was refined against, half 2 is held out: a gap between the two is over-fitting.</caption>
<thead><tr><th scope="col">Measure</th>${kinds.map(([kind]) => ["half map 1", "half map 2"].map((half) => html`<th scope="col" class="number">${kind} ${half}</th>`))}</tr></thead>
<tbody>${rows.map(
    ([label, key, decimals, unit]) =>
      html`<tr><th scope="row">${label}</th>${kinds.map(([, fit]) => [cell(fit.half1[key], decimals, unit), cell(fit.half2[key], decimals, unit)])}</tr>`,
  )}</tbody></table>`;
}
