/** Side-chain costs in the form of the kernel assembly/terms/rotamer.ts. */
import type { FlatList } from "./local-term.ts";
import type { RotamerClass, RotamerList } from "./term-lists.ts";

const MAX_CHI = 4;
/** Numbers of one component: amplitude, cos mμ, sin mμ, κ (four each), λ (six). */
const COMPONENT_LENGTH = 19;
/** Pairs of χ in the order of λ. */
const pairs = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
] as const;

/** Throws RangeError for classes whose columns do not fit, and for side chains that do not fit their class. */
export function flattenRotamers({ atoms, start, classOf, classes }: RotamerList): FlatList {
  classes.forEach(checkClass);
  classOf.forEach((kind, i) => {
    const nChi = start[i + 1]! - start[i]! - 3;
    if (classes[kind]?.nChi !== nChi) {
      throw new RangeError(`rotamer: side chain ${i} of class ${kind} has atoms for ${nChi} χ`);
    }
  });
  const first = new Int32Array(classes.length + 1);
  classes.forEach(({ amplitude }, kind) => {
    first[kind + 1] = first[kind]! + amplitude.length;
  });
  const descriptions = classes.flatMap(({ base, symmetry }) => [base, ...padded(symmetry, MAX_CHI)]);
  return {
    atoms,
    start,
    columns: [classOf],
    tables: [first, Float64Array.from(descriptions), Float64Array.from(classes.flatMap(componentsOf))],
  };
}

/** The numbers of all components of a class, one after the other. */
function componentsOf({
  nChi,
  symmetry,
  amplitude,
  center,
  concentration,
  coupling,
}: RotamerClass): number[] {
  const numbers: number[] = [];
  const present = pairs.filter(([, j]) => j < nChi);
  amplitude.forEach((height, k) => {
    const row = <T extends Float64Array>(values: T): number[] =>
      Array.from(values.subarray(k * nChi, (k + 1) * nChi));
    const angles = row(center).map((mu, d) => symmetry[d]! * mu);
    const couplings = pairs.map((pair) => {
      const at = present.indexOf(pair);
      return at < 0 ? 0 : (coupling[k * present.length + at] ?? 0);
    });
    numbers.push(height, ...padded(angles.map(Math.cos), MAX_CHI), ...padded(angles.map(Math.sin), MAX_CHI));
    numbers.push(...padded(row(concentration), MAX_CHI), ...couplings);
  });
  if (numbers.length !== COMPONENT_LENGTH * amplitude.length)
    throw new Error("rotamer: components of a wrong length");
  return numbers;
}

function padded(values: ArrayLike<number>, length: number): number[] {
  return Array.from({ length }, (_, k) => values[k] ?? 0);
}

function checkClass(
  { nChi, symmetry, base, amplitude, center, concentration, coupling }: RotamerClass,
  kind: number,
): void {
  const n = amplitude.length;
  const nPairs = (nChi * (nChi - 1)) / 2;
  const fits =
    nChi >= 1 &&
    nChi <= MAX_CHI &&
    symmetry.length === nChi &&
    center.length === n * nChi &&
    concentration.length === n * nChi &&
    (coupling.length === 0 || coupling.length === n * nPairs);
  if (!fits)
    throw new RangeError(`rotamer: the columns of class ${kind} do not fit ${n} components of ${nChi} χ`);
  const all = [base, ...amplitude, ...center, ...concentration, ...coupling];
  if (!all.every(Number.isFinite))
    throw new RangeError(`rotamer: class ${kind} has a number that is not finite`);
}
