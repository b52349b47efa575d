/** RNA suites: at a centre, at the edge of a cluster, nearest and given targets, against the definition. */
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
import type { SuiteList } from "./term-lists.ts";

const torsionsOf = (xyz: Float64Array, atoms: Int32Array): number[] =>
  Array.from({ length: 7 }, (_, k) => torsionByProjection(xyz, Array.from(atoms.subarray(k, k + 4))));

/** The hyperellipsoid of third power. */
function distanceTo(list: SuiteList, center: number, torsions: readonly number[]): number {
  const cubes = torsions.map((angle, k) => {
    const off = Math.abs(angle - list.center[7 * center + k]!) % (2 * Math.PI);
    return (Math.min(off, 2 * Math.PI - off) / list.halfWidth[7 * center + k]!) ** 3;
  });
  return Math.cbrt(cubes.reduce((a, b) => a + b));
}

describe("suite", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  const xyz = scatter(14, 5, 161);
  const [count, nCenters] = [8, 9];
  const list: SuiteList = {
    atoms: drawAtoms(count, 10, 14, 162),
    targetOf: Int32Array.from({ length: count }, (_, i) => (i % 2 === 0 ? -1 : i)),
    center: drawNumbers(7 * nCenters, -3, 3, 163),
    halfWidth: drawNumbers(7 * nCenters, 0.4, 1, 164),
  };

  it("is 0 at a centre and 1 at the edge of its cluster", () => {
    const atoms = list.atoms.subarray(0, 10);
    const torsions = torsionsOf(xyz, atoms);
    const zOf = (center: readonly number[]): number => {
      const system = createSystem(kernels, 14);
      const halfWidth = new Float64Array(7).fill(0.5);
      system.set("suite", {
        atoms,
        targetOf: Int32Array.of(-1),
        center: Float64Array.from(center),
        halfWidth,
      });
      const { z } = system.measure("suite", xyz);
      system.dispose();
      return z[0]!;
    };
    expect(zOf(torsions.map((angle) => angle + 2 * Math.PI))).toBeLessThan(1e-9);
    expect(zOf(torsions.map((angle, k) => (k === 3 ? angle - 0.5 : angle)))).toBeCloseTo(1, 8);
    expect(zOf(torsions.map((angle) => angle + 0.5))).toBeCloseTo(Math.cbrt(7), 8);
  });

  it("agrees with its definition, to given and to nearest clusters", () => {
    checkTerm(kernels, {
      term: "suite",
      list,
      xyz,
      z: (at) =>
        Array.from(list.targetOf, (target, i) => {
          const torsions = torsionsOf(at, list.atoms.subarray(10 * i, 10 * i + 10));
          if (target >= 0) return distanceTo(list, target, torsions);
          return Math.min(...Array.from({ length: nCenters }, (_, c) => distanceTo(list, c, torsions)));
        }),
    });
  });

  it("is finite for collinear atoms and refuses tables that do not fit", () => {
    const one = { ...list, atoms: Int32Array.from({ length: 10 }, (_, k) => k), targetOf: Int32Array.of(-1) };
    checkFinite(kernels, "suite", one, [
      Array.from({ length: 30 }, (_, k) => (k % 3 === 0 ? k : 0)),
      new Array<number>(30).fill(2),
    ]);
    const system = createSystem(kernels, 14);
    expect(() => system.set("suite", { ...list, targetOf: new Int32Array(count).fill(9) })).toThrow(
      /target 9/,
    );
    expect(() => system.set("suite", { ...list, halfWidth: new Float64Array(63) })).toThrow(/not positive/);
  });
});
