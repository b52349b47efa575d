/** The frame of a plot: area, axes with ticks and labels, as SVG. */

import type { ScaleContinuousNumeric } from "d3-scale";
import { html, type Markup } from "./html.ts";

/** The area inside the axes, in the drawing's own units. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One axis. */
export interface Axis {
  readonly scale: ScaleContinuousNumeric<number, number>;
  readonly label: string;
  readonly ticks: readonly number[];
  readonly format?: (tick: number) => string;
}

/** Grid lines, ticks and labels of both axes; the y label stands above the axis. */
export function plotFrame({ left, top, width, height }: PlotArea, x: Axis, y: Axis): Markup {
  const bottom = top + height;
  const grid = [
    ...x.ticks.map((tick) => `M${at(x, tick)} ${top}V${bottom}`),
    ...y.ticks.map((tick) => `M${left} ${at(y, tick)}H${left + width}`),
  ];
  return html`<path class="grid" d="${grid.join("")}"/><rect class="frame" x="${left}" y="${top}" width="${width}" height="${height}"/>
<g class="ticks x">${x.ticks.map((tick) => html`<text x="${at(x, tick)}" y="${bottom + 16}">${formatTick(x, tick)}</text>`)}</g>
<g class="ticks y">${y.ticks.map((tick) => html`<text x="${left - 6}" y="${at(y, tick) + 4}">${formatTick(y, tick)}</text>`)}</g>
<text class="axis-label x" x="${left + width / 2}" y="${bottom + 34}">${x.label}</text><text class="axis-label" x="${left}" y="${top - 7}">${y.label}</text>`;
}

const at = ({ scale }: Axis, tick: number): number => Math.round(scale(tick) * 10) / 10;

const formatTick = ({ format }: Axis, tick: number): string =>
  format ? format(tick) : String(tick).replace("-", "−");
