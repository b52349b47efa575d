/** Ramachandran splines: grid points, a smooth function, periodicity, gradients, collinear atoms. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import {
  checkFinite,
  checkTerm,
  createUniform,
  drawAtoms,
  scatter,
  torsionByProjection,
} from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";
import { splineCoefficients } from "./ramachandran-spline.ts";
import type { RamachandranList } from "./term-lists.ts";

const linear = { weight: 1.5, linear: 1, harmonic: 0, hinge: 0, start: 0 };
const steep = { weight: 1, linear: 0.5, harmonic: 0.3, hinge: 2, start: 1.5 };

/** The periodic spline through `values` at (u, v), one basis function at a time: recursion of Cox and de Boor. */
function splineByDefinition(coefficients: Float64Array, size: number, u: number, v: number): number {
  const basis = (t: number, degree: number): number =>
    degree === 0
      ? Number(t >= 0 && t < 1)
      : (t * basis(t, degree - 1) + (degree + 1 - t) * basis(t - 1, degree - 1)) / degree;
  let sum = 0;
  for (let i = -2; i < size + 3; i++) {
    for (let j = -2; j < size + 3; j++) {
      const weight = basis(u - i + 2, 3) * basis(v - j + 2, 3);
      if (weight !== 0) sum += weight * coefficients[((i + size) % size) * size + ((j + size) % size)]!;
    }
  }
  return sum;
}

/** Atoms with given φ and ψ: bonds of 1, right angles. */
function chainOf(phi: number, psi: number): Float64Array {
  return Float64Array.of(
    ...[Math.cos(phi), 0, Math.sin(phi)],
    ...[0, 0, 0],
    ...[0, 1, 0],
    ...[1, 1, 0],
    ...[1, 1 + Math.cos(psi + Math.PI), Math.sin(psi + Math.PI)],
  );
}

describe("ramachandran", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  const size = 12;
  const uniform = createUniform(71);
  const cost = Float64Array.from({ length: 2 * size ** 2 }, () => 4 * uniform());
  const zAt = (list: Omit<RamachandranList, "atoms">, xyz: Float64Array): number => {
    const system = createSystem(kernels, 5);
    system.set("ramachandran", { ...list, atoms: Int32Array.of(0, 1, 2, 3, 4) });
    const { z } = system.measure("ramachandran", xyz);
    system.dispose();
    return z[0]!;
  };

  it("passes through its grid points, φ by rows, ψ along them", () => {
    for (const offset of [0, 0.5]) {
      for (const [k, l] of [
        [0, 0],
        [3, 11],
        [11, 6],
      ] as const) {
        const angle = (m: number): number => -Math.PI + ((m + offset) * 2 * Math.PI) / size;
        const xyz = chainOf(angle(k), angle(l));
        expect(torsionByProjection(xyz, [1, 2, 3, 4])).toBeCloseTo(
          angle(l) === -Math.PI ? Math.PI : angle(l),
          9,
        );
        const z = zAt({ classOf: Int32Array.of(1), size, offset, cost }, xyz);
        expect(z).toBeCloseTo(cost[size ** 2 + k * size + l]!, 9);
      }
    }
  });

  it("follows a smooth function between grid points, to fourth order in the step", () => {
    const smooth = (phi: number, psi: number): number =>
      Math.cos(phi - 1) + Math.sin(2 * psi) * Math.cos(phi);
    const worst = (n: number): number => {
      const table = Float64Array.from({ length: n * n }, (_, k) =>
        smooth(-Math.PI + (Math.floor(k / n) * 2 * Math.PI) / n, -Math.PI + ((k % n) * 2 * Math.PI) / n),
      );
      const draw = createUniform(72);
      return Math.max(
        ...Array.from({ length: 200 }, () => {
          const xyz = chainOf(6 * draw() - 3, 6 * draw() - 3);
          const [phi, psi] = [torsionByProjection(xyz, [0, 1, 2, 3]), torsionByProjection(xyz, [1, 2, 3, 4])];
          const z = zAt({ classOf: Int32Array.of(0), size: n, offset: 0, cost: table }, xyz);
          return Math.abs(z - smooth(phi, psi));
        }),
      );
    };
    const [coarse, fine] = [worst(20), worst(80)];
    expect(fine).toBeLessThan(2e-5);
    expect(coarse / fine).toBeGreaterThan(100);
  });

  it("agrees with its definition", () => {
    const [n, count] = [12, 15];
    const atoms = drawAtoms(count, 5, n, 73);
    const classOf = Int32Array.from({ length: count }, (_, i) => i % 2);
    const coefficients = splineCoefficients(cost, size);
    const step = (2 * Math.PI) / size;
    checkTerm(kernels, {
      term: "ramachandran",
      list: { atoms, classOf, size, offset: 0.5, cost },
      xyz: scatter(n, 5, 74),
      losses: [linear, steep],
      z: (xyz) =>
        Array.from(classOf, (kind, i) => {
          const [a, b, c, d, e] = atoms.subarray(5 * i, 5 * i + 5) as unknown as [
            number,
            number,
            number,
            number,
            number,
          ];
          const place = (angle: number): number => (angle + Math.PI) / step - 0.5;
          const table = coefficients.subarray(kind * size ** 2, (kind + 1) * size ** 2);
          const [phi, psi] = [torsionByProjection(xyz, [a, b, c, d]), torsionByProjection(xyz, [b, c, d, e])];
          return splineByDefinition(table, size, place(phi), place(psi));
        }),
    });
  });

  it("is finite for collinear and coincident atoms, and refuses tables that do not fit", () => {
    const list = { atoms: Int32Array.of(0, 1, 2, 3, 4), classOf: Int32Array.of(0), size, offset: 0, cost };
    checkFinite(kernels, "ramachandran", list, [
      [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
    const system = createSystem(kernels, 5);
    expect(() => system.set("ramachandran", { ...list, size: 11 })).toThrow(/no whole 11 × 11/);
    expect(() => system.set("ramachandran", { ...list, classOf: Int32Array.of(2) })).toThrow(/class 2/);
  });
});
