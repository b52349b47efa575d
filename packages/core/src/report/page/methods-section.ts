/** What was left out, and how everything was measured: definitions, editions, references. */

import type { ValidationResult } from "../../validate/validate-model.ts";
import { grouped, plural } from "../format-metric.ts";
import type { ReportResidue } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";
import { html, type Markup } from "./html.ts";

/** What could not be measured, and what was inferred; empty where there is nothing to say. */
export function leftOutSection(
  { model, before, notes = [] }: ValidationReport,
  residues: readonly ReportResidue[],
): Markup {
  const known = new Set(model.leftOut);
  const onlyBefore = (before?.leftOut ?? []).filter((sentence) => !known.has(sentence));
  const inferred = [...(before ? unmatched(residues) : []), ...notes, ...model.notes];
  return html`<section id="left-out"><h2>What was left out</h2>
${model.leftOut.length === 0 ? html`<p>Nothing: everything was measured.</p>` : list(model.leftOut)}
${onlyBefore.length > 0 && html`<h3>Of the model before</h3>${list(onlyBefore)}`}
${inferred.length > 0 && html`<h3>Notes</h3>${list(inferred)}`}</section>`;
}

/** Residues that have no counterpart in the model before: their chains or numbers differ. */
function unmatched(residues: readonly ReportResidue[]): string[] {
  const n = residues.filter(({ before }) => before === null).length;
  if (n === 0) return [];
  return [
    `${plural(n, "residue")} of ${grouped(residues.length)} have no counterpart of the same chain and number in the model before: nothing is compared there, residue by residue.`,
  ];
}

const list = (sentences: readonly string[]): Markup =>
  html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;

/** A paragraph on one kind of measurement. */
interface Method {
  readonly title: string;
  readonly applies: (model: ValidationResult) => boolean;
  readonly text: string;
  readonly references: readonly string[];
}

const methods: readonly Method[] = [
  {
    title: "Contacts",
    applies: ({ clashes }) => clashes !== null,
    text: "Hydrogens are placed at the electron-cloud positions of reduce 4.16 in three variants: at default torsions; rotated (hydroxyl, thiol, ammonium and methyl groups and histidine protonation optimised); and with Asn, Gln and His flips as well. Clashes are overlaps of 0.4 Å or more by probe's rule; the clashscore is their number per 1,000 atoms. The rotated variant is the headline and enters the MolProbity score.",
    references: [
      "Word et al. 1999, J. Mol. Biol. 285:1711 and 285:1735",
      "Williams et al. 2018, Protein Sci. 27:293 (MolProbity)",
    ],
  },
  {
    title: "Protein torsions",
    applies: ({ ramachandran, rotamers }) => ramachandran.length + rotamers.length > 0,
    text: "Ramachandran and rotamer scores come from the Top8000 distributions, interpolated as MolProbity does: six Ramachandran classes, favoured from 2 % of the peak on; side chains are outliers below 0.3 %, favoured from 2 % on. Cβ deviations count from 0.25 Å, peptide bonds as cis within 30° of 0° and as twisted more than 30° from flat.",
    references: [
      "Lovell et al. 2003, Proteins 50:437",
      "Hintze et al. 2016, Proteins 84:1177 (Top8000)",
      "Williams et al. 2018, Protein Sci. 27:293",
    ],
  },
  {
    title: "Rama-Z",
    applies: ({ ramaZ }) => ramaZ.whole.z !== null,
    text: "The mean score of φ and ψ by secondary structure and residue type, against the reference structures; its uncertainty is the jackknife's.",
    references: ["Hooft et al. 1997, CABIOS 13:425", "Sobolev et al. 2020, Structure 28:1249"],
  },
  {
    title: "CaBLAM",
    applies: ({ cablam }) => cablam !== null,
    text: "Virtual torsions of CA atoms and carbonyls against the contours that were supplied: peptides are outliers below 1 %, CA traces below 0.5 %.",
    references: ["Williams et al. 2018, Protein Sci. 27:293"],
  },
  {
    title: "Covalent geometry",
    applies: () => true,
    text: "Bonds and angles of heavy atoms by two sets of targets: fixed ones (Engh & Huber for proteins, Parkinson for nucleic acids, monomer dictionaries for the rest), and the conformation-dependent library for protein backbones. RMSZ is the root mean square of deviation over σ.",
    references: [
      "Engh & Huber 2001, International Tables for Crystallography F, 382",
      "Parkinson et al. 1996, Acta Cryst. D52:57",
      "Moriarty et al. 2014, FEBS J. 281:4061 (conformation-dependent library)",
    ],
  },
  {
    title: "RNA backbones",
    applies: ({ suites }) => suites.length > 0,
    text: "Suites are named and scored by suitename's rules. Three averages are printed: over complete, untriaged suites with outliers as 0 (suitename's), over named suites (the wwPDB's), and over all complete suites. Puckers are judged by the distance of the next phosphate from the glycosidic bond.",
    references: ["Richardson et al. 2008, RNA 14:465", "Chen et al. 2010, Acta Cryst. D66:12"],
  },
  {
    title: "Fit to the map",
    applies: ({ mapFit }) => mapFit !== null,
    text: "Model densities use electron scattering factors and the B factors of the file. CC_mask, CC_box, CC_volume and CC_peaks are Phenix's; map–model FSC inside a soft mask of two resolutions around the model, or the mask that was given; resolutions are those of the first crossing. Q-scores use σ = 0.4 Å as the wwPDB and EMDB do (older programs use 0.6); the usual Q is a cubic in the resolution, the mean of deposited models. Atom inclusion is the share of atoms inside the contour.",
    references: [
      "Afonine et al. 2018, Acta Cryst. D74:814",
      "Pintilie et al. 2020, Nat. Methods 17:328, and 2025, Acta Cryst. D81:410 (Q-score)",
      "Rosenthal & Henderson 2003, J. Mol. Biol. 333:721 (0.143)",
      "Peng et al. 1996, Acta Cryst. A52:257 (scattering factors)",
    ],
  },
  {
    title: "EMRinger",
    applies: ({ emringer }) => emringer !== null,
    text: "The density around each χ1 axis peaks near rotameric angles where the backbone is right.",
    references: ["Barad et al. 2015, Nat. Methods 12:943"],
  },
];

/** The section. */
export function methodsSection({ program, model }: ValidationReport): Markup {
  const used = methods.filter(({ applies }) => applies(model));
  return html`<section id="methods"><h2>Methods</h2>
<p>All numbers were computed in double precision from the definitions by ${program.name} ${program.version}, whose judge shares no code with its refinement. Names of metrics in report.json are those of the wwPDB's validation reports (schema 6.06) where it has the item. “In the loss” says that ${program.name}'s refinement optimises the metric or something close to it, “in the loop” that it steers the refinement, “held out” that the refinement never sees it. Sliders run on fixed scales and are no percentiles.</p>
<dl class="methods">${used.map(
    ({ title, text, references }) =>
      html`<dt>${title}</dt><dd>${text} <span class="references">${references.join("; ")}.</span></dd>`,
  )}</dl></section>`;
}
