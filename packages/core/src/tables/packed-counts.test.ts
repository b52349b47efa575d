import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { unpackCounts } from "./packed-counts.ts";

const base64 = (bytes: readonly number[]): string =>
  btoa(String.fromCharCode(...zlibSync(Uint8Array.from(bytes))));

describe("unpackCounts", () => {
  it("adds up zigzag differences from two byte planes", () => {
    // 5, 3, 260: differences 5, −2, 257; zigzag 10, 3, 514.
    const packed = { length: 3, planes: 2, base64: base64([10, 3, 2, 0, 0, 2]) };
    expect([...unpackCounts(packed)]).toEqual([5, 3, 260]);
  });

  it("reads three byte planes", () => {
    // 100,000 and back to 0: zigzag 200,000 = 3·65,536 + 13·256 + 64, and 199,999 = 3·65,536 + 13·256 + 63.
    const packed = { length: 2, planes: 3, base64: base64([64, 63, 13, 13, 3, 3]) };
    expect([...unpackCounts(packed)]).toEqual([100_000, 0]);
  });
});
