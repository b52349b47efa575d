/** Headline metrics of protein torsions. */
import type { ValidationParts } from "../validation-parts.ts";
import { countIn, type MetricTable, percentOf } from "./metric.ts";

/** As in MolProbity a residue counts once on the Ramachandran plot, in its first conformer. */
export function ramachandranPercent({ ramachandran }: ValidationParts, verdict: string): number | null {
  const first = new Map(ramachandran.toReversed().map((row) => [row.id.residue, row]));
  return percentOf([...first.values()], (row) => row.verdict === verdict);
}

/** Side-chain outliers, percent of all side chains judged. */
export const rotamerOutlierPercent = ({ rotamers }: ValidationParts): number | null =>
  percentOf(rotamers, ({ verdict }) => verdict === "outlier");

export const proteinMetrics = {
  "percent-rama-favored": {
    label: "Ramachandran favoured",
    unit: "%",
    better: "higher",
    role: "in the loss",
    poor: 80,
    ideal: 100,
    target: "≥ 98 %",
    value: (parts) => ramachandranPercent(parts, "favoured"),
  },
  "percent-rama-outliers": {
    label: "Ramachandran outliers",
    unit: "%",
    better: "lower",
    role: "in the loss",
    poor: 5,
    ideal: 0,
    target: "0",
    value: (parts) => ramachandranPercent(parts, "outlier"),
  },
  rama_z: {
    label: "Rama-Z",
    unit: "",
    better: "near zero",
    role: "held out",
    poor: -5,
    ideal: 0,
    target: "−2 … 2",
    value: ({ ramaZ }) => ramaZ.whole.z,
  },
  "percent-rota-outliers": {
    label: "Side-chain outliers",
    unit: "%",
    better: "lower",
    role: "in the loss",
    poor: 10,
    ideal: 0,
    target: "≤ 0.3 %",
    value: rotamerOutlierPercent,
  },
  "percent-rota-favored": {
    label: "Side chains favoured",
    unit: "%",
    better: "higher",
    role: "in the loss",
    poor: 70,
    ideal: 100,
    target: "≥ 98 %",
    value: ({ rotamers }) => percentOf(rotamers, ({ verdict }) => verdict === "favoured"),
  },
  cbeta_outliers: {
    label: "Cβ deviations ≥ 0.25 Å",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 10,
    ideal: 0,
    target: "0",
    value: ({ cbeta }) => countIn(cbeta, ({ outlier }) => outlier),
  },
  cis_nonprolines: {
    label: "Cis peptides not before proline",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 5,
    ideal: 0,
    target: "no new ones",
    value: ({ peptides }) =>
      countIn(peptides, ({ conformation, proline }) => conformation === "cis" && !proline),
  },
  twisted_peptides: {
    label: "Twisted peptides",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 5,
    ideal: 0,
    target: "no new ones",
    value: ({ peptides }) => countIn(peptides, ({ conformation }) => conformation === "twisted"),
  },
  percent_cablam_outliers: {
    label: "CaBLAM outliers",
    unit: "%",
    better: "lower",
    role: "held out",
    poor: 5,
    ideal: 0,
    target: "not more than before",
    value: ({ cablam }) =>
      percentOf(cablam ?? [], ({ peptidePercent }) => peptidePercent !== null && peptidePercent < 1),
  },
  percent_ca_geometry_outliers: {
    label: "CA geometry outliers",
    unit: "%",
    better: "lower",
    role: "held out",
    poor: 3,
    ideal: 0,
    target: "not more than before",
    value: ({ cablam }) => percentOf(cablam ?? [], ({ tracePercent }) => tracePercent < 0.5),
  },
  backbone_hydrogen_bonds: {
    label: "Backbone hydrogen bonds per 100 residues",
    unit: "",
    better: "higher",
    role: "held out",
    poor: 30,
    ideal: 75,
    target: "not fewer than before",
    value: ({ hydrogenBonds, secondaryStructure, peptides }) =>
      peptides.length > 0 ? (100 * hydrogenBonds.length) / secondaryStructure.length : null,
  },
} as const satisfies MetricTable;
