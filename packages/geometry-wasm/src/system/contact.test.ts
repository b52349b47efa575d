/** Contacts of the input: against the definition, fading where a pair parted. */
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

describe("contact", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("agrees with its definition", () => {
    const [n, count] = [12, 30];
    const atoms = drawAtoms(count, 2, n, 1);
    const ideal = drawNumbers(count, 1, 4, 2);
    const sigma = drawNumbers(count, 0.3, 1, 3);
    checkTerm(kernels, {
      term: "contact",
      list: { atoms, ideal, sigma },
      xyz: scatter(n, 4, 4),
      z: (xyz) =>
        Array.from(ideal, (target, i) => {
          const d = between(xyz, atoms[2 * i]!, atoms[2 * i + 1]!);
          const x = (Math.sqrt(dot(d, d)) - target) / sigma[i]!;
          return x / Math.sqrt(1 + x * x);
        }),
    });
  });

  it("pulls a little when a pair is a little off, and hardly when it is far off", () => {
    const system = createSystem(kernels, 2);
    system.set("contact", {
      atoms: Int32Array.of(0, 1),
      ideal: Float64Array.of(3),
      sigma: Float64Array.of(0.5),
    });
    const pullAt = (distance: number): number => {
      const gradient = new Float64Array(6);
      system.evaluate(Float64Array.of(0, 0, 0, distance, 0, 0), gradient, {
        contact: { weight: 1, harmonic: 1 },
      });
      return gradient[3]!;
    };
    expect(pullAt(3)).toBe(0);
    expect(pullAt(3.01)).toBeCloseTo(0.01 / 0.25, 3);
    expect(pullAt(8)).toBeLessThan(0.01 * pullAt(3.2));
  });

  it("is finite at zero length", () => {
    const list = { atoms: Int32Array.of(0, 1), ideal: Float64Array.of(3), sigma: Float64Array.of(0.5) };
    checkFinite(kernels, "contact", list, [
      [1, 2, 3, 1, 2, 3],
      [0, 0, 0, 1e-200, 0, 0],
    ]);
  });
});
