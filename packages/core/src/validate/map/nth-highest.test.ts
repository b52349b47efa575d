import { expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { nthHighest } from "./nth-highest.ts";

it("is what sorting gives, with and without equal values", () => {
  const random = createRandom(9);
  for (const levels of [2, 5, 1e9]) {
    const values = Float64Array.from({ length: 201 }, () => Math.floor(random.uniform() * levels));
    const sorted = values.slice().sort().reverse();
    for (let n = 0; n < values.length; n++) expect(nthHighest(values.slice(), n)).toBe(sorted[n]);
  }
});
