import { describe, expect, it } from "vitest";
import { atomicNumberOf, electronScatteringFactor, elementData, elements } from "./elements.ts";

describe("elements", () => {
  it("holds 98 elements with sensible numbers", () => {
    expect(elements.length).toBe(98);
    expect(new Set(elements.map((e) => e.symbol)).size).toBe(98);
    for (const e of elements) {
      expect(e.weight).toBeGreaterThan(1);
      expect(e.covalentRadius).toBeGreaterThan(0.2);
      expect(e.vdwRadius).toBeGreaterThan(1);
      expect(e.scatteringA.length).toBe(5);
      expect(e.scatteringB.length).toBe(5);
      expect(Math.min(...e.scatteringB)).toBeGreaterThan(0);
    }
  });

  it("finds elements by symbol in any case, deuterium as hydrogen", () => {
    expect(elementData(atomicNumberOf("FE")).symbol).toBe("Fe");
    expect(atomicNumberOf("d")).toBe(1);
    expect(atomicNumberOf("QQ")).toBe(0);
    expect(() => elementData(0)).toThrow(RangeError);
  });

  // f(0) of International Tables C table 4.3.1.1 (Doyle & Turner), Å: the fits must reproduce it at the origin.
  it.each([
    [1, 0.529],
    [6, 2.509],
    [7, 2.211],
    [8, 1.983],
    [15, 5.488],
    [16, 5.161],
    [26, 7.165],
  ])("scatters as tabulated at the origin: Z = %i", (z, f0) => {
    expect(electronScatteringFactor(z, 0)).toBeCloseTo(f0, 1);
  });

  it("follows the Mott-Bethe limit at high angle: f → Z m e²/(8π ε0 h²) / s²", () => {
    const mottBethe = 0.023934;
    for (const z of [6, 8, 16]) {
      const s2 = 4;
      const bound = (mottBethe * z) / s2;
      const f = electronScatteringFactor(z, s2);
      expect(f).toBeLessThan(bound);
      expect(f).toBeGreaterThan(0.5 * bound);
    }
  });
});
