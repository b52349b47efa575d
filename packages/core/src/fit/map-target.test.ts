import { describe, expect, it } from "vitest";
import { InputError, UnsupportedError } from "../errors.ts";
import { createViews } from "../gmm/views.ts";
import type { Vec3, Volume } from "../map/volume.ts";
import { createRandom } from "../random.ts";
import { boxAroundModel, createMapTarget } from "./map-target.ts";
import { createRingGrid, ringFrequencies } from "./ring-grid.ts";

/** A few Gaussian blobs inside a map of the given grid: smooth enough that its samples are its transform. */
function blobMap(shape: Vec3, voxelSize: Vec3, origin: Vec3, scale = 1): Volume {
  const random = createRandom(11);
  const blobs = Array.from({ length: 6 }, () =>
    shape.map((n, k) => origin[k]! + n * voxelSize[k]! * (0.25 + 0.5 * random.uniform())),
  );
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let at = 0; at < data.length; at++) {
    const index = [
      at % shape[0],
      Math.floor(at / shape[0]) % shape[1],
      Math.floor(at / (shape[0] * shape[1])),
    ];
    for (const [b, blob] of blobs.entries()) {
      const squared = blob.reduce((sum, c, k) => sum + (origin[k]! + index[k]! * voxelSize[k]! - c) ** 2, 0);
      data[at]! += scale * (1 + b) * Math.exp(-squared / 5);
    }
  }
  return { data, shape, voxelSize, origin };
}

/** Σ ρ(x) exp(−2πi k·(x − c)) over all voxels, by the definition. */
function direct(map: Volume, k: readonly number[], centre: Vec3): [number, number] {
  let [re, im] = [0, 0];
  const [nx, ny] = map.shape;
  for (let at = 0; at < map.data.length; at++) {
    const index = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    const turns = index.reduce(
      (s, i, a) => s + k[a]! * (map.origin[a]! + i * map.voxelSize[a]! - centre[a]!),
      0,
    );
    re += map.data[at]! * Math.cos(2 * Math.PI * turns);
    im -= map.data[at]! * Math.sin(2 * Math.PI * turns);
  }
  return [re, im];
}

const views = createViews(40);

