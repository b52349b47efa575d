/** Cβ positions: an ideal residue, against the definition, mirror image, collinear backbone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import {
  between,
  checkFinite,
  checkTerm,
  cross,
  dot,
  drawAtoms,
  drawNumbers,
  scatter,
  torsionByProjection,
  type Vector,
} from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";

const scaled = (v: Vector, s: number): Vector => [s * v[0], s * v[1], s * v[2]];
const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const unit = (v: Vector): Vector => scaled(v, 1 / Math.sqrt(dot(v, v)));

/** The unit vector from `apex` at `angle` to `near` and `dihedral` about far–near–apex, by solving for its components. */
function construct(
  xyz: Float64Array,
  far: number,
  near: number,
  apex: number,
  angle: number,
  dihedral: number,
): Vector {
  const axis = unit(between(xyz, apex, near));
  const normal = unit(cross(between(xyz, near, far), axis));
  const across = cross(normal, axis);
  const sign = dot(across, between(xyz, near, far)) > 0 ? 1 : -1;
  const sideways = plus(
    scaled(across, sign * Math.cos(dihedral)),
    scaled(cross(axis, scaled(across, sign)), -Math.sin(dihedral)),
  );
  return plus(scaled(axis, Math.cos(angle)), scaled(sideways, Math.sin(angle)));
}

const single = {
  atoms: Int32Array.of(0, 1, 2, 3),
  length: Float64Array.of(1.53),
  angleC: Float64Array.of(1.93),
  dihedralN: Float64Array.of(2.14),
  angleN: Float64Array.of(1.93),
  dihedralC: Float64Array.of(-2.14),
  sigma: Float64Array.of(0.1),
};

describe("cbeta", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("has the angles and dihedrals asked for, both constructions alike on a symmetric backbone", () => {
    // N and C at equal distance and ±55.5° from x: the two constructions are mirror images, so their mean lies between.
    const [c, s] = [Math.cos(0.969), Math.sin(0.969)];
    const backbone = [1.46 * c, 1.46 * s, 0, 0, 0, 0, 1.46 * c, -1.46 * s, 0];
    const system = createSystem(kernels, 4);
    system.set("cbeta", single);
    const zAt = (cb: readonly number[]): number =>
      system.measure("cbeta", Float64Array.of(...backbone, ...cb)).z[0]!;
    const xyz = Float64Array.of(...backbone, 0, 0, 0);
    const mean = unit(plus(construct(xyz, 0, 2, 1, 1.93, 2.14), construct(xyz, 2, 0, 1, 1.93, -2.14)));
    expect(mean[1]).toBeCloseTo(0, 12);
    const ideal = scaled(mean, 1.53);
    expect(zAt(ideal)).toBeCloseTo(0, 9);
    expect(zAt([ideal[0], ideal[1] + 0.25, ideal[2]])).toBeCloseTo(2.5, 9);
    expect(zAt([ideal[0], ideal[1], -ideal[2]])).toBeCloseTo((2 * Math.abs(ideal[2])) / 0.1, 8);
    const built = Float64Array.of(...backbone, ...construct(xyz, 0, 2, 1, 1.93, 2.14));
    expect(torsionByProjection(built, [0, 2, 1, 3])).toBeCloseTo(2.14, 8);
  });

  it("agrees with its definition", () => {
    const [n, count] = [10, 12];
    const atoms = drawAtoms(count, 4, n, 91);
    const list = {
      atoms,
      length: drawNumbers(count, 1.4, 1.6, 92),
      angleC: drawNumbers(count, 1.7, 2.1, 93),
      dihedralN: drawNumbers(count, 1.9, 2.3, 94),
      angleN: drawNumbers(count, 1.7, 2.1, 95),
      dihedralC: drawNumbers(count, -2.3, -1.9, 96),
      sigma: drawNumbers(count, 0.5, 2, 97),
    };
    checkTerm(kernels, {
      term: "cbeta",
      list,
      xyz: scatter(n, 4, 98),
      z: (xyz) =>
        Array.from(list.length, (length, i) => {
          const [a, b, c, d] = atoms.subarray(4 * i, 4 * i + 4) as unknown as [
            number,
            number,
            number,
            number,
          ];
          const sum = plus(
            construct(xyz, a, c, b, list.angleC[i]!, list.dihedralN[i]!),
            construct(xyz, c, a, b, list.angleN[i]!, list.dihedralC[i]!),
          );
          const off = plus(between(xyz, b, d), scaled(unit(sum), -length));
          return Math.sqrt(dot(off, off)) / list.sigma[i]!;
        }),
    });
  });

  it("is finite when the backbone is a line or a point", () => {
    checkFinite(kernels, "cbeta", single, [
      [-1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0],
    ]);
  });
});
