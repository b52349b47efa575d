/** Rotamers: by hand, against the definition for one to four χ, symmetry, periodicity. */
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
import type { RotamerClass } from "./term-lists.ts";

function createClass(nChi: number, n: number, seed: number): RotamerClass {
  return {
    nChi,
    symmetry: Int32Array.from({ length: nChi }, (_, d) => (d === nChi - 1 ? 2 : 1)),
    base: 10,
    amplitude: drawNumbers(n, -2, 9, seed),
    center: drawNumbers(n * nChi, -3, 3, seed + 1),
    concentration: drawNumbers(n * nChi, 0.5, 4, seed + 2),
    coupling: drawNumbers((n * nChi * (nChi - 1)) / 2, -0.4, 0.4, seed + 3),
  };
}

/** base − Σ A·exp(E), pair by pair. */
function costOf(kind: RotamerClass, chi: readonly number[]): number {
  const { nChi, symmetry, center, concentration, coupling } = kind;
  const nPairs = (nChi * (nChi - 1)) / 2;
  let sum = 0;
  kind.amplitude.forEach((height, k) => {
    const delta = chi.map((angle, d) => symmetry[d]! * (angle - center[k * nChi + d]!));
    let exponent = delta.reduce((e, x, d) => e + concentration[k * nChi + d]! * (Math.cos(x) - 1), 0);
    let pair = k * nPairs;
    for (let i = 0; i < nChi; i++) {
      for (let j = i + 1; j < nChi; j++)
        exponent += coupling[pair++]! * Math.sin(delta[i]!) * Math.sin(delta[j]!);
    }
    sum += height * Math.exp(exponent);
  });
  return kind.base - sum;
}

describe("rotamer", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("is near its centre a Gaussian of width 1/√κ, repeated every half turn where m = 2", () => {
    const kind = {
      nChi: 1,
      symmetry: Int32Array.of(2),
      base: 7,
      amplitude: Float64Array.of(3),
      center: Float64Array.of(0.4),
      concentration: Float64Array.of(25),
      coupling: new Float64Array(0),
    };
    const zAt = (chi: number): number => {
      const system = createSystem(kernels, 4);
      const list = {
        atoms: Int32Array.of(0, 1, 2, 3),
        start: Int32Array.of(0, 4),
        classOf: Int32Array.of(0),
      };
      system.set("rotamer", { ...list, classes: [kind] });
      const xyz = Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, -1, Math.cos(chi), -Math.sin(chi), -1);
      const { z } = system.measure("rotamer", xyz);
      system.dispose();
      return z[0]!;
    };
    expect(zAt(0.4)).toBeCloseTo(4, 10);
    // σ = 1/(m√κ) = 0.1 rad.
    expect(zAt(0.4 + 0.01)).toBeCloseTo(7 - 3 * Math.exp(-0.5 * 0.1 ** 2), 4);
    expect(zAt(0.53 - Math.PI)).toBeCloseTo(zAt(0.53), 9);
    expect(zAt(2)).toBeCloseTo(7, 6);
  });

  it("agrees with its definition for one to four χ", () => {
    const n = 14;
    const classes = [4, 25, 64, 160].map((count, d) => createClass(d + 1, count, 80 + 10 * d));
    const classOf = Int32Array.of(0, 3, 1, 2, 3, 0, 1);
    const sizes = Array.from(classOf, (kind) => kind + 4);
    const start = Int32Array.from([0, ...sizes].map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0)));
    const atoms = Int32Array.from(sizes.flatMap((size, i) => Array.from(drawAtoms(1, size, n, 120 + i))));
    checkTerm(kernels, {
      term: "rotamer",
      list: { atoms, start, classOf, classes },
      xyz: scatter(n, 5, 130),
      losses: [
        { weight: 0.7, linear: 1, harmonic: 0, hinge: 0, start: 0 },
        { weight: 1, linear: 0.2, harmonic: 0.1, hinge: 0.5, start: 5 },
      ],
      z: (xyz) =>
        Array.from(classOf, (kind, i) => {
          const row = Array.from(atoms.subarray(start[i]!, start[i + 1]!));
          const chi = row.slice(3).map((_, k) => torsionByProjection(xyz, row.slice(k, k + 4)));
          return costOf(classes[kind]!, chi);
        }),
    });
  });

  it("is finite for collinear atoms and refuses side chains that do not fit", () => {
    const classes = [createClass(1, 4, 140)];
    const list = {
      atoms: Int32Array.of(0, 1, 2, 3),
      start: Int32Array.of(0, 4),
      classOf: Int32Array.of(0),
      classes,
    };
    checkFinite(kernels, "rotamer", list, [
      [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0],
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ]);
    const system = createSystem(kernels, 4);
    expect(() => system.set("rotamer", { ...list, classes: [createClass(2, 4, 150)] })).toThrow(
      /atoms for 1 χ/,
    );
    const broken = { ...classes[0]!, center: new Float64Array(3) };
    expect(() => system.set("rotamer", { ...list, classes: [broken] })).toThrow(
      /class 0 do not fit 4 components/,
    );
  });
});
