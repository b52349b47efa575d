import { expect, it } from "vitest";
import { ramaZCalibration, ramaZClasses, ramaZTable } from "./rama-z.ts";

it("has a distribution with a spread for every class outside of secondary structure", () => {
  expect(ramaZClasses).toHaveLength(22);
  for (const name of ramaZClasses) {
    const table = ramaZTable("L", name)!;
    expect(table.counts).toHaveLength(90 * 90);
    expect(table.std).toBeGreaterThan(0);
    expect(table.mean).toBeGreaterThan(0);
    expect(table.mean).toBeLessThan(Math.max(...table.counts));
  }
  for (const { std } of Object.values(ramaZCalibration)) expect(std).toBeGreaterThan(0);
});

it("has the mean and spread of the definition", () => {
  const { counts, mean, std } = ramaZTable("H", "LEU")!;
  const residues = Array.from(counts).flatMap((n) => new Array<number>(n).fill(n));
  const average = residues.reduce((sum, n) => sum + n, 0) / residues.length;
  const variance = residues.reduce((sum, n) => sum + (n - average) ** 2, 0) / (residues.length - 1);
  expect(mean).toBeCloseTo(average, 6);
  expect(std).toBeCloseTo(Math.sqrt(variance), 6);
});

it("knows helices at (−62, −42), sheets at (−118, 130)", () => {
  const at = (phi: number, psi: number) => ((phi + 178) / 4) * 90 + (psi + 178) / 4;
  const leucine = (structure: "H" | "S") => ramaZTable(structure, "LEU")!.counts;
  expect(leucine("H")[at(-62, -42)]).toBeGreaterThan(1000);
  expect(leucine("S")[at(-62, -42)]).toBeLessThan(10);
  expect(leucine("S")[at(-118, 130)]).toBeGreaterThan(50);
  expect(leucine("H")[at(-118, 130)]).toBeLessThan(5);
  expect(ramaZTable("H", "UNK")).toBeUndefined();
});
