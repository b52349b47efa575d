import { describe, expect, it } from "vitest";
import { fourierShellCorrelation } from "../../map/fsc.ts";
import type { Vec3, Volume } from "../../map/volume.ts";
import { createRandom } from "../../random.ts";
import { peptide } from "../synthetic-chains.ts";
import { shellCorrelation } from "./map-model-fsc.ts";
import { transformOf } from "./structure-factors.ts";
import { validateMapFit } from "./validate-map-fit.ts";

const structure = peptide(Array.from({ length: 8 }, () => ({ compId: "ALA", phiDeg: -60, psiDeg: -45 })));
const shape: Vec3 = [24, 27, 22];
const nVoxels = 24 * 27 * 22;
const { xyz } = structure.atoms;
const low = [0, 1, 2].map((axis) => Math.min(...xyz.filter((_, i) => i % 3 === axis)) - 7);
const grid = { shape, voxelSize: [1, 1, 1.1] as Vec3, origin: low as unknown as Vec3 };

/** One Gaussian an atom. */
const signal = Float32Array.from({ length: nVoxels }, (_, at) => {
  const index = [at % 24, Math.floor(at / 24) % 27, Math.floor(at / (24 * 27))];
  const place = index.map((i, axis) => grid.origin[axis]! + i * grid.voxelSize[axis]!);
  let density = 0;
  for (let atom = 0; atom < structure.nAtoms; atom++) {
    const d2 = place.reduce((sum, x, axis) => sum + (x - xyz[3 * atom + axis]!) ** 2, 0);
    density += Math.exp(-d2 / 1.5);
  }
  return density;
});

function withNoise(level: number, seed: number, strength = 1): Volume {
  const random = createRandom(seed);
  return { ...grid, data: signal.map((value) => strength * value + level * random.normal()) };
}

const map = withNoise(0, 1);

describe("shellCorrelation", () => {
  it("is the FSC of an implementation of its own, shell by shell", () => {
    const [a, b] = [withNoise(0.3, 2), withNoise(0.3, 3)];
    const ours = shellCorrelation(transformOf(a), transformOf(b), 2.4);
    const other = fourierShellCorrelation(a, b);
    expect(ours.fsc.length).toBeGreaterThan(9);
    ours.spatialFrequency.forEach((s, i) => {
      expect(s).toBeCloseTo(other.spatialFrequency[i + 1]!, 12);
      expect(ours.fsc[i]).toBeCloseTo(other.value[i + 1]!, 6);
    });
  });

  it("counts every coefficient of the full transform once", () => {
    const { count } = shellCorrelation(transformOf(map), transformOf(map), 2.4);
    const width = 1 / Math.max(24, 27, 24.2);
    const expected = new Int32Array(count.length);
    for (let l = -10; l <= 11; l++) {
      for (let k = -13; k <= 13; k++) {
        for (let h = -11; h <= 12; h++) {
          const shell = Math.round(Math.hypot(h / 24, k / 27, l / (22 * 1.1)) / width) - 1;
          if (shell >= 0 && shell < count.length) expected[shell]!++;
        }
      }
    }
    expect([...count]).toEqual([...expected]);
  });
});

describe("half maps", () => {
  const judge = (half1: Volume, half2: Volume) =>
    validateMapFit(structure, map, { resolution: 3, halfMaps: [half1, half2] }).halfMaps!;

  it("that are the same agree to the end, and the model fits both alike", () => {
    const { fscMasked, fscUnmasked, dFsc0143Masked, half1, half2 } = judge(map, map);
    for (const { fsc } of [fscMasked, fscUnmasked]) expect(Math.min(...fsc)).toBeGreaterThan(1 - 1e-9);
    expect(dFsc0143Masked).toBeUndefined();
    expect(half1).toEqual(half2);
    expect(half1.ccMask).toBeGreaterThan(0.7);
  });

  it("agree less far the more noise they hold", () => {
    const quiet = judge(withNoise(0.2, 4), withNoise(0.2, 5));
    const loud = judge(withNoise(1, 4), withNoise(1, 5));
    expect(quiet.dFsc0143Unmasked!).toBeLessThan(loud.dFsc0143Unmasked!);
    expect(quiet.dFsc0143Masked!).toBeLessThanOrEqual(quiet.dFsc0143Unmasked! + 0.3);
  });

  it("tell which of them the model does not fit", () => {
    const { fscMasked, half1, half2 } = judge(withNoise(0.1, 6), withNoise(1, 7, 0));
    expect(half1.ccMask).toBeGreaterThan(0.7);
    expect(Math.abs(half2.ccMask)).toBeLessThan(0.2);
    expect(half2.q).toBeLessThan(half1.q - 0.3);
    expect(Math.max(...fscMasked.fsc.subarray(2))).toBeLessThan(0.5);
  });
});

describe("a mask", () => {
  it("that is 1 everywhere changes nothing; on another grid it is interpolated", () => {
    const noisy = withNoise(0.3, 8);
    const everywhere: Volume = {
      data: new Float32Array(8).fill(1),
      shape: [2, 2, 2],
      voxelSize: [100, 100, 100],
      origin: [grid.origin[0] - 1, grid.origin[1] - 1, grid.origin[2] - 1],
    };
    const { fscMasked, fscUnmasked } = validateMapFit(structure, noisy, { resolution: 3, mask: everywhere });
    fscMasked.fsc.forEach((value, i) => {
      expect(value).toBeCloseTo(fscUnmasked.fsc[i]!, 9);
    });
  });
});
