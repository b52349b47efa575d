import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { torqueToGradient, writeRotation } from "./rotation.ts";

type Vec3 = [number, number, number];

const rotation = (w: Vec3): Float64Array => {
  const r = new Float64Array(9);
  writeRotation(...w, r);
  return r;
};
const times = (r: Float64Array, v: Vec3): Vec3 =>
  [0, 3, 6].map((row) => r[row]! * v[0] + r[row + 1]! * v[1] + r[row + 2]! * v[2]) as Vec3;
const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const random = createRandom(7);
const unit = (): Vec3 => {
  const v: Vec3 = [random.normal(), random.normal(), random.normal()];
  return v.map((x) => x / Math.sqrt(dot(v, v))) as Vec3;
};
const angles = [0, 1e-9, 1e-4, 0.0999, 0.1001, 1, 3.1, Math.PI, Math.PI + 1e-9, 2 * Math.PI, 7];

describe("rotation vectors", () => {
  it("turns a quarter about z as known", () => {
    const v = times(rotation([0, 0, Math.PI / 2]), [1, 2, 3]);
    [-2, 1, 3].forEach((x, c) => {
      expect(v[c]).toBeCloseTo(x, 14);
    });
  });

  it.each(angles)("of angle %d are orthogonal matrices that turn by it about their axis", (angle) => {
    const axis = unit();
    const r = rotation(axis.map((x) => x * angle) as Vec3);
    const columns = [0, 1, 2].map((c) => [r[c]!, r[c + 3]!, r[c + 6]!] as Vec3);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) expect(dot(columns[i]!, columns[j]!)).toBeCloseTo(i === j ? 1 : 0, 14);
    }
    expect(dot(cross(columns[0]!, columns[1]!), columns[2]!)).toBeCloseTo(1, 14);
    expect(r[0]! + r[4]! + r[8]!).toBeCloseTo(1 + 2 * Math.cos(angle), 13);
    times(r, axis).forEach((x, c) => {
      expect(x).toBeCloseTo(axis[c]!, 14);
    });
  });

  it.each(angles)("of angle %d have the derivative that finite differences give", (angle) => {
    const axis = unit();
    const w = axis.map((x) => x * angle) as Vec3;
    const [v, g] = [unit(), unit()];
    const energy = (at: Vec3): number => dot(times(rotation(at), v), g);
    const torque = Float64Array.from(cross(times(rotation(w), v), g));
    torqueToGradient(...w, torque, 0);
    const step = 1e-3;
    for (let c = 0; c < 3; c++) {
      const moved = (size: number): number => energy(w.map((x, d) => (d === c ? x + size : x)) as Vec3);
      // Fourth order, so that the step can be long enough not to lose digits.
      const slope = (8 * (moved(step) - moved(-step)) - (moved(2 * step) - moved(-2 * step))) / (12 * step);
      expect(torque[c]).toBeCloseTo(slope, 11);
    }
  });
});
