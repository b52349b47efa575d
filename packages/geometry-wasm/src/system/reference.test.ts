/** Ties to positions: by hand, against the definition, at rest and far away. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import { checkFinite, checkTerm, drawNumbers, scatter } from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";

describe("reference", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  const atoms = Int32Array.of(4, 0, 2, 2);
  const list = {
    atoms,
    x: drawNumbers(4, 0, 3, 51),
    y: drawNumbers(4, 0, 3, 52),
    z: drawNumbers(4, 0, 3, 53),
    sigma: drawNumbers(4, 0.5, 2, 54),
  };
  const far = (xyz: Float64Array, i: number): number =>
    Math.hypot(
      xyz[3 * atoms[i]!]! - list.x[i]!,
      xyz[3 * atoms[i]! + 1]! - list.y[i]!,
      xyz[3 * atoms[i]! + 2]! - list.z[i]!,
    ) / list.sigma[i]!;

  it("agrees with its definition", () => {
    const xyz = scatter(5, 4, 55);
    const z = (at: Float64Array): number[] => Array.from(atoms, (_, i) => far(at, i));
    checkTerm(kernels, { term: "reference", list, xyz, z, isInvariant: false });
  });

  it("agrees with its definition when robust", () => {
    const xyz = scatter(5, 4, 56);
    const z = (at: Float64Array): number[] =>
      Array.from(atoms, (_, i) => far(at, i) / Math.sqrt(1 + far(at, i) ** 2));
    checkTerm(kernels, { term: "robustReference", list, xyz, z, isInvariant: false });
  });

  it("lets go of an atom that is far away when robust", () => {
    const system = createSystem(kernels, 1);
    const tie = {
      atoms: Int32Array.of(0),
      x: Float64Array.of(0),
      y: Float64Array.of(0),
      z: Float64Array.of(0),
      sigma: Float64Array.of(1),
    };
    system.set("robustReference", tie);
    const gradient = new Float64Array(3);
    const { total } = system.evaluate(Float64Array.of(100, 0, 0), gradient, {
      robustReference: { weight: 1, harmonic: 1 },
    });
    // Geman–McClure: ½x²/(1 + x²), slope x/(1 + x²)².
    expect(total).toBeCloseTo(0.5 * (1e4 / (1 + 1e4)), 12);
    expect(gradient[0]).toBeCloseTo(100 / (1 + 1e4) ** 2, 14);
    checkFinite(kernels, "robustReference", tie, [
      [0, 0, 0],
      [1e9, 0, 0],
    ]);
    checkFinite(kernels, "reference", tie, [[0, 0, 0]]);
  });
});
