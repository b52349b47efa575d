import { expect, it } from "vitest";
import { angleDeg, distance, positiveDegrees, torsionDeg } from "./measure.ts";

const xyz = Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 2, 0, -1, 2, -1, 0, 2, 0, 0, 5);

it("measures lengths, angles and torsions by hand", () => {
  expect(distance(xyz, 0, 2)).toBeCloseTo(Math.sqrt(5), 12);
  expect(angleDeg(xyz, 0, 1, 2)).toBeCloseTo(90, 12);
  expect(angleDeg(xyz, 1, 2, 6)).toBeCloseTo(180, 12);
  // Looking from atom 1 to atom 2 (along +z), the far bond +y is clockwise of the near bond +x by −90°.
  expect(torsionDeg(xyz, [0, 1, 2, 3])).toBeCloseTo(90, 12);
  expect(torsionDeg(xyz, [0, 1, 2, 4])).toBeCloseTo(-90, 12);
  expect(torsionDeg(xyz, [0, 1, 2, 5])).toBe(180);
});

it("has no torsion about a straight line and no angle at coinciding atoms", () => {
  expect(torsionDeg(xyz, [1, 2, 6, 0])).toBeNaN();
  expect(angleDeg(xyz, 1, 1, 1)).toBeNaN();
});

it("turns degrees into [0, 360)", () => {
  expect([-90, 0, 360, 725, -360].map(positiveDegrees)).toEqual([270, 0, 0, 5, 0]);
});
