/** Headline metrics of contacts, and the MolProbity score that they dominate. */
import { molprobityScore } from "../molprobity-score.ts";
import type { ValidationParts } from "../validation-parts.ts";
import type { MetricTable } from "./metric.ts";
import { ramachandranPercent, rotamerOutlierPercent } from "./protein-metrics.ts";

function molprobity(parts: ValidationParts): number | null {
  const clashscore = parts.clashes?.rotated.clashscore ?? null;
  const ramachandranFavouredPercent = ramachandranPercent(parts, "favoured");
  if (clashscore === null || ramachandranFavouredPercent === null) return null;
  return molprobityScore({
    clashscore,
    rotamerOutlierPercent: rotamerOutlierPercent(parts) ?? 0,
    ramachandranFavouredPercent,
  });
}

export const contactMetrics = {
  molprobity_score: {
    label: "MolProbity score",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 4,
    ideal: 0.5,
    target: "≤ 0.8",
    value: molprobity,
  },
  clashscore: {
    label: "Clashscore, hydrogens rotated",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 40,
    ideal: 0,
    target: "≤ 1",
    value: ({ clashes }) => clashes?.rotated.clashscore ?? null,
  },
  clashscore_default_torsions: {
    label: "Clashscore, hydrogens at default torsions",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 40,
    ideal: 0,
    target: "≤ 2",
    value: ({ clashes }) => clashes?.defaultTorsions.clashscore ?? null,
  },
  clashscore_flipped: {
    label: "Clashscore, Asn/Gln/His flips allowed",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 40,
    ideal: 0,
    target: "≤ 1",
    value: ({ clashes }) => clashes?.flipped.clashscore ?? null,
  },
} as const satisfies MetricTable;
