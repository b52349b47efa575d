import { expect, it } from "vitest";
import { molprobityScore } from "./molprobity-score.ts";

/** Clashscore, rotamer outliers %, Ramachandran favoured % and the score that cctbx 2022.9 prints of 3J5P, 3JB0 and 7CEC; then by hand. */
it.each([
  [79.575, 27.789, 94.281, 3.855],
  [9.204, 9.583, 96.897, 2.421],
  [16.596, 1.927, 89.239, 2.508],
  [0, 0, 100, 0.5],
  [0, 1, 98, 0.5],
  [Math.E - 1, 0, 100, 0.926],
  [0, Math.E, 100, 0.83],
  [0, 0, 99 - Math.E, 0.75],
])(
  "is made of clashscore %d, %d %% rotamer outliers, %d %% favoured",
  (clashscore, rotamerOutlierPercent, ramachandranFavouredPercent, score) => {
    expect(molprobityScore({ clashscore, rotamerOutlierPercent, ramachandranFavouredPercent })).toBeCloseTo(
      score,
      3,
    );
  },
);
