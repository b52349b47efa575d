/** Ramachandran plots, one a residue class, with the contours of the reference distributions and every residue. */

import { scaleLinear } from "d3-scale";
import { type RamachandranClass, ramachandranClasses } from "../../tables/ramachandran.ts";
import type { RamachandranResidue } from "../../validate/ramachandran.ts";
import { fixed, plural } from "../format-metric.ts";
import { type ReportResidue, residueName } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";
import { html, type Markup } from "./html.ts";
import { plotFrame } from "./plot-frame.ts";
import { ramachandranContours } from "./ramachandran-contours.ts";

const classNames: Readonly<Record<RamachandranClass, string>> = {
  general: "General",
  glycine: "Glycine",
  cisProline: "cis-Proline",
  transProline: "trans-Proline",
  preProline: "Before proline",
  isoleucineValine: "Isoleucine and valine",
};

const area = { left: 38, top: 22, width: 300, height: 300 };
const viewBox = `0 0 ${area.left + area.width + 10} ${area.top + area.height + 40}`;
const x = scaleLinear([-180, 180], [area.left, area.left + area.width]);
const y = scaleLinear([-180, 180], [area.top + area.height, area.top]);
const ticks = [-180, -90, 0, 90, 180];

/** How many outliers of a plot get their name beside them; the others have it as a tooltip. */
const mostNames = 8;

/** The section; empty for a model without residues to plot. */
export function ramachandranSection(report: ValidationReport, residues: readonly ReportResidue[]): Markup {
  const { model, before } = report;
  if (model.ramachandran.length === 0) return html``;
  const earlier = new Map(before?.ramachandran.map((row) => [row.id.residue, row]));
  const plots = ramachandranClasses.flatMap((residueClass) => {
    const rows = model.ramachandran.filter((row) => row.residueClass === residueClass);
    return rows.length === 0 ? [] : [plot(residueClass, rows, (row) => earlierOf(row, residues, earlier))];
  });
  return html`<section id="ramachandran"><h2>Ramachandran plots</h2>
<p>φ across, ψ up, in degrees. Inner contours: favoured (98 % of the reference residues); outer contours: allowed. Crosses are outliers, with a ring where they are selected${
    before && "; grey dots and lines show where residues that changed their verdict were before"
  }.</p>
<div class="plots">${plots}</div></section>`;
}

function earlierOf(
  { id }: RamachandranResidue,
  residues: readonly ReportResidue[],
  earlier: ReadonlyMap<number, RamachandranResidue>,
): RamachandranResidue | undefined {
  const before = residues[id.residue]?.before;
  return before ? earlier.get(before.id.residue) : undefined;
}

function plot(
  residueClass: RamachandranClass,
  rows: readonly RamachandranResidue[],
  before: (row: RamachandranResidue) => RamachandranResidue | undefined,
): Markup {
  const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
  const share = fixed((100 * count("favoured")) / rows.length, 1);
  const caption = `${plural(rows.length, "residue")}: ${share} % favoured, ${count("allowed")} allowed, ${plural(count("outlier"), "outlier")}`;
  const { favoured, allowed } = ramachandranContours(residueClass, x, y);
  const outliers = rows.filter(({ verdict }) => verdict === "outlier");
  return html`<figure class="plot"><figcaption><b>${classNames[residueClass]}</b> ${caption}</figcaption>
<svg class="ramachandran" viewBox="${viewBox}" data-class="${residueClass}" role="group" aria-label="Ramachandran plot, ${classNames[residueClass]}: ${caption}">
<clipPath id="clip-${residueClass}"><rect x="${area.left}" y="${area.top}" width="${area.width}" height="${area.height}"/></clipPath>
<g clip-path="url(#clip-${residueClass})"><path class="allowed-region" d="${allowed}"/><path class="favoured-region" d="${favoured}"/></g>
${plotFrame(area, { scale: x, label: "φ (°)", ticks }, { scale: y, label: "ψ (°)", ticks })}
${changes(rows, before)}<path class="dots favoured" d="${dots(rows, "favoured")}"/><path class="dots allowed" d="${dots(rows, "allowed")}"/>
${outliers.map((row) => outlierMark(row, outliers.length <= mostNames))}</svg></figure>`;
}

const place = ({ phiDeg, psiDeg }: RamachandranResidue): string =>
  `${x(phiDeg).toFixed(1)} ${y(psiDeg).toFixed(1)}`;

/** Dots are lines of no length with round caps: the smallest text for thousands of points. */
const dots = (rows: readonly RamachandranResidue[], verdict: string): string =>
  rows
    .filter((row) => row.verdict === verdict)
    .map((row) => `M${place(row)}h0`)
    .join("");

/** Where residues came from whose verdict changed; no line runs the long way round the plot's edge. */
function changes(
  rows: readonly RamachandranResidue[],
  before: (row: RamachandranResidue) => RamachandranResidue | undefined,
): Markup | false {
  const pairs = rows.flatMap((row) => {
    const was = before(row);
    return was && was.verdict !== row.verdict ? [[was, row] as const] : [];
  });
  const isShort = ([was, row]: (typeof pairs)[number]): boolean =>
    Math.abs(was.phiDeg - row.phiDeg) <= 180 && Math.abs(was.psiDeg - row.psiDeg) <= 180;
  return (
    pairs.length > 0 &&
    html`<path class="moves" d="${pairs
      .filter(isShort)
      .map(([was, row]) => `M${place(was)}L${place(row)}`)
      .join("")}"/><path class="dots before" d="${pairs.map(([was]) => `M${place(was)}h0`).join("")}"/>`
  );
}

function outlierMark(row: RamachandranResidue, isNamed: boolean): Markup {
  const name = residueName(row.id);
  const spoken = `${name}: outlier, φ ${fixed(row.phiDeg, 0)}°, ψ ${fixed(row.psiDeg, 0)}°, score ${fixed(row.scorePercent, 3)} %`;
  const [px, py] = [x(row.phiDeg), y(row.psiDeg)];
  const isRight = row.phiDeg > 100;
  return html`<g class="outlier" role="button" tabindex="0" data-residue="${row.id.residue}" aria-label="${spoken}" transform="translate(${px.toFixed(1)} ${py.toFixed(1)})"><title>${spoken}</title><circle r="8"/><path d="M-4-4L4 4M4-4L-4 4"/>${
    isNamed &&
    html`<text x="${isRight ? -7 : 7}" y="3.5" class="outlier-name${isRight ? " left" : ""}">${name}</text>`
  }</g>`;
}
