/** Q-scores: the model's mean against what is usual at its resolution, and the distribution over residues. */

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { expectedQAt, expectedQRange } from "../../tables/expected-q.ts";
import type { MapFit } from "../../validate/map/validate-map-fit.ts";
import type { Plain } from "../../validate/plain.ts";
import { fixed } from "../format-metric.ts";
import type { ReportResidue } from "../report-residues.ts";
import { html, type Markup } from "./html.ts";
import { roleBadge } from "./metric-table.ts";
import { plotFrame } from "./plot-frame.ts";

const area = { left: 40, top: 24, width: 380, height: 240 };
const viewBox = `0 0 ${area.left + area.width + 12} ${area.top + area.height + 40}`;
const [right, bottom] = [area.left + area.width, area.top + area.height];

/** How many straight pieces the curve is drawn of. */
const nCurvePoints = 40;

/** Mean Q of the model as a point beside the mean of deposited models. */
export function qByResolution(fit: Plain<MapFit>, before: Plain<MapFit> | undefined): Markup {
  const { resolution, q, qExpected } = fit;
  if (resolution === null || q === null) return html``;
  const x = scaleLinear([Math.min(2, resolution), Math.max(8, resolution)], [area.left, right]);
  const y = scaleLinear([0, 0.8], [bottom, area.top]).clamp(true);
  const [best, worst] = x.domain() as [number, number];
  const usual = line<number>(x, (d) => y(expectedQAt(d)!));
  const curve = Array.from(
    { length: nCurvePoints + 1 },
    (_, i) => best + (i / nCurvePoints) * (worst - best),
  );
  const { min, max } = expectedQRange;
  const text = `Q ${fixed(q, 3)} at ${fixed(resolution, 2)} Å; usual is ${qExpected === null ? "not known there" : fixed(qExpected, 2)}`;
  const point = (value: number | null, kind: string): Markup | false =>
    value !== null &&
    html`<circle class="point ${kind}" cx="${x(resolution).toFixed(1)}" cy="${y(value).toFixed(1)}" r="6"/>`;
  return html`<figure class="plot"><figcaption><b>Q-score by resolution</b> ${roleBadge("held out")} ${text}</figcaption>
<svg class="q-resolution" viewBox="${viewBox}" role="img" aria-label="${text}">
${plotFrame(area, { scale: x, label: "resolution (Å)", ticks: x.ticks(6) }, { scale: y, label: "mean Q (σ 0.4 Å)", ticks: [0, 0.2, 0.4, 0.6, 0.8] })}
<path class="curve usual" d="${usual(curve.filter((d) => d >= min && d <= max)) ?? ""}"/><text class="curve-label" x="${x(5.2)}" y="${y(0.27)}">mean of deposited models</text>
${before && point(before.q, "was")}${point(q, "now")}</svg></figure>`;
}

const binWidth = 0.05;

/** How many residues have which Q, before as an outline. */
export function qHistogram(
  residues: readonly ReportResidue[],
  { qExpected }: Plain<MapFit>,
  hasBefore: boolean,
): Markup {
  const now = residues.flatMap(({ row }) => row.q ?? []);
  if (now.length === 0) return html``;
  const was = hasBefore ? residues.flatMap(({ before }) => before?.q ?? []) : [];
  const bins = [now, was].map(countInBins) as [number[], number[]];
  const x = scaleLinear([-0.2, 1], [area.left, right]);
  const y = scaleLinear([0, Math.max(...bins.flat())], [bottom, area.top]).nice(4);
  const bar = (n: number, i: number): string =>
    n === 0
      ? ""
      : `M${x(lowest + i * binWidth) + 1} ${bottom}V${y(n).toFixed(1)}H${x(lowest + (i + 1) * binWidth) - 1}V${bottom}z`;
  const outline = `M${x(lowest)} ${bottom}${bins[1].map((n, i) => `V${y(n).toFixed(1)}H${x(lowest + (i + 1) * binWidth).toFixed(1)}`).join("")}`;
  const text = `${now.length} residues, half of them above ${fixed(median(now), 2)}`;
  return html`<figure class="plot"><figcaption><b>Q-score of residues</b> ${roleBadge("held out")} ${text}${hasBefore && "; the line is before"}</figcaption>
<svg class="q-histogram" viewBox="${viewBox}" role="img" aria-label="Distribution of Q: ${text}">
${plotFrame(area, { scale: x, label: "Q of the residue", ticks: [-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1] }, { scale: y, label: "residues", ticks: y.ticks(4) })}
<path class="bars" d="${bins[0].map(bar).join("")}"/>${hasBefore && html`<path class="outline" d="${outline}"/>`}${
    qExpected !== null &&
    html`<path class="curve usual" d="M${x(qExpected).toFixed(1)} ${area.top}V${bottom}"/><text class="curve-label" x="${x(qExpected).toFixed(1)}" y="${area.top - 8}">usual</text>`
  }</svg></figure>`;
}

const lowest = -0.2;

function countInBins(values: readonly number[]): number[] {
  const counts = new Array<number>(Math.round((1 - lowest) / binWidth)).fill(0);
  for (const value of values) {
    const bin = Math.floor((Math.min(0.999, Math.max(lowest, value)) - lowest) / binWidth);
    counts[bin]!++;
  }
  return counts;
}

const median = (values: readonly number[]): number =>
  Float64Array.from(values).sort()[Math.floor(values.length / 2)]!;
