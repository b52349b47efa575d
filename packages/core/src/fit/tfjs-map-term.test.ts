import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, cpuOpener, tf } from "../backend/index.ts";
import { NumericalError } from "../errors.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import { createViews } from "../gmm/views.ts";
import { createRandom } from "../random.ts";
import { openReferenceMapTerm } from "./frc-reference.ts";
import { createMapTarget } from "./map-target.ts";
import { openTfjsMapTerm } from "./tfjs-map-term.ts";

const random = createRandom(8);
const nAtoms = 30;
const xyz = Float64Array.from({ length: 3 * nAtoms }, (_, i) => [100, -40, 7][i % 3]! + 6 * random.normal());
const gaussians: Gaussians = {
  nAtoms,
  amplitude: Float64Array.from({ length: nAtoms }, (_, i) => (i % 7 === 3 ? 0 : 0.5 + random.uniform())),
  bWidth: Float64Array.from({ length: nAtoms }, () => 20 + 40 * random.uniform()),
};
const density = {
  data: Float32Array.from({ length: 32 ** 3 }, () => random.normal()),
  shape: [32, 32, 32],
  voxelSize: [1.2, 1.2, 1.2],
  origin: [81, -59, -12],
} as const;
const target = createMapTarget({
  density,
  box: { centre: [100, -40, 7], length: 36 },
  views: createViews(25),
  dMin: 3,
  ringWeightAt: (s) => 1 + s,
});
const subset = Int32Array.of(3, 30, 11, 0, 17);

let backend: Backend;
beforeAll(async () => {
  backend = await cpuOpener.open(true);
});
afterAll(() => backend.close());

describe("the map term in tensors", () => {
  const perAtom = 4 * (target.rings.half + 1) * 4;
  it.each([
    { name: "all at once", bytes: 2 ** 26 },
    { name: "two views at a time", bytes: 2 * 26 * perAtom },
    { name: "seven atoms of one view at a time", bytes: 7 * perAtom },
  ])("equals the float64 reference: $name", async ({ bytes }) => {
    const reference = openReferenceMapTerm(target, gaussians);
    const term = openTfjsMapTerm(backend, target, gaussians, bytes);
    const [expected, actual] = [await reference.evaluate(xyz, subset), await term.evaluate(xyz, subset)];
    expect(Math.abs(actual.value / expected.value - 1)).toBeLessThan(1e-5);
    const size = Math.sqrt(expected.gradient.reduce((sum, g) => sum + g * g, 0) / (3 * nAtoms));
    actual.gradient.forEach((g, i) => {
      expect(Math.abs(g - expected.gradient[i]!)).toBeLessThan(1e-4 * size);
    });
    const [curve, known] = [await term.curve(xyz, subset), await reference.curve(xyz, subset)];
    expect(curve.spatialFrequency).toEqual(known.spatialFrequency);
    curve.frc.forEach((c, ring) => {
      expect(c).toBeCloseTo(known.frc[ring]!, 5);
    });
    term.dispose();
  });

  it("is 1 and without a gradient where no atom has an amplitude, or none that float32 can square", async () => {
    for (const amplitude of [0, 1e-30]) {
      const faint = { ...gaussians, amplitude: new Float64Array(nAtoms).fill(amplitude) };
      const term = openTfjsMapTerm(backend, target, faint);
      const { value, gradient } = await term.evaluate(xyz, subset);
      expect(value).toBeCloseTo(1, 12);
      expect(gradient).toEqual(new Float64Array(3 * nAtoms));
      term.dispose();
    }
  });

  it("refuses coordinates that are not numbers, and views that are not there", async () => {
    const term = openTfjsMapTerm(backend, target, gaussians);
    await expect(term.evaluate(xyz.with(4, Number.NaN), subset)).rejects.toThrow(NumericalError);
    await expect(term.curve(xyz, Int32Array.of(term.nViews))).rejects.toThrow(RangeError);
    term.dispose();
  });

  it("leaves no tensors behind", async () => {
    const before = tf.memory().numTensors;
    const term = openTfjsMapTerm(backend, target, gaussians, 7 * perAtom);
    await term.evaluate(xyz, subset);
    await term.curve(xyz, subset);
    term.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
