import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import { computeModelDensity } from "../map/model-density.ts";
import type { Vec3, Volume } from "../map/volume.ts";
import { createRandom } from "../random.ts";
import { climbPose } from "./climb-pose.ts";
import { dockRigidly } from "./rigid-dock.ts";
import { applyPose, evenRotations, multiplyRotations, restingPose, rotationAbout } from "./rigid-pose.ts";

/** A lopsided chain of points about 4 Å apart within some 18 Å of the origin. */
function chain(n: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const xyz = new Float64Array(3 * n);
  const place = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const step = [random.normal(), random.normal(), random.normal()];
    const length = Math.hypot(...step);
    for (let k = 0; k < 3; k++) {
      const next = place[k]! + (3.8 * step[k]!) / length;
      place[k] = Math.abs(next) > [18, 12, 7][k]! ? place[k]! - (3.8 * step[k]!) / length : next;
      xyz[3 * i + k] = place[k]!;
    }
  }
  return xyz;
}

const nAtoms = 160;
const truth = chain(nAtoms, 4);
const gaussians: Gaussians = {
  nAtoms,
  amplitude: new Float64Array(nAtoms).fill(1),
  bWidth: new Float64Array(nAtoms).fill(100),
};

function mapOf(xyz: Float64Array): Volume {
  const grid = { shape: [30, 28, 26], voxelSize: [2, 2, 2], origin: [-31, -27, -25] } as const;
  const random = createRandom(9);
  const density = computeModelDensity(gaussians, xyz, grid);
  const noise = 0.05 * Math.max(...density.data);
  return { ...density, data: density.data.map((v) => v + noise * random.normal()) };
}

const volume = mapOf(truth);
const distance = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt((3 * a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0)) / a.length);
const dock = (xyz: Float64Array, force = false) => dockRigidly({ volume, gaussians, xyz, dMin: 5, force });

describe("dockRigidly", () => {
  it("leaves a model where it fits, to the last bit", () => {
    const result = dock(truth);
    expect(result).toMatchObject({ search: "climb", moved: false, rmsd: 0 });
    expect(result.xyz).toEqual(truth);
    expect(result.ccBefore).toBeGreaterThan(0.9);
    expect(result.ccAfter).toBe(result.ccBefore);
  });

  it("climbs home from a few Å, with force also when little is gained", () => {
    const result = dock(truth.map((x, i) => x + [3, -2, 2][i % 3]!));
    expect(result.moved).toBe(true);
    expect(result.ccAfter).toBeGreaterThan(result.ccBefore + 0.1);
    expect(distance(result.xyz, truth)).toBeLessThan(0.5);
    expect(result.rmsd).toBeCloseTo(Math.sqrt(17), 0);
    const slight = truth.map((x, i) => x + [0.9, 0, 0][i % 3]!);
    expect(dock(slight).moved).toBe(false);
    expect(distance(dock(slight, true).xyz, truth)).toBeLessThan(0.4);
  });

  it("finds a model that was turned and shifted far away", () => {
    const lost = applyPose(
      { rotation: rotationAbout([1.4, -1, 0.9]), pivot: [0, 0, 0], shift: [7, -9, 6] },
      truth,
    );
    const result = dock(lost);
    expect(result.search).toBe("global");
    expect(result.moved).toBe(true);
    expect(distance(result.xyz, truth)).toBeLessThan(1);
    expect(distance(applyPose(result.pose, lost), result.xyz)).toBe(0);
  });

  it("refuses a model outside the map", () => {
    expect(() => dock(truth.map((x) => x + 200))).toThrow(InputError);
  });
});

describe("climbPose", () => {
  it("follows the density, rotation included", () => {
    const points = { xyz: truth, weight: new Float64Array(nAtoms).fill(1) };
    const start = { ...restingPose([0, 0, 0] as Vec3), rotation: rotationAbout([0.1, 0.15, -0.1]) };
    const pose = climbPose(volume, points, start);
    expect(distance(applyPose(start, truth), truth)).toBeGreaterThan(2);
    expect(distance(applyPose(pose, truth), truth)).toBeLessThan(0.5);
  });
});

describe("rotations", () => {
  const isRotation = (r: Float64Array): boolean => {
    const transposed = Float64Array.from({ length: 9 }, (_, i) => r[3 * (i % 3) + Math.floor(i / 3)]!);
    const product = multiplyRotations(r, transposed);
    const determinant =
      r[0]! * (r[4]! * r[8]! - r[5]! * r[7]!) -
      r[1]! * (r[3]! * r[8]! - r[5]! * r[6]!) +
      r[2]! * (r[3]! * r[7]! - r[4]! * r[6]!);
    return (
      product.every((x, i) => Math.abs(x - (i % 4 === 0 ? 1 : 0)) < 1e-12) &&
      Math.abs(determinant - 1) < 1e-12
    );
  };

  it("turns by the angle about the axis", () => {
    const quarter = rotationAbout([0, 0, Math.PI / 2]);
    const [x, y, z] = applyPose({ rotation: quarter, pivot: [1, 0, 0], shift: [0, 0, 5] }, [2, 0, 0]);
    expect(x).toBeCloseTo(1, 12);
    expect(y).toBeCloseTo(1, 12);
    expect(z).toBeCloseTo(5, 12);
    expect(isRotation(rotationAbout([0.3, -2, 1]))).toBe(true);
    expect([...rotationAbout([0, 0, 0])]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it("covers all orientations: none is farther than 20° from one of 2,000", () => {
    const all = evenRotations(2000);
    expect(all.every(isRotation)).toBe(true);
    const random = createRandom(2);
    for (let trial = 0; trial < 200; trial++) {
      const probe = rotationAbout([3 * random.normal(), 3 * random.normal(), 3 * random.normal()]);
      const largestTrace = Math.max(...all.map((r) => r.reduce((sum, x, i) => sum + x * probe[i]!, 0)));
      expect((Math.acos((largestTrace - 1) / 2) * 180) / Math.PI).toBeLessThan(20);
    }
  });
});
