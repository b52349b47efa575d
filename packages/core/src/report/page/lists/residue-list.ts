/** A list of findings whose rows name residues: how every list of the report is written. */

import { grouped, plural } from "../../format-metric.ts";
import { html, type Insert, type Markup } from "../html.ts";

/** Head of a column; numbers stand to the right. */
export interface ListColumn {
  readonly label: string;
  readonly isNumber: boolean;
}

export const textColumn = (label: string): ListColumn => ({ label, isNumber: false });
export const numberColumn = (label: string): ListColumn => ({ label, isNumber: true });

/** One list, worst first. */
export interface ResidueList {
  readonly id: string;
  readonly title: string;
  /** A sentence on what is listed and from which limit on. */
  readonly note: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly (readonly Insert[])[];
}

/** Rows beyond this many are in report.json only: a page of thousands of rows helps nobody. */
const mostRows = 200;
/** Lists up to this length are open from the start. */
const mostOpenRows = 15;

/** The list as a table that can be folded. */
export function residueList({ id, title, note, columns, rows }: ResidueList): Markup {
  const shown = rows.slice(0, mostRows);
  return html`<details class="list" id="${id}"${rows.length <= mostOpenRows && html` open`}><summary><b>${title}</b> <span class="count">${grouped(rows.length)}</span></summary>
<p>${note}${rows.length > mostRows && html` The ${mostRows} worst are shown; report.json has ${plural(rows.length - mostRows, "more row")}.`}</p>
<div class="scroll"><table><thead><tr>${columns.map(({ label, isNumber }) => html`<th scope="col"${isNumber && html` class="number"`}>${label}</th>`)}</tr></thead>
<tbody>${shown.map(
    (cells) =>
      html`<tr>${cells.map((cell, i) => html`<td${columns[i]!.isNumber && html` class="number"`}>${cell}</td>`)}</tr>`,
  )}</tbody></table></div></details>`;
}
