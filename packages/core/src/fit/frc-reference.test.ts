import { describe, expect, it } from "vitest";
import type { Gaussians } from "../gmm/gaussians.ts";
import { createViews } from "../gmm/views.ts";
import { createRandom } from "../random.ts";
import { fourierRingCorrelation } from "./frc.ts";
import { openReferenceMapTerm } from "./frc-reference.ts";
import { createMapTarget } from "./map-target.ts";
import { createRingGrid } from "./ring-grid.ts";

const random = createRandom(21);
const rings = createRingGrid({ boxLength: 30, dMin: 3 });
const image = (scale: number) => ({
  re: Float64Array.from(rings.ringOf, () => scale * random.normal()),
  im: Float64Array.from(rings.ringOf, () => scale * random.normal()),
});

describe("fourierRingCorrelation", () => {
  it("is 1 for an image with itself at any scale, −1 with its negative", () => {
    const f = image(1);
    const scaled = { re: f.re.map((x) => 1e-6 * x), im: f.im.map((x) => 1e-6 * x) };
    for (const c of fourierRingCorrelation(f, scaled, rings).frc) expect(c).toBeCloseTo(1, 6);
    const negative = { re: f.re.map((x) => -x), im: f.im.map((x) => -x) };
    expect(fourierRingCorrelation(f, negative, rings).value).toBeCloseTo(2, 6);
  });

  it("is what the definition says on one ring", () => {
    const narrow = createRingGrid({ boxLength: 20, dMin: 5 });
    const [f, m] = [image(1), image(1)].map(({ re, im }) => ({
      re: re.slice(0, narrow.ringOf.length),
      im: im.slice(0, narrow.ringOf.length),
    }));
    let [cross, powerF, powerM] = [0, 0, 0];
    narrow.ringOf.forEach((ring, h) => {
      if (ring !== 0) return;
      cross += f!.re[h]! * m!.re[h]! + f!.im[h]! * m!.im[h]!;
      powerF += f!.re[h]! ** 2 + f!.im[h]! ** 2;
      powerM += m!.re[h]! ** 2 + m!.im[h]! ** 2;
    });
    expect(narrow.nRings).toBe(1);
    expect(fourierRingCorrelation(f!, m!, narrow).frc[0]).toBeCloseTo(cross / Math.sqrt(powerF * powerM), 8);
  });

  it("has the gradient of its finite differences", () => {
    const [f, m] = [image(1), image(1)];
    const { gradient } = fourierRingCorrelation(f, m, rings);
    for (const h of [100, 130, 155, 170]) {
      for (const part of ["re", "im"] as const) {
        const step = 1e-5;
        const valueAt = (shift: number): number => {
          const moved = { re: f.re.slice(), im: f.im.slice() };
          moved[part][h]! += shift;
          return fourierRingCorrelation(moved, m, rings).value;
        };
        expect(gradient[part][h]).toBeCloseTo((valueAt(step) - valueAt(-step)) / (2 * step), 8);
      }
    }
  });

  it("is finite for empty images", () => {
    const nothing = { re: new Float64Array(rings.ringOf.length), im: new Float64Array(rings.ringOf.length) };
    const result = fourierRingCorrelation(nothing, image(1), rings);
    expect(result.value).toBeCloseTo(1, 12);
    expect([...result.gradient.re, ...result.gradient.im].every(Number.isFinite)).toBe(true);
  });
});

describe("openReferenceMapTerm", () => {
  const nAtoms = 12;
  const xyz = Float64Array.from({ length: 3 * nAtoms }, () => 16 + 5 * random.normal());
  const gaussians: Gaussians = {
    nAtoms,
    amplitude: Float64Array.from({ length: nAtoms }, (_, i) => (i === 3 ? 0 : 0.8 + 0.1 * i)),
    bWidth: Float64Array.from({ length: nAtoms }, (_, i) => 30 + i),
  };
  const shape = [32, 32, 32] as const;
  const density = {
    data: Float32Array.from({ length: 32 ** 3 }, () => random.normal()),
    shape,
    voxelSize: [1, 1, 1] as const,
    origin: [0, 0, 0] as const,
  };
  const views = createViews(30);
  const target = createMapTarget({ density, box: { centre: [16, 16, 16], length: 33 }, views, dMin: 3 });
  const term = openReferenceMapTerm(target, gaussians);
  const subset = Int32Array.of(0, 7, 20);

  it("has the gradient of its finite differences; atoms without amplitude feel nothing", async () => {
    const { gradient } = await term.evaluate(xyz, subset);
    for (const i of [0, 4, 17, 35]) {
      const step = 1e-4;
      const valueAt = async (shift: number): Promise<number> => {
        const moved = xyz.slice();
        moved[i]! += shift;
        return (await term.evaluate(moved, subset)).value;
      };
      expect(gradient[i]).toBeCloseTo(((await valueAt(step)) - (await valueAt(-step))) / (2 * step), 8);
    }
    expect([...gradient.subarray(9, 12)]).toEqual([0, 0, 0]);
  });

  it("is the mean over the views, and its curve is what its value says", async () => {
    const { value } = await term.evaluate(xyz, subset);
    const single = await Promise.all([...subset].map((view) => term.evaluate(xyz, Int32Array.of(view))));
    expect(single.reduce((sum, r) => sum + r.value, 0) / 3).toBeCloseTo(value, 12);
    const { frc, spatialFrequency } = await term.curve(xyz, subset);
    expect(1 - frc.reduce((sum, c) => sum + c, 0) / frc.length).toBeCloseTo(value, 12);
    expect(spatialFrequency.at(-1)).toBeCloseTo(1 / 3, 12);
  });
});
