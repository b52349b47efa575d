/** Angles: by hand, against the definition, straight and folded. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import {
  between,
  checkFinite,
  checkTerm,
  dot,
  drawAtoms,
  drawNumbers,
  scatter,
} from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";

describe("angle", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("measures a right angle", () => {
    const system = createSystem(kernels, 3);
    const list = {
      atoms: Int32Array.of(0, 1, 2),
      ideal: Float64Array.of(Math.PI / 3),
      sigma: Float64Array.of(0.05),
    };
    system.set("angle", list);
    const { z } = system.measure("angle", Float64Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0.5));
    expect(z[0]).toBeCloseTo(Math.PI / 6 / 0.05, 10);
  });

  it("agrees with its definition", () => {
    const [n, count] = [12, 30];
    const atoms = drawAtoms(count, 3, n, 11);
    const ideal = drawNumbers(count, 0.5, 3, 12);
    const sigma = drawNumbers(count, 0.3, 1, 13);
    checkTerm(kernels, {
      term: "angle",
      list: { atoms, ideal, sigma },
      xyz: scatter(n, 4, 14),
      z: (xyz) =>
        Array.from(ideal, (target, i) => {
          const [p, c, q] = atoms.subarray(3 * i, 3 * i + 3);
          const [u, v] = [between(xyz, c!, p!), between(xyz, c!, q!)];
          return (Math.acos(dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v))) - target) / sigma[i]!;
        }),
    });
  });

  it("pulls a nearly straight angle straight with the force of its definition", () => {
    const system = createSystem(kernels, 3);
    const list = {
      atoms: Int32Array.of(0, 1, 2),
      ideal: Float64Array.of(Math.PI),
      sigma: Float64Array.of(0.05),
    };
    system.set("angle", list);
    const gradient = new Float64Array(9);
    const off = 1e-4;
    system.evaluate(Float64Array.of(-1, off, 0, 0, 0, 0, 1, off, 0), gradient, {
      angle: { weight: 1, harmonic: 1 },
    });
    // θ = π − 2·off: dL/dy of an end = 2·off/σ² to first order.
    expect(gradient[1]! / ((2 * off) / 0.05 ** 2)).toBeCloseTo(1, 6);
  });

  it("is finite when straight, folded or coincident", () => {
    const list = { atoms: Int32Array.of(0, 1, 2), ideal: Float64Array.of(1.9), sigma: Float64Array.of(0.03) };
    checkFinite(kernels, "angle", list, [
      [-1, 0, 0, 0, 0, 0, 2, 0, 0],
      [1, 1, 1, 0, 0, 0, 2, 2, 2],
      [0, 0, 0, 0, 0, 0, 1, 0, 0],
      [3, 3, 3, 3, 3, 3, 3, 3, 3],
      [-1, 1e-7, 0, 0, 0, 0, 1, 0, 0],
    ]);
  });
});
