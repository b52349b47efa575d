/** The head of the page: what was judged, with what, the headline numbers, and the residues to look at first. */

import { fixed, grouped, plural } from "../format-metric.ts";
import type { ReportResidue } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";
import { html, type Markup } from "./html.ts";
import { headlineTable } from "./metric-table.ts";
import { residueButton } from "./residue-button.ts";

/** How many residues are named as the first to look at. */
const nWorst = 14;

/** The title and the facts of the run. */
export function pageHead(report: ValidationReport): Markup {
  const { program, created, title, inputs } = report;
  const facts = factsOf(report);
  return html`<header class="head"><p class="kicker">Validation report · ${program.name} ${program.version}${
    created !== undefined &&
    html` · <time datetime="${created}">${created.slice(0, 16).replace("T", " ")}</time>`
  }</p>
<h1>${title}</h1>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<ul class="inputs" aria-label="Files">${inputs.map(({ role, path }) => html`<li><span>${role}</span> <code>${path}</code></li>`)}</ul>
</header>`;
}

function factsOf({ model, before }: ValidationReport): [string, string][] {
  const { mapFit, residues } = model;
  const polymers = residues.filter(({ polymer }) => polymer !== "none");
  const chains = new Set(polymers.map(({ id }) => id.chain)).size;
  const facts: [string, string][] = [
    ["Atoms", grouped(model.nAtoms)],
    ["Residues", `${grouped(polymers.length)} in ${plural(chains, "chain")}`],
  ];
  if (mapFit) {
    facts.push(["Resolution", `${fixed(mapFit.resolution ?? 0, 2)} Å`]);
    const half = mapFit.halfMaps?.dFsc0143Masked;
    if (half !== undefined && half !== null) facts.push(["Half maps, FSC 0.143", `${fixed(half, 2)} Å`]);
    facts.push(["Contour", (mapFit.contour ?? 0).toPrecision(3)]);
  } else facts.push(["Map", "none"]);
  if (before) facts.push(["Compared with", "the model before"]);
  return facts;
}

/** The sliders of the headline metrics and the residues with the most findings. */
export function overviewSection(report: ValidationReport, residues: readonly ReportResidue[]): Markup {
  return html`<section id="overview"><h2>At a glance</h2>
${headlineTable(report)}
<p class="legend"><span class="slider-key"><span class="now"></span>${report.before ? "after" : "this model"}</span>${
    report.before && html`<span class="slider-key"><span class="was"></span>before</span>`
  }<span>Scales are fixed from poor (left) to ideal (right)${
    report.percentiles
      ? html`; percentiles: ${report.percentiles.source}`
      : "; no percentiles, because no table of them was supplied"
  }.</span><span><span class="badge held-out">held out</span> the refinement never sees it: only such a metric shows that a model became better rather than better-looking.</span></p>
${worstResidues(residues)}</section>`;
}

/** Clashes and geometry outliers, to order residues with as many kinds of findings. */
const faultsOf = ({ row }: ReportResidue): number => (row.nClashes ?? 0) + row.nGeometryOutliers;

function worstResidues(residues: readonly ReportResidue[]): Markup {
  const listed = residues
    .map((residue, index) => ({ residue, index, n: residue.findings.length, nFaults: faultsOf(residue) }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || b.nFaults - a.nFaults);
  if (listed.length === 0) return html`<p class="verdict">No residue has an outlier of any kind.</p>`;
  return html`<h3>Look here first</h3>
<p>${plural(listed.length, "residue")} of ${grouped(residues.length)} ${listed.length === 1 ? "has" : "have"} findings. The ones with the most:</p>
<ul class="chips">${listed
    .slice(0, nWorst)
    .map(
      ({ residue, index }) =>
        html`<li>${residueButton(residues, index)} <span>${residue.findings.join(", ")}</span></li>`,
    )}</ul>`;
}
