/** A histogram of one to four angles: the form of the Ramachandran and rotamer distributions. */
import { type PackedCounts, unpackCounts } from "./packed-counts.ts";

/** Cell (i, j, …) is centred at `lowerDeg + (i + ½)·widthDeg` in each angle; the last angle runs fastest. */
export interface AngleGrid {
  readonly lowerDeg: readonly number[];
  readonly widthDeg: readonly number[];
  readonly nBins: readonly number[];
  /** Which angles run round the circle; all of them where this is left out. */
  readonly wraps?: readonly boolean[];
  /** A cell's fraction is `counts[cell] / total`. */
  readonly counts: Uint32Array | Float64Array;
  /** What the counts are fractions of, so that the highest cell is (about) 1. */
  readonly total: number;
}

/** An `AngleGrid` as it stands in a source file. */
export interface PackedAngleGrid {
  readonly lowerDeg: readonly number[];
  readonly upperDeg: readonly number[];
  readonly nBins: readonly number[];
  readonly total: number;
  readonly counts: PackedCounts;
}

/** A reader of packed grids that unpacks each one once, when it is first asked for. */
export function lazyGrids<Key extends string>(packed: Readonly<Record<Key, PackedAngleGrid>>) {
  const unpacked = new Map<Key, AngleGrid>();
  return (key: Key): AngleGrid => {
    const known = unpacked.get(key);
    if (known) return known;
    const { lowerDeg, upperDeg, nBins, total, counts } = packed[key];
    const widthDeg = nBins.map((n, k) => (upperDeg[k]! - lowerDeg[k]!) / n);
    const grid: AngleGrid = { lowerDeg, widthDeg, nBins, total, counts: unpackCounts(counts) };
    unpacked.set(key, grid);
    return grid;
  };
}
