import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { sampleGradient, sampleVolume } from "./interpolate.ts";
import type { Volume } from "./volume.ts";

const shape = [9, 8, 7] as const;
const voxelSize = [1.1, 0.8, 1.5] as const;
const origin = [-3, 20, 5] as const;
const fill = (f: (x: number, y: number, z: number) => number): Volume => ({
  shape,
  voxelSize,
  origin,
  data: Float32Array.from({ length: 9 * 8 * 7 }, (_, at) =>
    f(
      origin[0] + (at % 9) * voxelSize[0],
      origin[1] + (Math.floor(at / 9) % 8) * voxelSize[1],
      origin[2] + Math.floor(at / 72) * voxelSize[2],
    ),
  ),
});

describe("sampleVolume", () => {
  it("is exact for a linear density", () => {
    const volume = fill((x, y, z) => 2 * x - y + 0.5 * z + 1);
    expect(sampleVolume(volume, [0.37, 22.1, 9.9])[0]).toBeCloseTo(2 * 0.37 - 22.1 + 0.5 * 9.9 + 1, 4);
  });

  it("falls to 0 outside", () => {
    const values = sampleVolume(
      fill(() => 1),
      [-3, 20, 5, -3.55, 20, 5, 100, 20, 5],
    );
    [1, 0.5, 0].forEach((expected, i) => {
      expect(values[i]).toBeCloseTo(expected, 12);
    });
  });
});

describe("sampleGradient", () => {
  it("is exact for a quadratic density, value and gradient", () => {
    const volume = fill((x, y, z) => x * x - 0.5 * (y - 20) * x + z + 0.1 * z * z);
    const [x, y, z] = [0.9, 22.3, 9.1];
    const { value, gradient } = sampleGradient(volume, [x, y, z]);
    expect(value[0]).toBeCloseTo(x * x - 0.5 * (y - 20) * x + z + 0.1 * z * z, 4);
    expect(gradient[0]).toBeCloseTo(2 * x - 0.5 * (y - 20), 4);
    expect(gradient[1]).toBeCloseTo(-0.5 * x, 4);
    expect(gradient[2]).toBeCloseTo(1 + 0.2 * z, 4);
  });

  it("has the gradient of its own value everywhere, also at the border, and agrees with the voxels", () => {
    const random = createRandom(9);
    const volume = fill(() => random.normal());
    expect(sampleGradient(volume, [-3 + 1.1 * 4, 20 + 0.8 * 3, 5 + 1.5 * 2]).value[0]).toBeCloseTo(
      volume.data[4 + 9 * (3 + 8 * 2)]!,
      5,
    );
    for (const place of [
      [0.2, 22.7, 8.3],
      [-3.4, 20.1, 5.2],
      [6.2, 26.1, 14.4],
    ]) {
      const { gradient } = sampleGradient(volume, place);
      for (let k = 0; k < 3; k++) {
        const at = (shift: number): number =>
          sampleGradient(
            volume,
            place.map((x, i) => (i === k ? x + shift : x)),
          ).value[0]!;
        expect(gradient[k]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
      }
    }
  });
});
