import { expect, it } from "vitest";
import { sampleGradient } from "./interpolate.ts";
import { lowPassVolume } from "./low-pass.ts";
import { computeModelDensity } from "./model-density.ts";

it("lowPassVolume widens a Gaussian of B to B + 4d², on a coarser grid, and keeps faces apart", () => {
  const grid = { shape: [30, 26, 33], voxelSize: [1, 1.2, 0.9], origin: [-10, 5, 30] } as const;
  const xyz = [6, 20, 44, -9, 6, 31];
  const gaussians = (b: number) => ({
    nAtoms: 2,
    amplitude: Float64Array.of(1, 2),
    bWidth: Float64Array.of(b, b),
  });
  const low = lowPassVolume(computeModelDensity(gaussians(40), xyz, grid), 6);
  expect(low.voxelSize.every((v) => v > 1.2 && v <= 1.5)).toBe(true);
  const expected = computeModelDensity(gaussians(40 + 144), xyz, low);
  const peak = Math.max(...expected.data);
  // The second blob is cut by the map's corner: compare around the first, and at the far corner.
  const probe = [6, 20, 44, 8, 21, 42, 3, 17, 46, 18.5, 34, 58];
  const [a, b] = [sampleGradient(low, probe).value, sampleGradient(expected, probe).value];
  for (let i = 0; i < 4; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(0.005 * peak);
});
