import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { createViews, shuffleViews } from "./views.ts";

const direction = (axes: Float64Array, view: number): number[] => {
  const [ux, uy, uz, vx, vy, vz] = axes.subarray(6 * view, 6 * view + 6);
  return [uy! * vz! - uz! * vy!, uz! * vx! - ux! * vz!, ux! * vy! - uy! * vx!];
};

describe("createViews", () => {
  it("gives about 1,300 views at 4° and 830 at 5°", () => {
    expect(createViews(4).nViews).toBe(1289);
    expect(createViews(5).nViews).toBe(825);
  });

  it("has orthonormal axes, right-handed about a direction with z > 0", () => {
    const { nViews, axes } = createViews(9);
    for (let i = 0; i < nViews; i++) {
      const u = axes.subarray(6 * i, 6 * i + 3);
      const v = axes.subarray(6 * i + 3, 6 * i + 6);
      const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
        a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
      expect(dot(u, u)).toBeCloseTo(1, 12);
      expect(dot(v, v)).toBeCloseTo(1, 12);
      expect(dot(u, v)).toBeCloseTo(0, 12);
      expect(direction(axes, i)[2]).toBeGreaterThan(0);
    }
  });

  it("is even: no direction of the sphere is far from a view, no two views are close", () => {
    const { nViews, axes } = createViews(8);
    const directions = Array.from({ length: nViews }, (_, i) => direction(axes, i));
    const angle = (a: number[], b: number[]): number =>
      (Math.acos(Math.min(1, Math.abs(a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!))) * 180) / Math.PI;
    const random = createRandom(3);
    for (let trial = 0; trial < 300; trial++) {
      const raw = [random.normal(), random.normal(), random.normal()];
      const length = Math.hypot(...raw);
      const probe = raw.map((x) => x / length);
      expect(Math.min(...directions.map((d) => angle(d, probe)))).toBeLessThan(8);
    }
    for (let i = 0; i < nViews; i++) {
      for (let j = 0; j < i; j++) expect(angle(directions[i]!, directions[j]!)).toBeGreaterThan(2.5);
    }
  });
});

describe("shuffleViews", () => {
  it("is a permutation, fixed by the seed", () => {
    const order = shuffleViews(100, createRandom(7));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect([...shuffleViews(100, createRandom(7))]).toEqual([...order]);
    expect([...shuffleViews(100, createRandom(8))]).not.toEqual([...order]);
  });
});
