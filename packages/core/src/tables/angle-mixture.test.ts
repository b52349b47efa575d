/** Mixtures: how they are packed, their scores, and of every fitted one the number, places and widths of its Gaussians. */
import { describe, expect, it } from "vitest";
import { lazyMixtures, logScore, scoreOfSum } from "./angle-mixture.ts";
import { ramachandranClasses } from "./ramachandran.ts";
import { ramachandranMixture } from "./ramachandran-mixtures.ts";
import { rotamerMixture } from "./rotamer-mixtures.ts";
import { chiAtoms, symmetricLastChi } from "./rotamers.ts";

it("packed mixtures are read column by column", () => {
  const numbers = [2, -3, 10, 20, 30, 40, 0.5, 0.25, 1, 0.125, 0, 2];
  const bytes = new Uint8Array(Float32Array.from(numbers).buffer);
  const base64 = btoa(String.fromCharCode(...bytes));
  const read = lazyMixtures({ test: { form: "score", turnDeg: [360, 180], base64 } });
  const { amplitude, center, precision, nDim } = read("test");
  expect(nDim).toBe(2);
  expect([...amplitude]).toEqual([2, -3]);
  expect([...center]).toEqual([10, 20, 30, 40]);
  expect([...precision]).toEqual([0.5, 0.25, 1, 0.125, 0, 2]);
  expect(read("test")).toBe(read("test"));
});

it("scores run from 0 for the empty to 10 for the peak", () => {
  expect(logScore(0)).toBeCloseTo(0, 12);
  expect(logScore(1)).toBeCloseTo(10, 4);
  for (const form of ["score", "density"] as const) {
    const [sum, h] = [0.4, 1e-6];
    const { score, fraction, slope } = scoreOfSum(form, sum);
    expect(logScore(fraction)).toBeCloseTo(score, 12);
    expect(slope).toBeCloseTo(
      (scoreOfSum(form, sum + h).score - scoreOfSum(form, sum - h).score) / (2 * h),
      5,
    );
  }
});

/** Gaussians over one, two, three and four angles (Chen 2025). */
const nRotamerGaussians = [4, 25, 64, 160];
const withRotamers = Object.keys(chiAtoms);

describe.each([
  ...ramachandranClasses.map((name) => ({
    name,
    mixture: ramachandranMixture(name),
    n: 2500,
    turnDeg: [360, 360],
  })),
  ...withRotamers.map((name) => {
    const turnDeg = chiAtoms[name]!.map((_, k, all) =>
      symmetricLastChi.has(name) && k === all.length - 1 ? 180 : 360,
    );
    const counted = name === "PRO" ? turnDeg.slice(0, 1) : turnDeg;
    return {
      name,
      mixture: rotamerMixture(name)!,
      n: nRotamerGaussians[counted.length - 1]!,
      turnDeg: counted,
    };
  }),
])("the mixture of $name", ({ mixture, n, turnDeg }) => {
  it("has its number of Gaussians, each within one turn and of finite width in every direction", () => {
    const { nDim, amplitude, center, precision } = mixture;
    expect(mixture.turnDeg).toEqual(turnDeg);
    expect([amplitude.length, center.length]).toEqual([n, n * nDim]);
    expect(precision).toHaveLength((n * nDim * (nDim + 1)) / 2);
    expect(amplitude.every(Number.isFinite)).toBe(true);
    expect(center.every((angle, i) => angle >= 0 && angle <= turnDeg[i % nDim]!)).toBe(true);
    if (mixture.form === "density") expect(Math.min(...amplitude)).toBeGreaterThan(0);
    for (let k = 0; k < n; k++) {
      const smallest = leastPivot(precision.subarray((k * nDim * (nDim + 1)) / 2), nDim);
      // No wider than a ninth of a turn, or 40 degrees, so that no Gaussian meets itself.
      expect(smallest).toBeGreaterThan(0.99 / 40 ** 2);
    }
  });
});

/** The least pivot of Gauss' elimination without exchange: positive for positive definite matrices. */
function leastPivot(upper: Float64Array, n: number): number {
  const full = Array.from({ length: n }, () => new Float64Array(n));
  let at = 0;
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) full[i]![j] = full[j]![i] = upper[at++]!;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < n; k++) {
    least = Math.min(least, full[k]![k]!);
    for (let i = k + 1; i < n; i++) {
      const factor = full[i]![k]! / full[k]![k]!;
      for (let j = k; j < n; j++) full[i]![j]! -= factor * full[k]![j]!;
    }
  }
  return least;
}

it("selenomethionine has that of methionine, tyrosine that of phenylalanine, alanine none", () => {
  expect(rotamerMixture("MSE")).toBe(rotamerMixture("MET"));
  expect(rotamerMixture("TYR")).toBe(rotamerMixture("PHE"));
  expect(rotamerMixture("ALA")).toBeUndefined();
});
