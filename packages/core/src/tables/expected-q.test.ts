import { expect, it } from "vitest";
import { expectedQAt, expectedQRange } from "./expected-q.ts";

it("is the cubic, by hand", () => {
  // 1.3366 − 0.3956·3 + 0.0434·9 − 0.0016·27
  expect(expectedQAt(3)).toBeCloseTo(0.4972, 12);
  expect(expectedQAt(10)).toBeCloseTo(0.1206, 12);
});

it("falls with the resolution from near 1 to above 0, and says nothing elsewhere", () => {
  let before = 1;
  for (let d = expectedQRange.min; d <= expectedQRange.max; d += 0.25) {
    expect(expectedQAt(d)!).toBeLessThan(before);
    before = expectedQAt(d)!;
  }
  expect(before).toBeGreaterThan(0);
  expect([0.99, 10.01, Number.NaN].map(expectedQAt)).toEqual([undefined, undefined, undefined]);
});
