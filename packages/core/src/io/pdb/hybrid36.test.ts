import { expect, test } from "vitest";
import { decodeHybrid36 } from "./hybrid36.ts";

// Values of the tables in the hybrid-36 description of cctbx (cci.lbl.gov/hybrid_36).
test.each([
  ["    0", 5, 0],
  ["99999", 5, 99999],
  ["A0000", 5, 100000],
  ["A0001", 5, 100001],
  ["A000Z", 5, 100035],
  ["ZZZZZ", 5, 43770015],
  ["a0000", 5, 43770016],
  ["zzzzz", 5, 87440031],
  ["-999", 4, -999],
  ["9999", 4, 9999],
  ["A000", 4, 10000],
  ["ZZZZ", 4, 1223055],
  ["a000", 4, 1223056],
  ["zzzz", 4, 2436111],
])("%j in %d columns is %d", (field, width, value) => {
  expect(decodeHybrid36(field, width)).toBe(value);
});

test.each([["*****"], [""], ["A00"], ["Aa000"], ["1A000"], ["1.5"]])("%j is no number", (field) => {
  expect(decodeHybrid36(field, 5)).toBeNaN();
});
