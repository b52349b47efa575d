import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { transformGrid } from "./fft-3d.ts";
import { halfSize, transformReal, transformToReal } from "./real-fft-3d.ts";
import type { Vec3 } from "./volume.ts";

const noise = (n: number): Float64Array => {
  const random = createRandom(5);
  return Float64Array.from({ length: n }, () => random.normal());
};

describe.each<{ shape: Vec3 }>([
  { shape: [8, 5, 6] },
  { shape: [7, 3, 5] },
  { shape: [1, 1, 1] },
  { shape: [2, 9, 7] },
  { shape: [10, 13, 11] },
])("a real grid of $shape", ({ shape }) => {
  const [nx, ny, nz] = shape;
  const values = noise(nx * ny * nz);

  it("has the coefficients of the complex transform", () => {
    const full = { re: values.slice(), im: new Float64Array(values.length) };
    transformGrid(full, shape, "forward");
    const half = transformReal(values, shape);
    const nh = halfSize(nx);
    for (let line = 0; line < ny * nz; line++) {
      for (let h = 0; h < nh; h++) {
        expect(half.re[h + nh * line]).toBeCloseTo(full.re[h + nx * line]!, 10);
        expect(half.im[h + nh * line]).toBeCloseTo(full.im[h + nx * line]!, 10);
      }
    }
  });

  it("comes back n times itself", () => {
    const back = transformToReal(transformReal(values, shape), shape);
    back.forEach((value, i) => {
      expect(value / values.length).toBeCloseTo(values[i]!, 10);
    });
  });
});
