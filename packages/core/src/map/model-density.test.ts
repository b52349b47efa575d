import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { correlateGroups, correlateVolumes } from "./correlation.ts";
import type { Grid } from "./grid.ts";
import { computeModelDensity } from "./model-density.ts";

const grid: Grid = { shape: [22, 18, 20], voxelSize: [0.9, 1.1, 1], origin: [-5, 2, -8] };
const random = createRandom(41);
const nAtoms = 5;
const xyz = Float64Array.from({ length: 15 }, (_, i) => [4.5, 11, 2][i % 3]! + 2 * random.normal());
const gaussians = {
  nAtoms,
  amplitude: Float64Array.of(1, 2, 0, 0.5, 1),
  bWidth: Float64Array.of(40, 60, 50, 50, 80),
};

describe("computeModelDensity", () => {
  const density = computeModelDensity(gaussians, xyz, grid);

  it("is the sum of the formula at each voxel", () => {
    for (let at = 0; at < density.data.length; at += 97) {
      const index = [at % 22, Math.floor(at / 22) % 18, Math.floor(at / 396)];
      let expected = 0;
      for (let a = 0; a < nAtoms; a++) {
        const b = gaussians.bWidth[a]!;
        const squared = index.reduce(
          (sum, i, k) => sum + (grid.origin[k]! + i * grid.voxelSize[k]! - xyz[3 * a + k]!) ** 2,
          0,
        );
        expected +=
          gaussians.amplitude[a]! * ((4 * Math.PI) / b) ** 1.5 * Math.exp((-4 * Math.PI ** 2 * squared) / b);
      }
      expect(density.data[at]).toBeCloseTo(expected, 3);
    }
  });

  it("holds the amplitudes of atoms inside, and nothing of atoms far away", () => {
    const total = density.data.reduce((sum, v) => sum + v, 0) * 0.9 * 1.1;
    expect(total).toBeCloseTo(4.5, 1);
    const far = computeModelDensity(
      gaussians,
      xyz.map((x) => x + 500),
      grid,
    );
    expect(far.data.every((v) => v === 0)).toBe(true);
  });
});

describe("correlateVolumes", () => {
  const a = computeModelDensity(gaussians, xyz, grid);

  it("is 1 for a linear relation, −1 for its negative, NaN without variation", () => {
    expect(correlateVolumes(a, { ...a, data: a.data.map((v) => 3 * v + 2) })).toBeCloseTo(1, 6);
    expect(correlateVolumes(a, { ...a, data: a.data.map((v) => 1 - v) })).toBeCloseTo(-1, 6);
    expect(correlateVolumes(a, { ...a, data: a.data.map(() => 1) })).toBeNaN();
  });

  it("counts masked voxels by their weight", () => {
    const one = { ...grid, shape: [4, 1, 1] as const };
    const volume = (...values: number[]) => ({ ...one, data: Float32Array.from(values) });
    const [x, y] = [volume(1, 2, 3, 9), volume(2, 1, 4, 0)];
    // Weights 1, 1, 1, 0: r of (1,2,3) and (2,1,4) is 2/√(2·14/3).
    expect(correlateVolumes(x, y, volume(1, 1, 1, 0))).toBeCloseTo(2 / Math.sqrt((2 * 14) / 3), 6);
    expect(() => correlateVolumes(x, a)).toThrow(RangeError);
  });
});

describe("correlateGroups", () => {
  const a = computeModelDensity(gaussians, xyz, grid);

  it("is high where the model fits and falls where it was moved", () => {
    const apart = Float64Array.of(-1, 6, -4, 0, 7, -4, 9, 15, 6);
    const three = { nAtoms: 3, amplitude: Float64Array.of(1, 1, 1), bWidth: Float64Array.of(40, 40, 40) };
    const moved = apart.slice();
    moved[6]! += 2;
    const a = computeModelDensity(three, apart, grid);
    const b = computeModelDensity(three, moved, grid);
    const groups = { xyz: apart, atomStart: [0, 2, 3], radius: 2 };
    const same = correlateGroups(a, a, groups);
    const changed = correlateGroups(a, b, groups);
    for (const c of same) expect(c).toBeCloseTo(1, 6);
    expect(changed[0]).toBeCloseTo(1, 6);
    expect(changed[1]).toBeLessThan(0.7);
  });

  it("is NaN for a group off the grid", () => {
    expect(correlateGroups(a, a, { xyz: [900, 0, 0], atomStart: [0, 1], radius: 2 })[0]).toBeNaN();
  });
});
