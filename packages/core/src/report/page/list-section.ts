/** All lists of findings, grouped as the metrics are. */

import type { ReportResidue } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";
import { html, type Markup } from "./html.ts";
import { contactLists } from "./lists/contact-lists.ts";
import { geometryLists } from "./lists/geometry-lists.ts";
import { guardLists } from "./lists/guard-lists.ts";
import { mapLists } from "./lists/map-lists.ts";
import { residueList } from "./lists/residue-list.ts";
import { rnaLists } from "./lists/rna-lists.ts";
import { torsionLists } from "./lists/torsion-lists.ts";

/** The section. */
export function listSection(report: ValidationReport, residues: readonly ReportResidue[]): Markup {
  const lists = [mapLists, guardLists, torsionLists, rnaLists, contactLists, geometryLists].flatMap((make) =>
    make(report, residues),
  );
  const empty = lists.filter(({ rows }) => rows.length === 0);
  return html`<section id="lists"><h2>Findings</h2>
<p class="script-only">A residue's name shows it in every strip and plot.</p>
${lists.filter(({ rows }) => rows.length > 0).map(residueList)}
${empty.length > 0 && html`<p>None found: ${empty.map(({ title }) => title).join(" · ")}.</p>`}</section>`;
}
