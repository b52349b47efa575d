/** The report as one HTML file that needs no network: text, tables and drawings, with a script that links them. */

import { reportResidues } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";
import { html, type Markup, raw } from "./html.ts";
import { listSection } from "./list-section.ts";
import { mapSection } from "./map-section.ts";
import { leftOutSection, methodsSection } from "./methods-section.ts";
import { allTables } from "./metric-table.ts";
import { overviewSection, pageHead } from "./overview-section.ts";
import { pageScript, pageStyle } from "./page-assets.ts";
import { ramaZSection } from "./rama-z-section.ts";
import { ramachandranSection } from "./ramachandran-section.ts";
import { pageData } from "./residue-facts.ts";
import { stripSection } from "./strip-section.ts";

/** Nothing is loaded from anywhere, whatever a file's name or a residue's id may hold. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The text of `report.html`. Drawings are complete without the script, which links residues and shows their numbers. */
export function reportHtml(report: ValidationReport): string {
  const residues = reportResidues(report);
  const sections: [id: string, name: string, section: Markup][] = [
    ["overview", "At a glance", overviewSection(report, residues)],
    ["map", "Map", mapSection(report, residues)],
    ["residues", "Residues", stripSection(report, residues)],
    ["ramachandran", "Ramachandran", ramachandranSection(report, residues)],
    ["rama-z", "Rama-Z", ramaZSection(report)],
    ["lists", "Findings", listSection(report, residues)],
    [
      "metrics",
      "All metrics",
      html`<section id="metrics"><h2>All metrics</h2>${allTables(report)}</section>`,
    ],
    ["left-out", "Left out", leftOutSection(report, residues)],
    ["methods", "Methods", methodsSection(report)],
  ];
  const shown = sections.filter(([, , section]) => section.markup !== "");
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="generator" content="${report.program.name} ${report.program.version}">
<title>${report.title} – validation report</title><style>${raw(pageStyle)}</style></head>
<body><a class="skip" href="#overview">Skip to the results</a>
${pageHead(report)}
<nav aria-label="Sections"><ul>${shown.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main>${shown.map(([, , section]) => section)}</main>
<aside id="inspector" aria-live="polite" aria-label="Selected residue" hidden></aside>
<script type="application/json" id="page-data">${raw(jsonInPage(pageData(report, residues)))}</script>
<script>${raw(pageScript)}</script></body></html>
`;
  return page.markup;
}

/** JSON that cannot end its script element. */
const jsonInPage = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");
