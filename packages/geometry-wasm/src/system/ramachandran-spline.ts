/** Costs on a periodic (φ, ψ) grid as coefficients of bicubic B-splines that pass through them. */
import { everyNth, type FlatList } from "./local-term.ts";
import type { RamachandranList } from "./term-lists.ts";

/** Root of the cubic B-spline's filter z + 4 + 1/z (Unser, Aldroubi & Eden 1993, IEEE Trans Signal Process 41:834). */
const POLE = Math.sqrt(3) - 2;

/** The list in the form of the kernel assembly/terms/ramachandran.ts. Throws RangeError for tables that do not fit. */
export function flattenRamachandran({ atoms, classOf, size, offset, cost }: RamachandranList): FlatList {
  const nClasses = cost.length / size ** 2;
  if (size < 4 || !Number.isInteger(nClasses)) {
    throw new RangeError(`ramachandran: ${cost.length} costs are no whole ${size} × ${size} grids`);
  }
  const bad = classOf.find((kind) => kind < 0 || kind >= nClasses);
  if (bad !== undefined) throw new RangeError(`ramachandran: class ${bad} is not among ${nClasses}`);
  const badCost = cost.find((value) => !Number.isFinite(value));
  if (badCost !== undefined) throw new RangeError(`ramachandran: a cost is ${badCost}`);
  return {
    atoms,
    start: everyNth(atoms, 5),
    columns: [classOf],
    tables: [Float64Array.of(size, offset), splineCoefficients(cost, size)],
  };
}

/** Coefficients of grid after grid [size,size], both axes periodic. */
export function splineCoefficients(values: Float64Array, size: number): Float64Array {
  const coefficients = Float64Array.from(values);
  for (let first = 0; first < values.length; first += size ** 2) {
    for (let k = 0; k < size; k++) {
      filterLine(coefficients, first + k * size, 1, size);
    }
    for (let k = 0; k < size; k++) {
      filterLine(coefficients, first + k, size, size);
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
