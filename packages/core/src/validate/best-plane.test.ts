import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { planeDeviations } from "./best-plane.ts";

const all = (xyz: readonly number[]): number[] => Array.from({ length: xyz.length / 3 }, (_, i) => i);
const deviations = (xyz: readonly number[]): number[] => planeDeviations(Float64Array.from(xyz), all(xyz));

describe("planeDeviations", () => {
  it("is the pucker of a square whose corners go up and down", () => {
    const found = deviations([1, 1, 0.1, -1, 1, -0.1, -1, -1, 0.1, 1, -1, -0.1]);
    const sign = Math.sign(found[0]!);
    expect(found.map((d) => d * sign)).toEqual([0.1, -0.1, 0.1, -0.1].map((d) => expect.closeTo(d, 12)));
  });

  it("is zero in any plane, also along a line and for few atoms", () => {
    const random = createRandom(3);
    const flat = Array.from({ length: 6 }, () => {
      const [u, v] = [random.normal(), random.normal()];
      return [u + 2 * v + 7, 3 * u - v, u + v - 2];
    }).flat();
    for (const d of deviations(flat)) expect(Math.abs(d)).toBeLessThan(1e-9);
    for (const d of deviations([0, 0, 0, 1, 2, 3, 2, 4, 6, 3, 6, 9])) expect(Math.abs(d)).toBeLessThan(1e-9);
    expect(deviations([0, 0, 0, 1, 0, 0, 0, 5, 1])).toEqual([0, 0, 0]);
    for (const d of deviations(new Array(12).fill(1))) expect(d).toBe(0);
  });

  it("has the least sum of squares of all planes through the centre", () => {
    const random = createRandom(11);
    const xyz = Array.from({ length: 21 }, (_, i) => random.normal() * (i % 3 === 2 ? 0.3 : 2));
    const sum = (values: readonly number[]) => values.reduce((total, d) => total + d * d, 0);
    const least = sum(deviations(xyz));
    const centre = [0, 1, 2].map((k) => xyz.filter((_, i) => i % 3 === k).reduce((a, b) => a + b) / 7);
    for (let trial = 0; trial < 500; trial++) {
      const normal = [random.normal(), random.normal(), random.normal()];
      const norm = Math.hypot(...normal);
      const distances = all(xyz).map((a) =>
        normal.reduce((d, n, k) => d + (n * (xyz[3 * a + k]! - centre[k]!)) / norm, 0),
      );
      expect(sum(distances)).toBeGreaterThanOrEqual(least - 1e-12);
    }
  });
});
