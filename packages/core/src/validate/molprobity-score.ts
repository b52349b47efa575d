/** The MolProbity score: clashes, side-chain outliers and the Ramachandran plot in one number, scaled like a resolution. */

/** What the score is made of. */
export interface MolprobityParts {
  /** Serious clashes per 1,000 atoms. */
  readonly clashscore: number;
  /** Rotamer outliers, percent. */
  readonly rotamerOutlierPercent: number;
  /** Ramachandran favoured, percent. */
  readonly ramachandranFavouredPercent: number;
}

/**
 * 0.426 ln(1 + clashscore) + 0.33 ln(1 + max(0, rotamer outliers − 1)) + 0.25 ln(1 + max(0, 100 − favoured − 2)) + 0.5
 * (Chen et al. 2010, Acta Cryst. D66:12). The best value is 0.5.
 */
export function molprobityScore(parts: MolprobityParts): number {
  const { clashscore, rotamerOutlierPercent, ramachandranFavouredPercent } = parts;
  return (
    0.426 * Math.log(1 + clashscore) +
    0.33 * Math.log(1 + Math.max(0, rotamerOutlierPercent - 1)) +
    0.25 * Math.log(1 + Math.max(0, 100 - ramachandranFavouredPercent - 2)) +
    0.5
  );
}
