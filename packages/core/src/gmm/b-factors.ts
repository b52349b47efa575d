/** Whether a model's B factors say anything about a map: models carry zeros, constants, confidences and worse in that column. */

import type { Structure } from "../model/structure.ts";

/** The verdict on the B column of the non-hydrogen atoms. */
export interface BFactorVerdict {
  readonly plausible: boolean;
  /** Why not, as a clause for a message ("all are equal"); "" when plausible. */
  readonly reason: string;
  /** Median of the non-hydrogen atoms, Å²; NaN without such atoms. */
  readonly median: number;
}

/** The range of B factors that a map at atomic or near-atomic resolution supports, Å². */
const RANGE = [5, 300] as const;

/** B factors are trusted when 98 % lie within 5–300 Å², they vary, and they do not look like a predictor's confidence (pLDDT). */
export function judgeBFactors({ atoms, nAtoms }: Structure): BFactorVerdict {
  const all: number[] = [];
  for (let i = 0; i < nAtoms; i++) if (atoms.element[i] !== 1) all.push(atoms.bIso[i]!);
  const sorted = Float64Array.from(all).sort();
  const median = sorted[sorted.length >> 1] ?? Number.NaN;
  const reason = fault(sorted, median);
  return { plausible: reason === "", reason, median };
}

function fault(sorted: Float64Array, median: number): string {
  const n = sorted.length;
  if (n === 0) return "there are no atoms but hydrogens";
  const inRange = sorted.filter((b) => b >= RANGE[0] && b <= RANGE[1]).length;
  if (inRange < 0.98 * n) return `${n - inRange} of ${n} lie outside ${RANGE[0]}–${RANGE[1]} Å²`;
  const mean = sorted.reduce((sum, b) => sum + b, 0) / n;
  const deviation = Math.sqrt(sorted.reduce((sum, b) => sum + (b - mean) ** 2, 0) / n);
  if (deviation < 0.02 * mean) return "they hardly vary";
  if (looksLikeConfidence(sorted, median, mean)) return "they look like pLDDT confidences";
  return "";
}

/** pLDDT ends at 100, is high for most atoms and has its tail below; B factors have their tail above. */
function looksLikeConfidence(sorted: Float64Array, median: number, mean: number): boolean {
  return sorted[sorted.length - 1]! <= 100 && median >= 50 && mean < median;
}
