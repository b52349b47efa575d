import fc from "fast-check";
import { expect, test } from "vitest";
import { alignToSequence, type ObservedPosition } from "./align-sequence.ts";

/** Positions of a text of one-letter components with their numbers; a position is linked where its number follows. */
const observed = (codes: string, numbers: number[], linked?: boolean[]): ObservedPosition[] =>
  [...codes].map((compId, i) => ({
    compId,
    authSeqId: numbers[i]!,
    isLinked: linked ? linked[i]! : i > 0 && numbers[i] === numbers[i - 1]! + 1,
  }));

test("numbers with a constant offset decide, also among equal residues", () => {
  expect(alignToSequence(observed("AAA", [3, 4, 7]), [..."AAAAAAAA"])).toEqual([3, 4, 7]);
  expect(alignToSequence(observed("GAA", [103, 104, 107]), [..."MAGAAAA"])).toEqual([3, 4, 7]);
});

test("a shift of the numbers in the middle is found (an insertion in the numbering)", () => {
  expect(alignToSequence(observed("MKVLW", [1, 2, 3, 14, 15]), [..."MKVLW"])).toEqual([1, 2, 3, 4, 5]);
  expect(alignToSequence(observed("MKGLW", [1, 2, 10, 11, 12]), [..."MKVTSGLW"])).toEqual([1, 2, 6, 7, 8]);
});

test("a bond is not stretched over a gap of the sequence where another place fits", () => {
  const linked = [false, true, true];
  expect(alignToSequence(observed("AGA", [5, 6, 9], linked), [..."AGTTAGA"])).toEqual([5, 6, 7]);
});

test("few wrong residues are placed, many mean another sequence", () => {
  const sequence = [..."MKVLWAGSTRNDEQH"];
  const mutated = "MKVLWAGSTRNYEQH";
  const numbers = [...mutated].map((_, i) => i + 1);
  expect(alignToSequence(observed(mutated, numbers), sequence)).toEqual(numbers);
  expect(alignToSequence(observed("WWWWWWWWW", [1, 2, 3, 4, 5, 6, 7, 8, 9]), sequence)).toBeUndefined();
  expect(alignToSequence(observed("MKV", [1, 2, 3]), ["M"])).toBeUndefined();
});

test("any part of a sequence with true numbers goes where it came from", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(..."ACDEFGHIKL"), { minLength: 3, maxLength: 40 }),
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      fc.integer({ min: -20, max: 500 }),
      (sequence, kept, offset) => {
        const places = sequence.map((_, i) => i).filter((i) => kept[i]);
        fc.pre(places.length > 0);
        const positions = places.map((i, k) => ({
          compId: sequence[i]!,
          authSeqId: i + 1 + offset,
          isLinked: k > 0 && places[k - 1] === i - 1,
        }));
        const placed = alignToSequence(positions, sequence)!;
        expect(placed.map((seqId) => sequence[seqId - 1])).toEqual(positions.map((p) => p.compId));
        expect(placed.every((seqId, i) => i === 0 || seqId > placed[i - 1]!)).toBe(true);
        if (offset === 0) expect(placed).toEqual(places.map((i) => i + 1));
      },
    ),
  );
});
