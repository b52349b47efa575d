/** Planes: by hand, against a plane fitted by another method, on a line. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import { checkFinite, checkTerm, createUniform, expectClose, scatter } from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";

/** Distances from the least-squares plane; its normal by inverse iteration, which knows no closed form. */
function distances(points: readonly (readonly number[])[]): number[] {
  const center = [0, 1, 2].map((k) => points.reduce((sum, p) => sum + p[k]!, 0) / points.length);
  const offsets = points.map((p) => p.map((x, k) => x - center[k]!));
  const a = [0, 1, 2].map((k) => [0, 1, 2].map((l) => offsets.reduce((sum, o) => sum + o[k]! * o[l]!, 0)));
  const shift = 1e-9 * (a[0]![0]! + a[1]![1]! + a[2]![2]!);
  let normal = [0.3, 0.5, 0.7];
  for (let round = 0; round < 20; round++) {
    normal = solve(
      a.map((row, k) => row.map((x, l) => (k === l ? x + shift : x))),
      normal,
    );
    const length = Math.hypot(...normal);
    normal = normal.map((x) => x / length);
  }
  return offsets.map((o) => o.reduce((sum, x, k) => sum + x * normal[k]!, 0));
}

/** Cramer's rule. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const det = (m: readonly (readonly number[])[]): number =>
    m[0]![0]! * (m[1]![1]! * m[2]![2]! - m[1]![2]! * m[2]![1]!) -
    m[0]![1]! * (m[1]![0]! * m[2]![2]! - m[1]![2]! * m[2]![0]!) +
    m[0]![2]! * (m[1]![0]! * m[2]![1]! - m[1]![1]! * m[2]![0]!);
  return [0, 1, 2].map((k) => det(a.map((row, i) => row.map((x, l) => (l === k ? b[i]! : x)))) / det(a));
}

const pointsOf = (xyz: ArrayLike<number>): number[][] =>
  Array.from({ length: xyz.length / 3 }, (_, i) => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!]);

describe("plane", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("measures a square bent by hand", () => {
    const system = createSystem(kernels, 4);
    system.set("plane", {
      atoms: Int32Array.of(0, 1, 2, 3),
      start: Int32Array.of(0, 4),
      sigma: Float64Array.of(0.02),
    });
    const { z } = system.measure("plane", Float64Array.of(1, 1, 0.1, -1, 1, -0.1, -1, -1, 0.1, 1, -1, -0.1));
    expectClose(Array.from(z, Math.abs), [5, 5, 5, 5], 1e-10, "z");
    expect(z[0]! * z[1]!).toBeLessThan(0);
  });

  it("agrees with its definition: flat groups, thick groups, three to nine atoms", () => {
    const uniform = createUniform(31);
    const sizes = [3, 4, 5, 9, 4, 6];
    const start = Int32Array.from([0, ...sizes].map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0)));
    const n = start.at(-1)! - 4;
    // The last two groups share four atoms with those before: gradients add up.
    const atoms = Int32Array.from({ length: start.at(-1)! }, (_, k) => (k < n ? k : k - n));
    const xyz = scatter(n, 4, 32).map((x, k) => (k % 3 === 2 && k < 60 ? 0.3 * x : x));
    const sigma = Float64Array.from(sizes, () => 0.2 + 0.5 * uniform());
    const z = (at: Float64Array): number[] => {
      const points = pointsOf(at);
      return sizes.flatMap((_, i) => {
        const group = Array.from(atoms.subarray(start[i]!, start[i + 1]!), (atom) => points[atom]!);
        return distances(group).map((d) => d / sigma[i]!);
      });
    };
    checkTerm(kernels, { term: "plane", list: { atoms, start, sigma }, xyz, z, isSigned: false });
  });

  it("is finite on a line, at a point, on a regular tetrahedron", () => {
    const list = {
      atoms: Int32Array.of(0, 1, 2, 3),
      start: Int32Array.of(0, 4),
      sigma: Float64Array.of(0.02),
    };
    checkFinite(kernels, "plane", list, [
      [0, 0, 0, 1, 1, 1, 2, 2, 2, 5, 5, 5],
      [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1],
      [0, 0, 0, 1, 0, 1e-9, 2, 1e-9, 0, 3, 0, 0],
      [0, 0, 5, 1, 0, 5, 0, 1, 5, 1, 1, 5],
    ]);
  });
});
