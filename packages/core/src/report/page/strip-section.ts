/** Chain by chain: how many findings its residues have, and the strips of all residues. */

import type { PolymerType } from "../../model/structure.ts";
import { fixed, plural } from "../format-metric.ts";
import type { ReportResidue } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";
import { html, type Markup } from "./html.ts";
import { blockLength, stripBlock } from "./strip-block.ts";

/** The polymer residues of one author chain, which follow each other in the model. */
interface ChainStretch {
  readonly chain: string;
  readonly polymer: PolymerType;
  /** Index of its first residue in the model. */
  readonly first: number;
  readonly residues: readonly ReportResidue[];
}

const polymerNames: Readonly<Record<PolymerType, string>> = {
  protein: "protein",
  rna: "RNA",
  dna: "DNA",
  hybrid: "DNA/RNA hybrid",
  other: "other polymer",
  none: "",
};

/** Consecutive polymer residues of one chain and kind. */
function stretchesOf(residues: readonly ReportResidue[]): ChainStretch[] {
  const stretches: (ChainStretch & { residues: ReportResidue[] })[] = [];
  residues.forEach((residue, index) => {
    const { polymer, id } = residue.row;
    if (polymer === "none") return;
    const last = stretches.at(-1);
    const continues = last?.chain === id.chain && last.polymer === polymer;
    if (continues && last.first + last.residues.length === index) last.residues.push(residue);
    else stretches.push({ chain: id.chain, polymer, first: index, residues: [residue] });
  });
  return stretches;
}

/** The section; empty for a model without polymers. */
export function stripSection(report: ValidationReport, residues: readonly ReportResidue[]): Markup {
  const stretches = stretchesOf(residues);
  if (stretches.length === 0) return html``;
  const { model, before } = report;
  return html`<section id="residues"><h2>Residue by residue</h2>
${chainTable(stretches, model.mapFit !== null)}
${stripLegend(report)}
${stretches.map(
  ({
    chain,
    polymer,
    first,
    residues: own,
  }) => html`<h3 id="chain-${first}">Chain ${chain} <small>${polymerNames[polymer]}, ${plural(own.length, "residue")}</small></h3>
<div class="strips">${Array.from({ length: Math.ceil(own.length / blockLength) }, (_, block) =>
    stripBlock({
      residues: own.slice(block * blockLength, (block + 1) * blockLength),
      first: first + block * blockLength,
      polymer,
      hasMap: model.mapFit !== null,
      hasBefore: before !== undefined,
      qExpected: model.mapFit?.qExpected ?? null,
    }),
  )}</div>`,
)}</section>`;
}

function chainTable(stretches: readonly ChainStretch[], hasMap: boolean): Markup {
  return html`<table class="chains"><caption>Residues by their number of findings</caption>
<thead><tr><th scope="col">Chain</th><th scope="col">Kind</th><th scope="col" class="number">Residues</th><th scope="col">None · 1 · 2 · 3 or more</th>${
    hasMap && html`<th scope="col" class="number">Mean Q</th><th scope="col" class="number">Mean CC</th>`
  }</tr></thead><tbody>${stretches.map(({ chain, polymer, first, residues }) => {
    const counts = [0, 0, 0, 0];
    for (const { findings } of residues) counts[Math.min(3, findings.length)]!++;
    return html`<tr><th scope="row"><a href="#chain-${first}">${chain}</a></th><td>${polymerNames[polymer]}</td><td class="number">${residues.length}</td><td class="quality">${qualityBar(
      counts,
      residues.length,
    )}</td>${hasMap && [html`<td class="number">${meanOf(residues, "q")}</td>`, html`<td class="number">${meanOf(residues, "cc")}</td>`]}</tr>`;
  })}</tbody></table>`;
}

/** Shares of residues with 0, 1, 2, 3 or more findings; the numbers are the text alternative. */
function qualityBar(counts: readonly number[], total: number): Markup {
  const spoken = counts.map((n, i) => `${n} with ${["none", "1", "2", "3 or more"][i]}`).join(", ");
  return html`<span class="quality-bar" role="img" aria-label="${spoken}">${counts.map(
    (n, i) =>
      n > 0 && html`<span class="findings-${i}" style="width:${fixed((100 * n) / total, 2)}%">${n}</span>`,
  )}</span>`;
}

function meanOf(residues: readonly ReportResidue[], key: "q" | "cc"): string {
  const values = residues.flatMap(({ row }) => row[key] ?? []);
  return values.length === 0 ? "–" : fixed(values.reduce((sum, value) => sum + value, 0) / values.length, 3);
}

function stripLegend({ model, before }: ValidationReport): Markup {
  return html`<p class="legend strip-legend"><span><i class="key good"></i>good</span><span><i class="key fair"></i>allowed, weak, or one outlier</span><span><i class="key poor"></i>outlier</span>${
    before && html`<span>the thin marks above a row are the model before</span>`
  }${
    model.mapFit &&
    html`<span>bars: Q-score from 0 to 1${before && html`; line: Q before`}; dashes: what Q usually is at this resolution</span>`
  }<span>dashed lines across: missing residues</span><span class="script-only">Click a residue, or focus a strip and use the arrow keys.</span></p>`;
}
