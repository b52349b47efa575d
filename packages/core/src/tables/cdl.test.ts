import { describe, expect, it } from "vitest";
import { cdlTargets } from "./cdl.ts";

describe("the conformation-dependent library", () => {
  it("has every target with a sensible spread in every cell", () => {
    for (const compId of ["GLY", "PRO", "VAL", "TRP"]) {
      for (const beforeProline of [false, true]) {
        for (let deg = -180; deg < 180; deg += 30) {
          const targets = cdlTargets(compId, beforeProline, deg, -deg)!;
          expect(targets.size).toBe(compId === "GLY" ? 9 : 12);
          for (const [name, { ideal, sigma }] of targets) {
            const isLength = name.replaceAll(/\([-+]1\)/g, "").split("-").length === 2;
            expect(ideal).toBeGreaterThan(isLength ? 1.2 : 95);
            expect(ideal).toBeLessThan(isLength ? 1.6 : 130);
            expect(sigma).toBeGreaterThan(0);
            expect(sigma).toBeLessThan(isLength ? 0.05 : 5);
          }
        }
      }
    }
  });

  it("has the published first row, of glycine at (−180, −180)", () => {
    const targets = cdlTargets("GLY", false, 180, -180)!;
    expect(targets.get("C(-1)-N-CA")).toEqual({ ideal: 120.86, sigma: 1.62 });
    expect(targets.get("O-C-N(+1)")).toEqual({ ideal: 123.61, sigma: 1.16 });
    expect(targets.get("C-O")).toEqual({ ideal: 1.2356, sigma: 0.0123 });
  });

  it("rounds to the nearest ten degrees, all round the circle", () => {
    expect(cdlTargets("ALA", false, -62, 176)).toEqual(cdlTargets("ALA", false, -60, -180));
    expect(cdlTargets("ALA", false, 174.9, 0)).toEqual(cdlTargets("ALA", false, 170, 0));
    expect(cdlTargets("ALA", false, 175.1, 0)).toEqual(cdlTargets("ALA", false, -180, 0));
  });

  it("knows nothing of other residues", () => {
    expect(cdlTargets("SEP", false, -60, -40)).toBeUndefined();
  });
});
