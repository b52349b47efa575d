import { describe, expect, it } from "vitest";
import type { HydrogenPlan, PlacementRule } from "../../tables/hydrogen-placement.ts";
import type { Vector } from "../measure.ts";
import { dihedralDeg, hydrogenPosition, rotateAbout } from "./hydrogen-geometry.ts";

const plan = (rule: PlacementRule, parameter1 = 0, parameter2 = 0): HydrogenPlan => ({
  hydrogen: "H",
  kind: "nonpolar",
  rule,
  parent: "C",
  references: [],
  length: 1,
  lengthNuclear: 1.1,
  parameter1,
  parameter2,
  flags: new Set(),
});

const expectAt = (found: Vector | undefined, wanted: Vector) => {
  wanted.forEach((x, k) => {
    expect(found?.[k]).toBeCloseTo(x, 9);
  });
};
const origin: Vector = [0, 0, 0];
const half = Math.sqrt(3) / 2;

describe("the position of a hydrogen", () => {
  it("is opposite to three neighbours", () => {
    expectAt(hydrogenPosition(plan(1), [origin, [2, 0, 0], [0, 3, 0], [0, 0, 0.5]]), [
      -1 / Math.sqrt(3),
      -1 / Math.sqrt(3),
      -1 / Math.sqrt(3),
    ]);
  });

  it("is off the bisector of two neighbours to either side, perpendicular to their plane", () => {
    const neighbours: Vector[] = [origin, [half, 0.5, 0], [half, -0.5, 0]];
    const one = hydrogenPosition(plan(2, 120), neighbours)!;
    const other = hydrogenPosition(plan(2, -120), neighbours)!;
    expect(one[0]).toBeCloseTo(-0.5, 9);
    expect(one[1]).toBeCloseTo(0, 9);
    expect(Math.abs(one[2])).toBeCloseTo(half, 9);
    expect(one[2]).toBeCloseTo(-other[2], 9);
  });

  it("has the bond angle and the dihedral asked for", () => {
    const near: Vector = [1.5, 0, 0];
    const far: Vector = [2, 1.4, 0];
    for (const torsion of [180, 60, -60, 17]) {
      const h = hydrogenPosition(plan(3, 109.5, torsion), [origin, near, far])!;
      expect(h[0]).toBeCloseTo(Math.cos((109.5 * Math.PI) / 180), 9);
      expect(Math.cos(((dihedralDeg(h, origin, near, far) - torsion) * Math.PI) / 180)).toBeCloseTo(1, 9);
    }
  });

  it("lies in the plane of two neighbours, opposite to their bisector", () => {
    expectAt(hydrogenPosition(plan(4), [origin, [1.4, 0, 0], [0, 1.4, 0]]), [
      -Math.SQRT1_2,
      -Math.SQRT1_2,
      0,
    ]);
  });

  it("divides the outer angle of two neighbours", () => {
    // The outer angle is 270°: a third of it from the first neighbour is 90° away from it.
    expectAt(hydrogenPosition(plan(5, 0, 1 / 3), [origin, [1, 0, 0], [0, 1, 0]]), [0, -1, 0]);
  });

  it("is opposite to a single neighbour", () => {
    expectAt(hydrogenPosition(plan(6), [origin, [0, 0, 2]]), [0, 0, -1]);
  });

  it("is nowhere when the neighbours give no direction", () => {
    expect(hydrogenPosition(plan(3, 109.5, 180), [origin, [1, 0, 0], [2, 0, 0]])).toBeUndefined();
    expect(hydrogenPosition(plan(4), [origin, [1, 0, 0], [-1, 0, 0]])).toBeUndefined();
    expect(hydrogenPosition(plan(6), [origin, origin])).toBeUndefined();
  });
});

it("rotates about an axis by the right-hand rule", () => {
  expectAt(rotateAbout([2, 1, 5], [1, 1, 5], [0, 0, 3], 90), [1, 2, 5]);
});

it("measures dihedrals clockwise", () => {
  expect(dihedralDeg([1, 0, 1], [0, 0, 1], [0, 0, 0], [0, 1, 0])).toBeCloseTo(-90, 9);
});
