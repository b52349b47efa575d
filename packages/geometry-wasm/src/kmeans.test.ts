/** K-means: separate clouds, the conditions of an optimum, fixed seeds, degenerate points. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kMeans } from "./kmeans.ts";
import { type GeometryKernels, openGeometry } from "./open-geometry.ts";
import { createUniform, expectClose, scatter } from "./testing/term-contract.ts";

const square = (a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): number =>
  [0, 1, 2].reduce((sum, k) => sum + (a[3 * i + k]! - b[3 * j + k]!) ** 2, 0);

describe("kMeans", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("finds clouds that lie far apart", () => {
    const cloudOf = Array.from({ length: 120 }, (_, i) => i % 4);
    const noise = scatter(120, 2, 1);
    const xyz = noise.map((x, k) => x + 50 * (k % 3 === cloudOf[Math.floor(k / 3)]! ? 1 : 0));
    const { clusterOf, sizes } = kMeans(kernels, xyz, 4, createUniform(2));
    expect(Array.from(sizes)).toEqual([30, 30, 30, 30]);
    cloudOf.forEach((cloud, i) => {
      expect(clusterOf[i]).toBe(clusterOf[cloud]);
    });
  });

  it.each([1, 5, 64])("ends with means as centres and points at their nearest centre, k = %i", (k) => {
    const n = 900;
    const xyz = scatter(n, 40, 3);
    const { centers, clusterOf, sizes, nIterations } = kMeans(kernels, xyz, k, createUniform(4), 500);
    expect(nIterations).toBeLessThan(500);
    const sums = new Float64Array(3 * k);
    const counts = new Int32Array(k);
    for (let i = 0; i < n; i++) {
      const mine = clusterOf[i]!;
      counts[mine]!++;
      for (let axis = 0; axis < 3; axis++) sums[3 * mine + axis]! += xyz[3 * i + axis]!;
      for (let c = 0; c < k; c++) {
        expect(square(xyz, i, centers, mine)).toBeLessThanOrEqual(square(xyz, i, centers, c) + 1e-9);
      }
    }
    expect(Array.from(counts)).toEqual(Array.from(sizes));
    expect(counts.every((count) => count > 0)).toBe(true);
    expectClose(
      centers,
      sums.map((sum, m) => sum / counts[Math.floor(m / 3)]!),
      1e-12,
      "centre",
    );
  });

  it("repeats itself with the same random numbers", () => {
    const xyz = scatter(300, 20, 5);
    expect(kMeans(kernels, xyz, 9, createUniform(6))).toEqual(kMeans(kernels, xyz, 9, createUniform(6)));
  });

  it("takes fewer points than clusters, coincident points and none", () => {
    const few = kMeans(kernels, [0, 0, 0, 9, 9, 9], 5, createUniform(7));
    expect(few.sizes.length).toBe(2);
    expect(few.clusterOf[0]).not.toBe(few.clusterOf[1]);
    const same = kMeans(kernels, new Float64Array(30).fill(2), 3, createUniform(8));
    expect(same.sizes.reduce((a, b) => a + b, 0)).toBe(10);
    expect(same.centers.every(Number.isFinite)).toBe(true);
    expect(kMeans(kernels, [], 3, createUniform(9)).sizes.length).toBe(0);
  });
});