describe("createMapTarget", () => {
  it.each([
    { name: "cubic", shape: [24, 24, 24], voxel: [1, 1, 1], origin: [0, 0, 0] },
    {
      name: "odd, flat, anisotropic, off the origin",
      shape: [21, 17, 26],
      voxel: [1.1, 1.3, 0.9],
      origin: [-31.3, 12.4, 100.7],
    },
  ] as const)(
    "reads slices that agree with the direct sum over the voxels: $name",
    ({ shape, voxel, origin }) => {
      const density = blobMap(shape, voxel, origin);
      const centre = shape.map((n, k) => origin[k]! + 0.5 * n * voxel[k]! + 0.3) as unknown as Vec3;
      const box = { centre, length: 27 };
      const target = createMapTarget({ density, box, views, dMin: 2.7 });
      const { half, ringOf } = target.rings;
      const out = new Float32Array(2 * ringOf.length);
      let [cross, norm, truth, error, scale] = [0, 0, 0, 0, 0];
      const pairs: number[][] = [];
      for (const view of [0, 5, 9]) {
        target.sliceInto(view, out);
        const axes = views.axes.subarray(6 * view, 6 * view + 6);
        for (let at = 0; at < ringOf.length; at += 3) {
          if (ringOf[at]! < 0) continue;
          const hx = at % (half + 1);
          const hy = (at - hx) / (half + 1) - half;
          const k = [0, 1, 2].map((a) => (hx * axes[a]! + hy * axes[3 + a]!) / box.length);
          const [re, im] = direct(density, k, centre);
          pairs.push([re, im, out[at]!, out[ringOf.length + at]!]);
        }
      }
      for (const [re, im, gotRe, gotIm] of pairs) {
        cross += re! * gotRe! + im! * gotIm!;
        norm += gotRe! ** 2 + gotIm! ** 2;
        truth += re! ** 2 + im! ** 2;
      }
      scale = cross / norm;
      for (const [re, im, gotRe, gotIm] of pairs)
        error += (re! - scale * gotRe!) ** 2 + (im! - scale * gotIm!) ** 2;
      expect(Math.sqrt(error / truth)).toBeLessThan(1e-3);
    },
  );

  it("does not depend on the map's unit", () => {
    const box = { centre: [12, 12, 12] as const, length: 27 };
    const [one, small] = [1, 1e-6].map((scale) => {
      const density = blobMap([24, 24, 24], [1, 1, 1], [0, 0, 0], scale);
      const target = createMapTarget({ density, box, views, dMin: 3 });
      const out = new Float32Array(2 * target.rings.ringOf.length);
      target.sliceInto(4, out);
      return out;
    });
    for (let i = 0; i < one!.length; i++) expect(small![i]).toBeCloseTo(one![i]!, 4);
  });

  it("gives the inner samples unchanged at a coarser resolution", () => {
    const density = blobMap([24, 24, 24], [1, 1, 1], [0, 0, 0]);
    const target = createMapTarget({ density, box: { centre: [12, 12, 12], length: 30 }, views, dMin: 2.5 });
    const coarse = target.atResolution(5);
    expect([target.rings.half, coarse.rings.half]).toEqual([12, 6]);
    const fineOut = new Float32Array(2 * target.rings.ringOf.length);
    const coarseOut = new Float32Array(2 * coarse.rings.ringOf.length);
    target.sliceInto(3, fineOut);
    coarse.sliceInto(3, coarseOut);
    expect(coarseOut[(2 + 6) * 7 + 4]).not.toBe(0);
    expect(coarseOut[(2 + 6) * 7 + 4]).toBe(fineOut[(2 + 12) * 13 + 4]);
    expect(() => target.atResolution(2)).toThrow(RangeError);
  });

  it("refuses a resolution that the voxels cannot show", () => {
    const density = blobMap([24, 24, 24], [1, 1.6, 1], [0, 0, 0]);
    const box = { centre: [12, 19, 12] as const, length: 40 };
    expect(() => createMapTarget({ density, box, views, dMin: 3 })).toThrow(/1.60 Å .* 3.20 Å/);
    expect(createMapTarget({ density, box, views, dMin: 3.2 }).dMin).toBe(3.2);
  });

  it("refuses a map without density and a box without map", () => {
    const empty = { ...blobMap([8, 8, 8], [1, 1, 1], [0, 0, 0]), data: new Float32Array(512) };
    const options = { views, dMin: 2, box: { centre: [4, 4, 4] as const, length: 16 } };
    expect(() => createMapTarget({ density: empty, ...options })).toThrow(InputError);
    expect(() =>
      createMapTarget({ density: { ...empty, data: new Float32Array(512).fill(Number.NaN) }, ...options }),
    ).toThrow(/not numbers/);
    expect(() =>
      createMapTarget({ density: empty, ...options, box: { centre: [4, 4, 4], length: 900 } }),
    ).toThrow(UnsupportedError);
    expect(() =>
      createMapTarget({ density: empty, ...options, box: { centre: [400, 4, 4], length: 16 } }),
    ).toThrow(RangeError);
  });
});

describe("createRingGrid", () => {
  it("counts each pair of conjugate samples once, in the ring nearest to it", () => {
    const rings = createRingGrid({ boxLength: 60, dMin: 5 });
    expect([rings.half, rings.firstRadius, rings.nRings]).toEqual([12, 4, 9]);
    const at = (hx: number, hy: number): number => rings.ringOf[(hy + 12) * 13 + hx]!;
    expect([at(4, 0), at(0, 4), at(0, -4), at(0, 0), at(3, 3), at(12, 0), at(12, 4), at(1, -12)]).toEqual([
      0, 0, -1, -1, 0, 8, -1, 8,
    ]);
    const counted = rings.ringOf.filter((ring) => ring >= 0).length;
    expect(counted).toBeCloseTo((Math.PI * (12.5 ** 2 - 3.5 ** 2)) / 2, -1);
    expect(ringFrequencies(rings)[8]).toBeCloseTo(0.2, 12);
  });

  it("starts at 1/100 Å⁻¹ in a large box and weighs rings as told", () => {
    const rings = createRingGrid({ boxLength: 1000, dMin: 50, weightAt: (s) => s });
    expect(rings.firstRadius).toBe(10);
    expect(rings.ringWeight.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    expect(rings.ringWeight[10]! / rings.ringWeight[0]!).toBeCloseTo(2, 12);
    expect(() => createRingGrid({ boxLength: 10, dMin: 5 })).toThrow(RangeError);
  });
});

describe("boxAroundModel", () => {
  it("covers the model with its margin, in whole pixels of half the resolution", () => {
    const xyz = Float64Array.from([10, 0, 0, 70, 5, 5, 20, 30, -5]);
    const box = boxAroundModel(xyz, 3, 8);
    expect(box.centre).toEqual([40, 15, 0]);
    expect(box.length).toBe(78);
  });
});
