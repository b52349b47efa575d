/** What holds nucleotides in their place: values by hand, gradients by finite differences. */
import { describe, expect, it } from "vitest";
import type { Volume } from "../../map/volume.ts";
import { createRandom } from "../../random.ts";
import type { FragmentFit } from "./fragment.ts";
import { densityFit, placeFit } from "./fragment-fits.ts";

const n = 12;
/** A blob in the middle of a box of 12 Å, at 30 Å from the origin. */
const volume: Volume = {
  data: Float32Array.from({ length: n ** 3 }, (_, i) => {
    const [x, y, z] = [i % n, Math.floor(i / n) % n, Math.floor(i / n ** 2)];
    return 7 * Math.exp(-((x - 5) ** 2 + (y - 6) ** 2 + (z - 6) ** 2) / 18);
  }),
  shape: [n, n, n],
  voxelSize: [1, 1, 1],
  origin: [30, 30, 30],
};
const xyz = Float64Array.of(35.2, 36.3, 36.1, 33.7, 37.4, 35.3, 37.1, 34.2, 38.6);
const element = Uint8Array.of(15, 8, 6);

function expectGradient(fit: FragmentFit, at: Float64Array): void {
  const gradient = new Float64Array(at.length);
  fit(at, gradient);
  const step = 1e-5;
  at.forEach((_, k) => {
    const beside = (by: number) =>
      fit(
        at.map((value, i) => (i === k ? value + by : value)),
        new Float64Array(at.length),
      );
    expect(gradient[k]).toBeCloseTo((beside(step) - beside(-step)) / (2 * step), 6);
  });
}

describe("density under moving atoms", () => {
  it("has the gradient of its value", () => {
    expectGradient(densityFit(volume, xyz, element)(Int32Array.of(0, 1, 2)), xyz);
    expectGradient(densityFit(volume, xyz, element)(Int32Array.of(2, -1, 0)), xyz);
  });

  it("does not depend on the map's units", () => {
    const scaled = { ...volume, data: volume.data.map((value) => value * 1e-6) };
    const [one, other] = [volume, scaled].map((map) =>
      densityFit(map, xyz, element)(Int32Array.of(0, 1, 2))(xyz, new Float64Array(9)),
    );
    expect(other).toBeCloseTo(one!, 5);
    expect(one).toBeLessThan(0);
  });

  it("says nothing where the model lies in no density", () => {
    const away = xyz.map((value) => value + 100);
    const gradient = new Float64Array(9);
    expect(densityFit(volume, away, element)(Int32Array.of(0, 1, 2))(xyz, gradient)).toBeCloseTo(0, 12);
    expect([...gradient].every((value) => value === 0)).toBe(true);
  });
});

describe("places of atoms", () => {
  it("cost a half for each σ of 0.4 Å squared, for atoms that move", () => {
    const random = createRandom(3);
    const moved = xyz.map((value) => value + 0.3 * (random.uniform() - 0.5));
    const fit = placeFit(xyz)(Int32Array.of(0, -1, 2));
    const expected = [0, 2]
      .flatMap((atom) => [0, 1, 2].map((axis) => 3 * atom + axis))
      .reduce((sum, k) => sum + ((moved[k]! - xyz[k]!) / 0.4) ** 2 / 2, 0);
    expect(fit(moved, new Float64Array(9))).toBeCloseTo(expected, 12);
    expectGradient(fit, moved);
  });
});
