import { openDensity, openGeometry } from "@cryoreel/geometry-wasm";
import { expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { sampleGradient } from "./interpolate.ts";
import type { Volume } from "./volume.ts";

it("openDensity reads the same values and gradients as the float64 interpolation, inside, at the border and outside", async () => {
  const random = createRandom(3);
  const volume: Volume = {
    shape: [11, 8, 9],
    voxelSize: [1.1, 0.9, 1.3],
    origin: [-20, 5, 40],
    data: Float32Array.from({ length: 792 }, () => random.normal()),
  };
  const xyz = Float64Array.from({ length: 3 * 3000 }, (_, i) => {
    const axis = i % 3;
    const side = volume.shape[axis]! * volume.voxelSize[axis]!;
    return volume.origin[axis]! + side * (1.6 * random.uniform() - 0.3);
  });
  xyz.set([-20, 5, 40, 1e6, 0, 0, Number.NaN, 5, 40]);
  const kernels = await openGeometry();
  const density = openDensity(kernels, volume);
  const expected = sampleGradient(volume, xyz);
  for (let call = 0; call < 2; call++) {
    const { value, gradient } = density.sample(call === 0 ? xyz.subarray(0, 30) : xyz);
    for (let i = 0; i < value.length; i++) {
      if (i === 2) continue;
      expect(Math.abs(value[i]! - expected.value[i]!)).toBeLessThan(1e-5);
      for (let k = 3 * i; k < 3 * i + 3; k++) {
        expect(Math.abs(gradient[k]! - expected.gradient[k]!)).toBeLessThan(1e-4);
      }
    }
    expect(value[2]).toBe(0);
  }
  density.dispose();
  await kernels.close();
});
