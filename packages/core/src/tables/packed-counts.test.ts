import fc from "fast-check";
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { packCounts } from "../../scripts/pack-counts.ts";
import { unpackCounts } from "./packed-counts.ts";

const base64 = (bytes: readonly number[]): string =>
  btoa(String.fromCharCode(...zlibSync(Uint8Array.from(bytes))));

describe("unpackCounts", () => {
  it("adds up zigzag differences from two byte planes, and skips zeros", () => {
    // 0, 5, 3, 0, 0, 260, 0: gaps 1, 0, 2; differences 5, −2, 257; zigzag 10, 3, 514.
    const bytes = [...[1, 0, 2], ...[0, 0, 0], ...[10, 3, 2], ...[0, 0, 2]];
    const packed = { length: 7, stored: 3, planes: 2, base64: base64(bytes) };
    expect([...unpackCounts(packed)]).toEqual([0, 5, 3, 0, 0, 260, 0]);
  });

  it("reads three byte planes and gaps of two bytes", () => {
    // 258 zeros, 100,000 and back to 1: zigzag 200,000 = 3·65,536 + 13·256 + 64, and 199,997 = 3·65,536 + 13·256 + 61.
    const bytes = [...[2, 0], ...[1, 0], ...[64, 61], ...[13, 13], ...[3, 3]];
    const counts = unpackCounts({ length: 260, stored: 2, planes: 3, base64: base64(bytes) });
    expect([...counts]).toEqual([...new Array(258).fill(0), 100_000, 1]);
  });

  it("gives back what was packed", () => {
    const number = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4_000_000), fc.nat(9));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 200 }), (counts) => {
        expect([...unpackCounts(packCounts(counts))]).toEqual(counts);
      }),
    );
    const far = new Uint32Array(200_000);
    far.set([7, 9], 150_000);
    expect(unpackCounts(packCounts(far))).toEqual(far);
  });
});
