/** The name of a residue as a button that shows it in every strip and plot. */

import type { ReportResidue } from "../report-residues.ts";
import { html, type Markup } from "./html.ts";

/** The button; without a script it is text. */
export const residueButton = (
  residues: readonly ReportResidue[],
  index: number,
  text = residues[index]!.label,
): Markup => html`<button type="button" class="residue" data-residue="${index}">${text}</button>`;
