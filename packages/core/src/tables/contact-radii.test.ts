import { expect, it } from "vitest";
import { contactRadii } from "./contact-radii.ts";

// Van der Waals and covalent radii of probe (Word et al. 1999, table 1 and the program's list), Å.
it.each([
  ["H", 1, 1.22, false],
  ["C", 6, 1.7, false],
  ["N", 7, 1.55, false],
  ["O", 8, 1.4, false],
  ["P", 15, 1.8, false],
  ["S", 16, 1.8, false],
  ["Mg", 12, 0.65, true],
  ["Zn", 30, 0.71, true],
] as const)("has the radius of %s", (_, z, vdw, isMetal) => {
  expect(contactRadii(z)).toMatchObject({ vdw, isMetal });
});

it("lets common bonds be bonds, and no others", () => {
  const isBond = (a: number, b: number, length: number) =>
    length <= contactRadii(a).covalent + contactRadii(b).covalent + 0.2;
  for (const [a, b, length] of [
    [6, 6, 1.54],
    [6, 7, 1.47],
    [6, 8, 1.43],
    [15, 8, 1.61],
    [16, 16, 2.05],
    [6, 16, 1.82],
  ] as const) {
    expect(isBond(a, b, length)).toBe(true);
    expect(isBond(a, b, length + 0.6)).toBe(false);
  }
});

it("gives the common metals a covalent radius 0.74 Å beyond the ionic one, and unknown elements none", () => {
  for (const z of [11, 12, 19, 20, 25, 26, 27, 28, 29, 30]) {
    const { vdw, covalent } = contactRadii(z);
    expect(covalent - vdw).toBeCloseTo(0.74, 2);
  }
  expect(contactRadii(0)).toEqual({ vdw: 1.05, covalent: 0, isMetal: false });
});
