/** Costs on periodic grids of torsions as coefficients of the cubic B-splines that pass through them. */
import type { FlatList } from "./local-term.ts";
import type { TorsionMap, TorsionMapList } from "./term-lists.ts";

/** Root of the cubic B-spline's filter z + 4 + 1/z (Unser, Aldroubi & Eden 1993, IEEE Trans Signal Process 41:834). */
const POLE = Math.sqrt(3) - 2;
const MAX_DIMENSIONS = 4;
/** Fewest points a turn: four neighbours, all different. */
const LEAST_POINTS = 4;

/** The list in the form of the kernel assembly/terms/torsion-map.ts. Throws RangeError for maps that do not fit. */
export function flattenTorsionMaps({ atoms, start, mapOf, maps }: TorsionMapList): FlatList {
  maps.forEach(checkMap);
  mapOf.forEach((map, i) => {
    const nTorsions = start[i + 1]! - start[i]! - 3;
    if (maps[map]?.axes.length !== nTorsions) {
      throw new RangeError(
        `torsion map: restraint ${i} has atoms for ${nTorsions} torsions, map ${map} has not`,
      );
    }
  });
  const coefficients = maps.map(coefficientsOf);
  const first = new Int32Array(maps.length);
  for (let k = 1; k < maps.length; k++) first[k] = first[k - 1]! + coefficients[k - 1]!.length;
  const all = new Float32Array(coefficients.reduce((sum, some) => sum + some.length, 0));
  coefficients.forEach((some, k) => {
    all.set(some, first[k]);
  });
  return {
    atoms,
    start,
    columns: [mapOf],
    tables: [Float64Array.from(maps.flatMap(describeGrid)), first, all],
  };
}

/** Points a turn, points per radian, place of point 0; the axes that a map does not have come first. */
function describeGrid({ axes }: TorsionMap): number[] {
  const described = axes.flatMap(({ size, turn, origin }) => [size, size / turn, (origin * size) / turn]);
  return [...Array.from({ length: MAX_DIMENSIONS - axes.length }, () => [1, 0, 0]).flat(), ...described];
}

/** A map's coefficients, made once: maps serve many systems. */
const known = new WeakMap<TorsionMap, Float32Array>();

function coefficientsOf(map: TorsionMap): Float32Array {
  const found =
    known.get(map) ??
    Float32Array.from(
      splineCoefficients(
        map.cost,
        map.axes.map((axis) => axis.size),
      ),
    );
  known.set(map, found);
  return found;
}

/** Coefficients of the B-spline through `values` on a periodic grid; the last axis runs fastest. */
export function splineCoefficients(values: ArrayLike<number>, sizes: readonly number[]): Float64Array {
  const coefficients = Float64Array.from(values);
  let stride = values.length;
  for (const size of sizes) {
    const block = stride;
    stride /= size;
    for (let first = 0; first < values.length; first += block) {
      for (let k = 0; k < stride; k++) filterLine(coefficients, first + k, stride, size);
    }
  }
  return coefficients;
}

/** Solves (c[k−1] + 4c[k] + c[k+1])/6 = v[k], k modulo n, in place: a recursive filter forth and back. */
function filterLine(line: Float64Array, first: number, stride: number, n: number): void {
  const at = (k: number): number => first + stride * k;
  const close = 1 / (1 - POLE ** n);
  // What a whole turn before this point leaves behind.
  let sum = 0;
  for (let k = n - 1, power = POLE; k > 0; k--, power *= POLE) sum += power * line[at(k)]!;
  line[at(0)] = (line[at(0)]! + sum) * close;
  for (let k = 1; k < n; k++) line[at(k)] = line[at(k)]! + POLE * line[at(k - 1)]!;
  sum = 0;
  for (let k = 0, power = POLE; k < n - 1; k++, power *= POLE) sum += power * line[at(k)]!;
  const gain = -6 * POLE;
  line[at(n - 1)] = gain * (line[at(n - 1)]! + sum) * close;
  for (let k = n - 2; k >= 0; k--) line[at(k)] = gain * line[at(k)]! + POLE * line[at(k + 1)]!;
}

function checkMap({ axes, cost }: TorsionMap, index: number): void {
  const nPoints = axes.reduce((product, { size }) => product * size, 1);
  const fits =
    axes.length >= 1 &&
    axes.length <= MAX_DIMENSIONS &&
    axes.every(({ size, turn }) => size >= LEAST_POINTS && turn > 0) &&
    cost.length === nPoints;
  if (!fits) {
    const sizes = axes.map(({ size }) => size).join(" × ");
    throw new RangeError(`torsion map: ${cost.length} costs of map ${index} do not fit a grid of ${sizes}`);
  }
  for (const value of cost) {
    if (!Number.isFinite(value)) throw new RangeError(`torsion map: a cost of map ${index} is ${value}`);
  }
}
