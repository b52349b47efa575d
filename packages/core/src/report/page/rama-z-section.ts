/** Rama-Z of the whole model, its helices, sheets and loops, with their uncertainties. */

import { scaleLinear } from "d3-scale";
import type { RamaZ, RamaZScore } from "../../validate/rama-z.ts";
import { fixed } from "../format-metric.ts";
import type { ValidationReport } from "../validation-report.ts";
import { html, type Markup } from "./html.ts";
import { roleBadge } from "./metric-table.ts";

const parts = ["whole", "helix", "sheet", "loop"] as const;
const [left, width, top, pitch] = [64, 420, 26, 34];
const x = scaleLinear([-6, 6], [left, left + width]).clamp(true);

/** The section; empty for a model without protein. */
export function ramaZSection({ model, before }: ValidationReport): Markup {
  const { ramaZ } = model;
  if (ramaZ.whole.z === null) return html``;
  const bottom = top + parts.length * pitch;
  const spoken = parts.map((part) => `${part} ${scoreText(ramaZ[part])}`).join(", ");
  return html`<section id="rama-z"><h2>Rama-Z ${roleBadge("held out")}</h2>
<p>How the whole distribution of φ and ψ compares with well-determined structures, in standard deviations. Between −2 and 2 is usual, beyond ±3 bad, whatever the outliers say.</p>
<figure class="wide-plot"><svg class="rama-z" viewBox="0 0 ${left + width + 130} ${bottom + 40}" role="img" aria-label="Rama-Z: ${spoken}">
<rect class="zone bad" x="${left}" y="${top}" width="${width}" height="${bottom - top}"/>${zone("weak", -3, 3, bottom)}${zone("fine", -2, 2, bottom)}
<path class="grid" d="${[-6, -4, -2, 0, 2, 4, 6].map((tick) => `M${x(tick)} ${top}V${bottom}`).join("")}"/>
<g class="ticks x">${[-6, -4, -2, 0, 2, 4, 6].map((tick) => html`<text x="${x(tick)}" y="${bottom + 15}">${fixed(tick, 0)}</text>`)}</g>
<text class="axis-label x" x="${left + width / 2}" y="${bottom + 32}">standard deviations</text>
${parts.map((part, i) => partRow(part, top + (i + 0.5) * pitch, ramaZ, before?.ramaZ))}</svg></figure></section>`;
}

const zone = (name: string, from: number, to: number, bottom: number): Markup =>
  html`<rect class="zone ${name}" x="${x(from)}" y="${top}" width="${x(to) - x(from)}" height="${bottom - top}"/>`;

const scoreText = ({ z, sigma, nResidues }: RamaZScore): string =>
  z === null ? "none" : `${fixed(z, 2)}${sigma === null ? "" : ` ± ${fixed(sigma, 2)}`} (${nResidues})`;

function partRow(part: (typeof parts)[number], y: number, now: RamaZ, before: RamaZ | undefined): Markup {
  const shift = before ? 7 : 0;
  return html`<text class="row-label" x="${left - 8}" y="${y + 4}">${part}</text>${before && mark(before[part], y - shift, "was")}${mark(
    now[part],
    y + shift,
    "now",
  )}<text class="value" x="${left + width + 10}" y="${y + 4}">${scoreText(now[part])}</text>`;
}

function mark({ z, sigma }: RamaZScore, y: number, kind: "was" | "now"): Markup | false {
  if (z === null) return false;
  const [low, high] = [x(z - (sigma ?? 0)), x(z + (sigma ?? 0))];
  return html`<g class="${kind}"><path d="M${low.toFixed(1)} ${y}H${high.toFixed(1)}"/><circle cx="${x(z).toFixed(1)}" cy="${y}" r="4.5"/></g>`;
}
