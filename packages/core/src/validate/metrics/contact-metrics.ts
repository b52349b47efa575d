/** Headline metrics of contacts, and the MolProbity score that they dominate. */
import type { CountedClashes } from "../clash.ts";
import { molprobityScore } from "../molprobity-score.ts";
import type { ValidationParts } from "../validation-parts.ts";
import type { MetricTable } from "./metric.ts";
import { ramachandranPercent, rotamerOutlierPercent } from "./protein-metrics.ts";

/** None without hydrogens: heavy atoms alone hardly ever clash. */
const scoreOf = (variant: CountedClashes | undefined): number | null =>
  variant && variant.nHydrogens > 0 ? variant.clashscore : null;

function molprobity(parts: ValidationParts): number | null {
  const clashscore = scoreOf(parts.clashes?.rotated);
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
    value: ({ clashes }) => scoreOf(clashes?.rotated),
  },
  clashscore_default_torsions: {
    label: "Clashscore, hydrogens at default torsions",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 40,
    ideal: 0,
    target: "≤ 2",
    value: ({ clashes }) => scoreOf(clashes?.defaultTorsions),
  },
  clashscore_flipped: {
    label: "Clashscore, Asn/Gln/His flips allowed",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 40,
    ideal: 0,
    target: "≤ 1",
    value: ({ clashes }) => scoreOf(clashes?.flipped),
  },
} as const satisfies MetricTable;
