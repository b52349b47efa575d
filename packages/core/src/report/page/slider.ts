/** A slider: where a value stands on its metric's fixed scale from poor to ideal, with the value before. */

import type { Metric } from "../../validate/metrics/metric.ts";
import { formatMetric, positionOf } from "../format-metric.ts";
import { html, type Markup } from "./html.ts";

/** The slider of one metric; empty without a value. */
export function slider(metric: Metric, value: number | null, before: number | null | undefined): Markup {
  if (value === null) return html`<span class="no-value">not measured</span>`;
  const now = percent(positionOf(metric, value));
  const was = typeof before === "number" ? percent(positionOf(metric, before)) : undefined;
  const [from, to] = was === undefined ? [now, now] : [Math.min(was, now), Math.max(was, now)];
  const spoken = [
    `${formatMetric(metric, value)} on a scale from ${formatMetric(metric, metric.poor)}, poor, to ${formatMetric(metric, metric.ideal)}, ideal`,
    ...(typeof before === "number" ? [`before: ${formatMetric(metric, before)}`] : []),
  ];
  return html`<span class="slider" role="img" aria-label="${spoken.join("; ")}"><span class="track"></span>${
    was !== undefined &&
    html`<span class="way" style="left:${from}%;width:${to - from}%"></span><span class="was" style="left:${was}%"></span>`
  }<span class="now" style="left:${now}%"></span></span>`;
}

const percent = (share: number): number => Math.round(share * 1000) / 10;
