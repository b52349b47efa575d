/** What every term must hold, checked against a float64 reference of its z written from the definition. For tests. */
import { expect } from "vitest";
import type { HydrogenList } from "../hydrogens/riding-hydrogens.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { Loss } from "../system/compiled-term.ts";
import { createSystem, type GeometrySystem } from "../system/create-system.ts";
import type { TermLists, TermName } from "../system/term-table.ts";

/** A term on some atoms. */
export interface TermCase<T extends TermName> {
  readonly term: T;
  readonly list: TermLists[T];
  readonly xyz: Float64Array;
  /** z of every restraint by the definition. */
  readonly z: (xyz: Float64Array) => number[];
  /** False for terms that hold atoms to a place: they exert forces and torques. Default true. */
  readonly isInvariant?: boolean;
  /** False where the sign of z is arbitrary. Default true. */
  readonly isSigned?: boolean;
  /** Hydrogens that ride on the atoms; z must place them by itself. */
  readonly hydrogens?: HydrogenList;
  /** The losses to try; default `losses`. */
  readonly losses?: readonly Required<Loss>[];
}

/** The losses that every term is tried with. */
export const losses: readonly Required<Loss>[] = [
  { weight: 1, linear: 0, harmonic: 1, hinge: 0, start: 0 },
  { weight: 2.5, linear: 0, harmonic: 0.1, hinge: 1.7, start: 0.8 },
  { weight: 0.3, linear: 0, harmonic: 0, hinge: 1, start: 0 },
];

/** Uniform numbers in [0, 1) from a seed (Lehmer's generator, Park and Miller 1988). */
export function createUniform(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}

/** n points in a cube of `side` Å. */
export function scatter(n: number, side: number, seed: number): Float64Array {
  const uniform = createUniform(seed);
  return Float64Array.from({ length: 3 * n }, () => side * uniform());
}

/** L(z) as documented. */
export function lossOf(z: number, { linear, harmonic, hinge, start }: Required<Loss>): number {
  const beyond = Math.max(0, Math.abs(z) - start);
  return linear * z + 0.5 * harmonic * z ** 2 + 0.5 * hinge * beyond ** 2;
}

/** Value, z and gradient against the reference; forces and torques cancel; turning and shifting change nothing. */
export function checkTerm<T extends TermName>(kernels: GeometryKernels, testCase: TermCase<T>): void {
  const { term, list, xyz, z, isSigned = true } = testCase;
  const signed = (values: ArrayLike<number>): number[] =>
    Array.from(values, (x) => (isSigned ? x : Math.abs(x)));
  const system = createSystem(kernels, xyz.length / 3, testCase.hydrogens);
  try {
    system.set(term, list);
    if (term !== "repulsion" && term !== "clash")
      expectClose(signed(system.measure(term, xyz).z), signed(z(xyz)), 1e-10, "z");
    for (const loss of testCase.losses ?? losses) checkLoss(system, testCase, loss);
  } finally {
    system.dispose();
  }
}

function checkLoss<T extends TermName>(
  system: GeometrySystem,
  testCase: TermCase<T>,
  loss: Required<Loss>,
): void {
  const { term, xyz, isInvariant = true } = testCase;
  const energy = (at: Float64Array): number => testCase.z(at).reduce((sum, z) => sum + lossOf(z, loss), 0);
  const gradient = new Float64Array(xyz.length).fill(99);
  const { total, perTerm } = system.evaluate(xyz, gradient, { [term]: loss });
  expect(Math.abs(perTerm[term] - energy(xyz))).toBeLessThan(1e-10 * (1 + Math.abs(energy(xyz))));
  expect(total).toBeCloseTo(loss.weight * perTerm[term], 10);
  expectClose(
    gradient,
    differences(xyz, (at) => loss.weight * energy(at)),
    2e-7,
    "gradient",
  );
  if (!isInvariant) return;
  const scale = 1e-11 * (1 + norm(gradient));
  for (const sum of [...forceSum(gradient), ...torqueSum(xyz, gradient)]) {
    expect(Math.abs(sum)).toBeLessThan(scale);
  }
  const moved = turnAndShift(xyz);
  const again = system.evaluate(moved, new Float64Array(xyz.length), { [term]: loss });
  expect(Math.abs(again.total - total)).toBeLessThan(1e-9 * (1 + Math.abs(total)));
}

/** Central differences of fourth order. */
function differences(xyz: Float64Array, energy: (xyz: Float64Array) => number): Float64Array {
  const h = 2e-4;
  const at = Float64Array.from(xyz);
  return xyz.map((x, k) => {
    const value = (steps: number): number => {
      at[k] = x + steps * h;
      return energy(at);
    };
    const slope = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * h);
    at[k] = x;
    return slope;
  });
}

