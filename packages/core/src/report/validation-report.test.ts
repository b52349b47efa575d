import { expect, it } from "vitest";
import { type PercentileTable, percentileOf } from "./validation-report.ts";

it("reads percentiles off a table, and has none without one", () => {
  const table: PercentileTable = {
    source: "made up for this test",
    metrics: {
      clashscore: [
        [0, 100],
        [10, 50],
        [40, 0],
      ],
    },
  };
  const at = (value: number | null) => percentileOf(table, "clashscore", value);
  expect([0, 5, 10, 25, 99].map(at)).toEqual([100, 75, 50, 25, 0]);
  expect(at(-1)).toBe(100);
  expect(at(null)).toBeUndefined();
  expect(percentileOf(table, "Q_score", 0.5)).toBeUndefined();
  expect(percentileOf(undefined, "clashscore", 1)).toBeUndefined();
});
