/** The estimate of the time left, against paces by hand. */

import { expect, test } from "vitest";
import { TimeLeft } from "./time-left.ts";

/** What is said after steps of `[time in s, stage, share done]`. */
function textAfter(...steps: readonly (readonly [number, string, number])[]): string {
  let time = 0;
  const timeLeft = new TimeLeft(() => time);
  for (const [at, stage, done] of steps) {
    time = at;
    timeLeft.update(stage, done);
  }
  return timeLeft.text();
}

test("a steady pace", () => {
  expect(textAfter([0, "patch", 0.1], [10, "patch", 0.2])).toBe("1:20");
  expect(textAfter([0, "patch", 0], [100, "patch", 0.01])).toBe("2:45:00");
});

test("nothing to go by", () => {
  expect(textAfter()).toBe("–:––");
  expect(textAfter([0, "patch", 0.1])).toBe("–:––");
});

test("work between two stages is no pace", () => {
  expect(textAfter([0, "residue", 0.3], [600, "atom", 0.301])).toBe("–:––");
  expect(textAfter([0, "residue", 0.3], [600, "atom", 0.301], [610, "atom", 0.401])).toBe("1:00");
});
