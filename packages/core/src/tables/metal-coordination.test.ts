import { describe, expect, it } from "vitest";
import { atomicNumberOf, elementData } from "./elements.ts";
import { coordinatingMetals, haemHistidine, metalDonorDistance, metalSigma } from "./metal-coordination.ts";
import { unitedAtomRadius } from "./united-atom-radii.ts";

describe("metal–donor distances", () => {
  // Harding 2006, table 1.
  it.each([
    ["Mg", 8, 2.07],
    ["Zn", 7, 2.03],
    ["Zn", 16, 2.31],
    ["Na", 8, 2.41],
    ["Ca", 8, 2.38],
  ])("%s to Z = %i", (symbol, donor, distance) => {
    expect(metalDonorDistance(atomicNumberOf(symbol), donor)).toBe(distance);
  });

  it("gives every coordinating metal a sensible distance to every donor", () => {
    for (const metal of coordinatingMetals) {
      expect(elementData(metal).isMetal).toBe(true);
      for (const donor of [7, 8, 16]) {
        expect(metalDonorDistance(metal, donor)).toBeGreaterThan(1.9);
        expect(metalDonorDistance(metal, donor)).toBeLessThan(3);
      }
    }
  });

  it("takes covalent radii where the table has none", () => {
    const platinum = atomicNumberOf("Pt");
    expect(metalDonorDistance(platinum, 16)).toBe(
      elementData(platinum).covalentRadius + elementData(16).covalentRadius,
    );
  });

  it("holds the iron of haem where crystal structures have it", () => {
    expect(haemHistidine - metalSigma).toBeGreaterThan(1.95);
    expect(haemHistidine + metalSigma).toBeLessThan(2.2);
  });
});

describe("united-atom radii", () => {
  it("are larger with hydrogens than without, and small for metals", () => {
    for (const z of [6, 7, 8, 16])
      expect(unitedAtomRadius(z, true, false)).toBeGreaterThan(unitedAtomRadius(z, false, false));
    expect(unitedAtomRadius(30, false, true)).toBeLessThan(1.5);
    expect(unitedAtomRadius(17, false, false)).toBe(1.75);
  });
});
