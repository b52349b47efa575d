/** Bonds: by hand, against the definition, at zero length. */
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

describe("bond", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("costs ½z² and pulls along the bond", () => {
    const system = createSystem(kernels, 2);
    system.set("bond", {
      atoms: Int32Array.of(0, 1),
      ideal: Float64Array.of(1.5),
      sigma: Float64Array.of(0.02),
    });
    const gradient = new Float64Array(6);
    const { total } = system.evaluate(Float64Array.of(0, 0, 0, 0, 1.54, 0), gradient, {
      bond: { weight: 3, harmonic: 1 },
    });
    expect(total).toBeCloseTo(3 * 0.5 * 2 ** 2, 10);
    expect(gradient[4]).toBeCloseTo((3 * 2) / 0.02, 8);
    expect(Array.from(gradient.subarray(0, 3))).toEqual(
      [0, -gradient[4]!, 0].map((x) => x || expect.any(Number)),
    );
  });

  it("agrees with its definition", () => {
    const [n, count] = [12, 30];
    const atoms = drawAtoms(count, 2, n, 1);
    const ideal = drawNumbers(count, 1, 4, 2);
    const sigma = drawNumbers(count, 0.3, 1, 3);
    checkTerm(kernels, {
      term: "bond",
      list: { atoms, ideal, sigma },
      xyz: scatter(n, 4, 4),
      z: (xyz) =>
        Array.from(ideal, (target, i) => {
          const d = between(xyz, atoms[2 * i]!, atoms[2 * i + 1]!);
          return (Math.sqrt(dot(d, d)) - target) / sigma[i]!;
        }),
    });
  });

  it("is finite at zero length", () => {
    const list = { atoms: Int32Array.of(0, 1), ideal: Float64Array.of(1.5), sigma: Float64Array.of(0.02) };
    checkFinite(kernels, "bond", list, [
      [1, 2, 3, 1, 2, 3],
      [0, 0, 0, 1e-200, 0, 0],
    ]);
  });
});
