import { describe, expect, it } from "vitest";
import { metrics } from "../validate/metrics/metrics.ts";
import { changeOf, fixed, formatMetric, plural, positionOf } from "./format-metric.ts";

describe("a headline number", () => {
  it("has the decimals of its scale, a true minus sign, and its unit", () => {
    expect(formatMetric(metrics.Q_score, 0.49102)).toBe("0.491");
    expect(formatMetric(metrics.rama_z, -5.6819)).toBe("−5.68");
    expect(formatMetric(metrics["percent-rama-outliers"], 0)).toBe("0 %");
    expect(formatMetric(metrics.angles_rmsd, 1.1166)).toBe("1.12°");
    expect(formatMetric(metrics.fsc_0_5_masked, null)).toBe("–");
    expect([fixed(-0.001, 2), plural(1, "chain"), plural(1234, "residue")]).toEqual([
      "0.00",
      "1 chain",
      "1,234 residues",
    ]);
  });

  it("is better or worse by the direction of its metric, and the same where it prints alike", () => {
    expect(changeOf(metrics.clashscore, 12, 3)).toBe("better");
    expect(changeOf(metrics.Q_score, 0.5, 0.4)).toBe("worse");
    expect(changeOf(metrics.rama_z, -3, 1)).toBe("better");
    expect(changeOf(metrics.rama_z, 1, -3)).toBe("worse");
    expect(changeOf(metrics.Q_score, 0.5, 0.50001)).toBe("same");
    expect(changeOf(metrics.Q_score, null, 0.5)).toBe("same");
  });

  it("stands between poor and ideal, and never beyond", () => {
    expect(positionOf(metrics.clashscore, 0)).toBe(1);
    expect(positionOf(metrics.clashscore, 20)).toBe(0.5);
    expect(positionOf(metrics.clashscore, 400)).toBe(0);
    expect(positionOf(metrics.rama_z, 2.5)).toBe(positionOf(metrics.rama_z, -2.5));
  });
});
