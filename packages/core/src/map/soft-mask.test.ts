import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import { createRandom } from "../random.ts";
import { cutWindow, windowAround } from "./grid.ts";
import { sampleVolume } from "./interpolate.ts";
import { applyMask, createSoftMask } from "./soft-mask.ts";
import type { Volume } from "./volume.ts";

const random = createRandom(5);
const volume: Volume = {
  shape: [20, 24, 18],
  voxelSize: [1, 1.2, 0.9],
  origin: [-4, 10, 3],
  data: Float32Array.from({ length: 20 * 24 * 18 }, () => random.normal()),
};
const xyz = [4, 22, 9, 6.5, 24, 11];

describe("createSoftMask", () => {
  const mask = createSoftMask(volume, xyz, { radius: 3, edge: 2 });

  it("follows the distance to the nearest atom at every voxel of the map", () => {
    let [inside, edge] = [0, 0];
    for (let at = 0; at < volume.data.length; at++) {
      const index = [at % 20, Math.floor(at / 20) % 24, Math.floor(at / 480)];
      const place = index.map((n, k) => volume.origin[k]! + n * volume.voxelSize[k]!);
      const distance = Math.min(
        ...[0, 3].map((atom) => Math.hypot(...place.map((x, k) => x - xyz[atom + k]!))),
      );
      const expected =
        distance <= 3 ? 1 : distance < 5 ? 0.5 + 0.5 * Math.cos((Math.PI * (distance - 3)) / 2) : 0;
      expect(sampleVolume(mask, place)[0]).toBeCloseTo(expected, 5);
      if (expected === 1) inside++;
      else if (expected > 0) edge++;
    }
    expect(inside).toBeGreaterThan(100);
    expect(edge).toBeGreaterThan(100);
  });

  it("refuses a model outside the map", () => {
    expect(() => createSoftMask(volume, [100, 0, 0], { radius: 3, edge: 2 })).toThrow(InputError);
  });
});

describe("applyMask", () => {
  it("multiplies, on the mask's voxels", () => {
    const mask = createSoftMask(volume, xyz, { radius: 2, edge: 1.5 });
    const masked = applyMask(volume, mask);
    expect(masked.shape).toEqual(mask.shape);
    const plain = cutWindow(volume, windowAround(volume, xyz, 3.5));
    for (let at = 0; at < masked.data.length; at++) {
      expect(masked.data[at]).toBeCloseTo(plain.data[at]! * mask.data[at]!, 5);
    }
  });

  it("refuses a mask beside the map", () => {
    const mask = { ...createSoftMask(volume, xyz, { radius: 2, edge: 1.5 }), origin: [200, 0, 0] as const };
    expect(() => applyMask(volume, mask)).toThrow(/mask lies outside/);
  });

  it("reads a mask on another, larger grid between its voxels", () => {
    const data = Float32Array.from({ length: 40 ** 3 }, (_, at) => (at % 40) / 40);
    const mask: Volume = { shape: [40, 40, 40], voxelSize: [1, 1, 1], origin: [-8.5, 5, 0], data };
    const masked = applyMask(volume, mask);
    expect(masked.shape).toEqual(volume.shape);
    expect(masked.data[3]).toBeCloseTo((volume.data[3]! * (-4 + 3 + 8.5)) / 40, 5);
  });
});
