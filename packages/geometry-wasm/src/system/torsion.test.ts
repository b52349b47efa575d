/** Torsions: by hand, against the definition, periodic, collinear. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import {
  checkFinite,
  checkTerm,
  drawAtoms,
  drawNumbers,
  scatter,
  torsionByProjection,
} from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";

const single = (ideal: number, period: number) => ({
  atoms: Int32Array.of(0, 1, 2, 3),
  ideal: Float64Array.of(ideal),
  sigma: Float64Array.of(0.1),
  period: Int32Array.of(period),
});

describe("torsion", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  const zAt = (phi: number, ideal: number, period: number): number => {
    const system = createSystem(kernels, 4);
    system.set("torsion", single(ideal, period));
    // Clockwise from the near to the far atom is positive.
    const xyz = Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, -1, Math.cos(phi), -Math.sin(phi), -1);
    const { z } = system.measure("torsion", xyz);
    system.dispose();
    return z[0]!;
  };

  it("has IUPAC's sign", () => {
    expect(zAt(1, 0, 1)).toBeCloseTo(1 / 0.1, 8);
    expect(zAt(-2, 0, 1)).toBeCloseTo(-2 / 0.1, 8);
  });

  it("takes the nearest minimum of its period, across the seam", () => {
    expect(zAt(Math.PI - 0.05, -Math.PI + 0.05, 1)).toBeCloseTo(-0.1 / 0.1, 8);
    expect(zAt(2.2, 0.1, 3)).toBeCloseTo((2.1 - (2 * Math.PI) / 3) / 0.1, 8);
    expect(zAt(-3.1, 0, 2)).toBeCloseTo((Math.PI - 3.1) / 0.1, 8);
  });

  it("agrees with its definition", () => {
    const [n, count] = [12, 30];
    const atoms = drawAtoms(count, 4, n, 23);
    const ideal = drawNumbers(count, -3, 3, 22);
    const sigma = drawNumbers(count, 0.3, 1, 23);
    const period = Int32Array.from({ length: count }, (_, i) => 1 + (i % 6));
    for (const term of ["torsion", "omega"] as const) {
      checkTerm(kernels, {
        term,
        list: { atoms, ideal, sigma, period },
        xyz: scatter(n, 4, 24),
        z: (xyz) =>
          Array.from(ideal, (target, i) => {
            const phi = torsionByProjection(xyz, Array.from(atoms.subarray(4 * i, 4 * i + 4)));
            const offs = Array.from({ length: 2 * period[i]! + 1 }, (_, k) => {
              return phi - target - (2 * Math.PI * (k - period[i]!)) / period[i]!;
            });
            return offs.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a)) / sigma[i]!;
          }),
      });
    }
  });

  it("is finite, free of force and torque when atoms line up or coincide", () => {
    checkFinite(kernels, "torsion", single(1, 1), [
      [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0],
      [0, 0, 0, 1, 0, 0, 2, 0, 0, 2, 1, 0],
      [0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 3],
      [0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 1],
      [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
      [-1, 1e-9, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1],
    ]);
    const system = createSystem(kernels, 4);
    system.set("torsion", single(1, 1));
    const gradient = new Float64Array(12);
    const xyz = Float64Array.of(-1, 0.003, 0, 0, 0, 0, 1, 0, 0, 1.2, 1, 1);
    system.evaluate(xyz, gradient, { torsion: { weight: 1, harmonic: 1 } });
    expect(gradient.some((value) => value !== 0)).toBe(true);
    for (let k = 0; k < 3; k++) {
      const [l, m] = [(k + 1) % 3, (k + 2) % 3];
      let [force, torque] = [0, 0];
      for (let i = 0; i < 12; i += 3) {
        force += gradient[i + k]!;
        torque += xyz[i + l]! * gradient[i + m]! - xyz[i + m]! * gradient[i + l]!;
      }
      expect(Math.abs(force)).toBeLessThan(1e-9);
      expect(Math.abs(torque)).toBeLessThan(1e-9);
    }
  });
});
