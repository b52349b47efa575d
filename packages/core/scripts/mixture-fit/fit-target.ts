/** What a mixture is fitted to: the cells of a published distribution. */
import type { AngleGrid } from "../../src/tables/angle-grid.ts";
import { logScore } from "../../src/tables/angle-mixture.ts";

/** The cells in the grid's order, the last angle fastest. */
export interface FitTarget {
  readonly nDim: number;
  readonly nCells: number;
  readonly nBins: readonly number[];
  readonly lowerDeg: readonly number[];
  readonly widthDeg: readonly number[];
  /** Degrees after which each angle comes round: 180 for symmetric side chains. */
  readonly turnDeg: readonly number[];
  /** [nCells,nDim] centres, degrees. */
  readonly angle: Float64Array;
  /** [nCells] R, fraction of the peak. */
  readonly fraction: Float64Array;
  /** [nCells] ln(R + e⁻¹⁰) + 10 ≥ 0. */
  readonly score: Float64Array;
}

export function createTarget({ nBins, lowerDeg, widthDeg, counts, total }: AngleGrid): FitTarget {
  const nDim = nBins.length;
  const angle = new Float64Array(counts.length * nDim);
  for (let cell = 0; cell < counts.length; cell++) {
    let rest = cell;
    for (let axis = nDim - 1; axis >= 0; axis--) {
      angle[cell * nDim + axis] = lowerDeg[axis]! + ((rest % nBins[axis]!) + 0.5) * widthDeg[axis]!;
      rest = Math.floor(rest / nBins[axis]!);
    }
  }
  const fraction = Float64Array.from(counts, (count) => count / total);
  return {
    nDim,
    nCells: counts.length,
    nBins,
    lowerDeg,
    widthDeg,
    turnDeg: nBins.map((n, axis) => n * widthDeg[axis]!),
    angle,
    fraction,
    score: fraction.map(logScore),
  };
}
