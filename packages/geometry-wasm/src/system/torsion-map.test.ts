/** Torsion maps of one to four dimensions: grid points, a smooth function, seams, gradients, collinear atoms. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import {
  checkFinite,
  checkTerm,
  createUniform,
  drawAtoms,
  drawNumbers,
  scatter,
  torsionByProjection,
} from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";
import type { TorsionMap, TorsionMapList } from "./term-lists.ts";
import { splineCoefficients } from "./torsion-map.ts";

const linear = { weight: 1.5, linear: 1, harmonic: 0, hinge: 0, start: 0 };
const steep = { weight: 1, linear: 0.5, harmonic: 0.3, hinge: 2, start: 1.5 };

const sizesOf: readonly (readonly number[])[] = [[11], [12, 7], [6, 5, 9], [5, 4, 6, 7]];

/** A map with random costs, its last axis of half a turn. */
function createMap(sizes: readonly number[], seed: number): TorsionMap {
  return {
    axes: sizes.map((size, k) => ({
      size,
      turn: k === sizes.length - 1 ? Math.PI : 2 * Math.PI,
      origin: 0.1 * k - 2,
    })),
    cost: drawNumbers(
      sizes.reduce((product, size) => product * size, 1),
      0,
      4,
      seed,
    ),
  };
}

/** The periodic spline at `angles`, all basis functions over the whole grid: recursion of Cox and de Boor. */
function splineByDefinition({ axes, cost }: TorsionMap, angles: readonly number[]): number {
  const basis = (t: number, degree: number): number =>
    degree === 0
      ? Number(t >= 0 && t < 1)
      : (t * basis(t, degree - 1) + (degree + 1 - t) * basis(t - 1, degree - 1)) / degree;
  const weights = axes.map(({ size, turn, origin }, k) => {
    const place = ((angles[k]! - origin) / turn) * size;
    return Array.from({ length: size }, (_, point) => {
      const offset = place - point;
      return basis(offset - size * Math.floor((offset + 2) / size) + 2, 3);
    });
  });
  const sizes = axes.map(({ size }) => size);
  // The kernel keeps its coefficients as float32.
  return Float32Array.from(splineCoefficients(cost, sizes)).reduce((sum, coefficient, point) => {
    let product = coefficient;
    for (let k = axes.length - 1, rest = point; k >= 0; k--) {
      product *= weights[k]![rest % sizes[k]!]!;
      rest = Math.floor(rest / sizes[k]!);
    }
    return sum + product;
  }, 0);
}

/** A chain with the given torsions: bonds of 1, right angles. */
function chainOf(torsions: readonly number[]): Float64Array {
  const points: number[][] = [
    [1, 0, 0],
    [0, 0, 0],
    [0, 1, 0],
  ];
  for (const torsion of torsions) {
    const [a, b, c] = points.slice(-3) as [number[], number[], number[]];
    const back = a.map((x, k) => x - b[k]!);
    const axis = c.map((x, k) => x - b[k]!);
    const side = [0, 1, 2].map(
      (k) => axis[(k + 1) % 3]! * back[(k + 2) % 3]! - axis[(k + 2) % 3]! * back[(k + 1) % 3]!,
    );
    points.push(c.map((x, k) => x + Math.cos(torsion) * back[k]! + Math.sin(torsion) * side[k]!));
  }
  return Float64Array.from(points.flat());
}

function torsionsOf(xyz: Float64Array, atoms: Int32Array): number[] {
  return Array.from({ length: atoms.length - 3 }, (_, k) =>
    torsionByProjection(xyz, [...atoms.subarray(k, k + 4)]),
  );
}

