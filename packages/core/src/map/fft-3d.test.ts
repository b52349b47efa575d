import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { signedIndex, transformGrid } from "./fft-3d.ts";
import type { Vec3 } from "./volume.ts";

describe("transformGrid", () => {
  it("is the sum of its definition, on sides that share no factor", () => {
    const shape: Vec3 = [4, 3, 5];
    const random = createRandom(3);
    const n = 60;
    const re = Float64Array.from({ length: n }, () => random.normal());
    const im = Float64Array.from({ length: n }, () => random.normal());
    const grid = { re: re.slice(), im: im.slice() };
    transformGrid(grid, shape, "forward");
    for (const [h, k, l] of [
      [0, 0, 0],
      [1, 2, 3],
      [3, 0, 4],
    ] as const) {
      let [sumRe, sumIm] = [0, 0];
      for (let at = 0; at < n; at++) {
        const [i, j, m] = [at % 4, Math.floor(at / 4) % 3, Math.floor(at / 12)];
        const phase = -2 * Math.PI * ((h * i) / 4 + (k * j) / 3 + (l * m) / 5);
        sumRe += re[at]! * Math.cos(phase) - im[at]! * Math.sin(phase);
        sumIm += re[at]! * Math.sin(phase) + im[at]! * Math.cos(phase);
      }
      const at = h + 4 * (k + 3 * l);
      expect(grid.re[at]).toBeCloseTo(sumRe, 10);
      expect(grid.im[at]).toBeCloseTo(sumIm, 10);
    }
  });

  it("comes back n times itself", () => {
    const shape: Vec3 = [6, 35, 2];
    const random = createRandom(4);
    const re = Float64Array.from({ length: 420 }, () => random.normal());
    const grid = { re: re.slice(), im: new Float64Array(420) };
    transformGrid(grid, shape, "forward");
    transformGrid(grid, shape, "inverse");
    grid.re.forEach((value, i) => {
      expect(value / 420).toBeCloseTo(re[i]!, 10);
      expect(grid.im[i]! / 420).toBeCloseTo(0, 10);
    });
  });
});

describe("signedIndex", () => {
  it("counts up to the middle and then from below zero", () => {
    expect([0, 1, 2, 3].map((h) => signedIndex(h, 4))).toEqual([0, 1, 2, -1]);
    expect([0, 1, 2, 3, 4].map((h) => signedIndex(h, 5))).toEqual([0, 1, 2, -2, -1]);
  });
});