/** Each pair of numbers differs by less than `tolerance`, relative to the largest. */
export function expectClose(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(found.length, what).toBe(expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i]! - expected[i]!) / scale;
    if (!(difference < tolerance)) expect.fail(`${what} ${i}: ${found[i]} instead of ${expected[i]}`);
  }
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function forceSum(gradient: Float64Array): number[] {
  const sum = [0, 0, 0];
  gradient.forEach((value, k) => {
    sum[k % 3]! += value;
  });
  return sum;
}

function torqueSum(xyz: Float64Array, gradient: Float64Array): number[] {
  const sum = [0, 0, 0];
  for (let i = 0; i < xyz.length; i += 3) {
    const [x, y, z] = xyz.subarray(i, i + 3);
    const [fx, fy, fz] = gradient.subarray(i, i + 3);
    sum[0]! += y! * fz! - z! * fy!;
    sum[1]! += z! * fx! - x! * fz!;
    sum[2]! += x! * fy! - y! * fx!;
  }
  return sum;
}

/** The points turned by 0.7 rad about (2, 3, 6)/7 and shifted (Rodrigues' formula). */
export function turnAndShift(xyz: Float64Array): Float64Array {
  const axis = [2 / 7, 3 / 7, 6 / 7] as const;
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const turned = new Float64Array(xyz.length);
  for (let i = 0; i < xyz.length; i += 3) {
    const p = xyz.subarray(i, i + 3);
    const along = axis[0] * p[0]! + axis[1] * p[1]! + axis[2] * p[2]!;
    for (let k = 0; k < 3; k++) {
      const [l, m] = [(k + 1) % 3, (k + 2) % 3];
      const cross = axis[l]! * p[m]! - axis[m]! * p[l]!;
      turned[i + k] = p[k]! * c + cross * s + axis[k]! * along * (1 - c) + 17 - 5 * k;
    }
  }
  return turned;
}

/** Whatever the coordinates, values and gradients are finite numbers. */
export function checkFinite<T extends TermName>(
  kernels: GeometryKernels,
  term: T,
  list: TermLists[T],
  places: readonly (readonly number[])[],
  hydrogens?: HydrogenList,
): void {
  for (const place of places) {
    const xyz = Float64Array.from(place);
    const system = createSystem(kernels, xyz.length / 3, hydrogens);
    system.set(term, list);
    const gradient = new Float64Array(xyz.length);
    for (const loss of losses) {
      const { total } = system.evaluate(xyz, gradient, { [term]: loss });
      expect(Number.isFinite(total), `value at ${place}`).toBe(true);
      expect(
        gradient.every((value) => Number.isFinite(value) && Math.abs(value) < 1e7),
        `gradient at ${place}`,
      ).toBe(true);
    }
    system.dispose();
  }
}

/** `count` restraints of `size` different atoms each, drawn from n atoms. */
export function drawAtoms(count: number, size: number, n: number, seed: number): Int32Array {
  const uniform = createUniform(seed);
  const atoms = new Int32Array(count * size);
  for (let i = 0; i < count; i++) {
    const chosen = new Set<number>();
    while (chosen.size < size) chosen.add(Math.floor(uniform() * n));
    atoms.set([...chosen], i * size);
  }
  return atoms;
}

/** `count` numbers between low and high. */
export function drawNumbers(count: number, low: number, high: number, seed: number): Float64Array {
  const uniform = createUniform(seed);
  return Float64Array.from({ length: count }, () => low + (high - low) * uniform());
}

export type Vector = readonly [number, number, number];

/** Vector from atom i to atom j. */
export function between(xyz: Float64Array, i: number, j: number): Vector {
  return [0, 1, 2].map((k) => xyz[3 * j + k]! - xyz[3 * i + k]!) as unknown as Vector;
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Torsion by projection on the plane across the middle bond, sign by the triple product: IUPAC. */
export function torsionByProjection(xyz: Float64Array, atoms: readonly number[]): number {
  const [i, j, k, l] = atoms as [number, number, number, number];
  const axis = between(xyz, j, k);
  const flatten = (v: Vector): Vector => {
    const share = dot(v, axis) / dot(axis, axis);
    return v.map((x, m) => x - share * axis[m]!) as unknown as Vector;
  };
  const [p, q] = [flatten(between(xyz, j, i)), flatten(between(xyz, k, l))];
  const cosine = dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q));
  const sign = dot(cross(p, q), axis) >= 0 ? 1 : -1;
  return sign * Math.acos(Math.max(-1, Math.min(1, cosine)));
}