describe("torsion maps", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  const zAt = (map: TorsionMap, torsions: readonly number[]): number => {
    const n = torsions.length + 3;
    const system = createSystem(kernels, n);
    const atoms = Int32Array.from({ length: n }, (_, i) => i);
    system.set("rotamer", { atoms, start: Int32Array.of(0, n), mapOf: Int32Array.of(0), maps: [map] });
    const { z } = system.measure("rotamer", chainOf(torsions));
    system.dispose();
    return z[0]!;
  };

  it.each(sizesOf.map((sizes) => [sizes]))(
    "of %j points pass through them, the last axis along rows",
    (sizes) => {
      const map = createMap(sizes, 70);
      const uniform = createUniform(71);
      for (let trial = 0; trial < 20; trial++) {
        const place = sizes.map((size) => Math.floor(size * uniform()));
        const index = place.reduce((at, k, axis) => at * sizes[axis]! + k, 0);
        const angles = map.axes.map(({ size, turn, origin }, k) => origin + (place[k]! * turn) / size);
        expect(zAt(map, angles)).toBeCloseTo(map.cost[index]!, 5);
      }
    },
  );

  it("follow a smooth function between grid points, to fourth order in the step", () => {
    const smooth = ([phi, psi]: readonly number[]): number =>
      Math.cos(phi! - 1) + Math.sin(2 * psi!) * Math.cos(phi!);
    const worst = (n: number): number => {
      const axis = { size: n, turn: 2 * Math.PI, origin: 0.3 };
      const angle = (k: number): number => axis.origin + (k * axis.turn) / n;
      const cost = Float64Array.from({ length: n * n }, (_, k) =>
        smooth([angle(Math.floor(k / n)), angle(k % n)]),
      );
      const draw = createUniform(72);
      return Math.max(
        ...Array.from({ length: 200 }, () => {
          const torsions = [6 * draw() - 3, 6 * draw() - 3];
          return Math.abs(zAt({ axes: [axis, axis], cost }, torsions) - smooth(torsions));
        }),
      );
    };
    const [coarse, fine] = [worst(20), worst(80)];
    expect(fine).toBeLessThan(2e-5);
    expect(coarse / fine).toBeGreaterThan(100);
  });

  it("come round: after a turn, or half a turn where an axis has half", () => {
    const map = createMap([8, 9], 73);
    for (const [phi, psi] of [
      [Math.PI, 0.4],
      [-3.1, -0.02],
      [1, 3.13],
    ] as const) {
      expect(zAt(map, [phi, psi + Math.PI])).toBeCloseTo(zAt(map, [phi, psi]), 9);
      expect(zAt(map, [phi + 1e-7, psi])).toBeCloseTo(zAt(map, [phi - 1e-7, psi]), 5);
    }
  });

  it.each(["ramachandran", "rotamer"] as const)("agree with their definition as %s", (term) => {
    const n = 14;
    const maps = sizesOf.map((sizes, k) => createMap(sizes, 80 + k));
    const mapOf = term === "rotamer" ? Int32Array.of(0, 3, 1, 2, 3, 0, 1) : Int32Array.of(1, 1, 1);
    const start = new Int32Array(mapOf.length + 1);
    mapOf.forEach((map, i) => {
      start[i + 1] = start[i]! + map + 4;
    });
    const atoms = Int32Array.from(
      Array.from(mapOf, (map, i) => Array.from(drawAtoms(1, map + 4, n, 120 + i))).flat(),
    );
    const list: TorsionMapList = { atoms, start, mapOf, maps };
    checkTerm(kernels, {
      term,
      list,
      xyz: scatter(n, 5, 130),
      losses: [linear, steep],
      z: (xyz) =>
        Array.from(mapOf, (map, i) =>
          splineByDefinition(maps[map]!, torsionsOf(xyz, atoms.subarray(start[i]!, start[i + 1]!))),
        ),
    });
  });

  it("are finite for collinear and coincident atoms, and refuse grids and atoms that do not fit", () => {
    const maps = [createMap([12, 7], 90)];
    const list = {
      atoms: Int32Array.of(0, 1, 2, 3, 4),
      start: Int32Array.of(0, 5),
      mapOf: Int32Array.of(0),
      maps,
    };
    checkFinite(kernels, "ramachandran", list, [
      [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
    const system = createSystem(kernels, 5);
    const withMap = (map: TorsionMap): TorsionMapList => ({ ...list, maps: [map] });
    expect(() => system.set("ramachandran", { ...list, mapOf: Int32Array.of(1) })).toThrow(
      /2 torsions, map 1/,
    );
    expect(() => system.set("ramachandran", withMap(createMap([12], 90)))).toThrow(/2 torsions, map 0/);
    expect(() => system.set("ramachandran", withMap(createMap([12, 3], 90)))).toThrow(/grid of 12 × 3/);
    const { axes } = maps[0]!;
    expect(() => system.set("ramachandran", withMap({ axes, cost: new Float64Array(83) }))).toThrow(
      /83 costs/,
    );
    const cost = new Float64Array(84).fill(Number.NaN, 5, 6);
    expect(() => system.set("ramachandran", withMap({ axes, cost }))).toThrow(/is NaN/);
    system.dispose();
  });
});
