import { expect, it } from "vitest";
import { expectedQ, expectedQAt } from "./expected-q.ts";

it("falls with resolution, and is read between its rows only", () => {
  for (let row = 1; row < expectedQ.length; row++) {
    expect(expectedQ[row]![0]).toBeGreaterThan(expectedQ[row - 1]![0]);
    expect(expectedQ[row]![1]).toBeLessThan(expectedQ[row - 1]![1]);
  }
  expect(expectedQAt(3)).toBe(0.51);
  expect(expectedQAt(3.25)).toBeCloseTo(0.475, 12);
  expect([expectedQAt(2.5), expectedQAt(7)]).toEqual([0.58, 0.16]);
  expect([expectedQAt(2.49), expectedQAt(7.01)]).toEqual([undefined, undefined]);
});
