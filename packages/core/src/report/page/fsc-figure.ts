/** Fourier shell correlation curves with the cut-offs 0.5 and 0.143. */

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { FscCurve } from "../../validate/map/map-model-fsc.ts";
import type { MapFit } from "../../validate/map/validate-map-fit.ts";
import type { Plain } from "../../validate/plain.ts";
import { fixed } from "../format-metric.ts";
import { html, type Markup } from "./html.ts";
import { plotFrame } from "./plot-frame.ts";

const area = { left: 40, top: 40, width: 660, height: 280 };
const cutOffs = [0.5, 0.143] as const;

/** One curve of the plot. */
interface Curve {
  readonly name: string;
  /** CSS class that gives colour and dashes. */
  readonly kind: string;
  readonly curve: Plain<FscCurve>;
  /** Resolution at each cut-off that is meant for this curve, Å. */
  readonly crossings: readonly { readonly cutOff: number; readonly d: number | null }[];
}

/** The figure: map–model curves of both models, half-map curves where there are half maps, and their crossings in words. */
export function fscFigure(fit: Plain<MapFit>, before: Plain<MapFit> | undefined): Markup {
  const curves = curvesOf(fit, before);
  const highest = Math.max(...curves.flatMap(({ curve }) => curve.spatialFrequency.map((s) => s ?? 0)));
  const x = scaleLinear([0, highest], [area.left, area.left + area.width]);
  const y = scaleLinear([-0.1, 1], [area.top + area.height, area.top]);
  const path = line<readonly [number, number]>()
    .x(([s]) => Math.round(x(s) * 10) / 10)
    .y(([, value]) => Math.round(y(value) * 10) / 10);
  const draw = ({ curve }: Curve): string => path(pointsOf(curve)) ?? "";
  const spoken = curves.map(({ name, crossings }) => `${name}: ${crossingText(crossings)}`).join("; ");
  return html`<figure class="wide-plot"><figcaption><b>Fourier shell correlation</b> ${curves.map(
    ({ name, kind, crossings }) =>
      html`<span class="curve-key"><i class="line ${kind}"></i>${name}: ${crossingText(crossings)}</span>`,
  )}</figcaption>
<svg class="fsc" viewBox="0 0 ${area.left + area.width + 12} ${area.top + area.height + 40}" role="img" aria-label="Fourier shell correlation. ${spoken}">
${plotFrame(
  area,
  { scale: x, label: "spatial frequency (1/Å)", ticks: x.ticks(8), format: (tick) => tick.toFixed(2) },
  { scale: y, label: "FSC", ticks: [0, 0.25, 0.5, 0.75, 1] },
)}
<g class="ticks x top">${x
    .ticks(8)
    .filter((tick) => tick > 0)
    .map((tick) => html`<text x="${x(tick)}" y="${area.top - 7}">${(1 / tick).toFixed(1)} Å</text>`)}</g>
${cutOffs.map((value) => html`<path class="cut-off" d="M${area.left} ${y(value)}H${area.left + area.width}"/><text class="cut-off-label" x="${area.left + area.width - 4}" y="${y(value) - 4}">${value}</text>`)}
${resolutionMark(fit.resolution, x)}
${curves.map((curve) => html`<path class="curve ${curve.kind}" d="${draw(curve)}"/>`)}
${curves.flatMap(({ kind, crossings }) =>
  crossings.map(
    ({ cutOff, d }) =>
      d !== null &&
      html`<circle class="crossing ${kind}" cx="${x(1 / d).toFixed(1)}" cy="${y(cutOff).toFixed(1)}" r="4"/>`,
  ),
)}</svg>
${curveTable(curves)}</figure>`;
}

function curvesOf(fit: Plain<MapFit>, before: Plain<MapFit> | undefined): Curve[] {
  const half = fit.halfMaps;
  const modelCrossings = ({ dFsc05Masked, dFsc0143Masked }: Plain<MapFit>) => [
    { cutOff: 0.5, d: dFsc05Masked },
    { cutOff: 0.143, d: dFsc0143Masked },
  ];
  return [
    ...(before
      ? [{ name: "before, masked", kind: "was", curve: before.fscMasked, crossings: modelCrossings(before) }]
      : []),
    {
      name: before ? "after, masked" : "masked",
      kind: "now",
      curve: fit.fscMasked,
      crossings: modelCrossings(fit),
    },
    {
      name: before ? "after, unmasked" : "unmasked",
      kind: "now unmasked",
      curve: fit.fscUnmasked,
      crossings: [{ cutOff: 0.5, d: fit.dFsc05Unmasked }],
    },
    ...(half
      ? [
          {
            name: "half maps, masked",
            kind: "half",
            curve: half.fscMasked,
            crossings: [{ cutOff: 0.143, d: half.dFsc0143Masked }],
          },
          {
            name: "half maps, unmasked",
            kind: "half unmasked",
            curve: half.fscUnmasked,
            crossings: [{ cutOff: 0.143, d: half.dFsc0143Unmasked }],
          },
        ]
      : []),
  ];
}

const pointsOf = ({ spatialFrequency, fsc }: Plain<FscCurve>): (readonly [number, number])[] =>
  spatialFrequency.flatMap((s, i) => {
    const value = fsc[i];
    return s === null || value === null || value === undefined ? [] : [[s, Math.max(-0.1, value)] as const];
  });

const crossingText = (crossings: Curve["crossings"]): string =>
  crossings
    .map(({ cutOff, d }) => (d === null ? `no crossing of ${cutOff}` : `${fixed(d, 2)} Å at ${cutOff}`))
    .join(", ");

/** A line at the resolution that was given for the map. */
function resolutionMark(resolution: number | null, x: (s: number) => number): Markup | false {
  if (resolution === null || !(resolution > 0)) return false;
  const at = x(1 / resolution);
  if (at > area.left + area.width) return false;
  return html`<path class="resolution" d="M${at.toFixed(1)} ${area.top}v${area.height}"/><text class="resolution-label" x="${(at - 4).toFixed(1)}" y="${area.top + 12}">${fixed(resolution, 2)} Å</text>`;
}

/** The numbers behind the curves, for those who cannot see them. */
function curveTable(curves: readonly Curve[]): Markup {
  const { spatialFrequency } = curves[0]!.curve;
  return html`<details class="numbers"><summary>Numbers</summary><table><thead><tr><th scope="col" class="number">1/Å</th>${curves.map(
    ({ name }) => html`<th scope="col" class="number">${name}</th>`,
  )}</tr></thead><tbody>${spatialFrequency.map(
    (s, i) =>
      html`<tr><td class="number">${(s ?? 0).toFixed(4)}</td>${curves.map(({ curve }) => html`<td class="number">${curve.fsc[i] == null ? "–" : fixed(curve.fsc[i], 3)}</td>`)}</tr>`,
  )}</tbody></table></details>`;
}
