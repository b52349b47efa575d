import { describe, expect, it } from "vitest";
import { resolutionBands, shareSteps } from "./resolution-bands.ts";

describe("resolutionBands", () => {
  it("ends at the target and never takes a step larger than the ratio", () => {
    for (const end of [1.2, 2.9, 6.6, 11.9]) {
      const bands = resolutionBands(12, end);
      expect(bands[0]).toBe(12);
      expect(bands.at(-1)).toBe(end);
      bands.slice(1).forEach((band, i) => {
        expect(bands[i]! / band).toBeGreaterThan(1);
        expect(bands[i]! / band).toBeLessThanOrEqual(1.5 + 1e-9);
      });
    }
  });

  it("is the target alone where the start is no coarser", () => {
    expect(resolutionBands(12, 13)).toEqual([13]);
    expect(resolutionBands(12, 12)).toEqual([12]);
  });
});

describe("shareSteps", () => {
  it("keeps the sum", () => {
    expect(shareSteps(10, 4)).toEqual([3, 3, 2, 2]);
    expect(shareSteps(2, 4)).toEqual([1, 1, 0, 0]);
  });
});
