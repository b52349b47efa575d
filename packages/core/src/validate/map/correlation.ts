/** Real-space correlation of a model with a map: CC_mask, CC_box, CC_volume, CC_peaks, and by residue. */

import type { Vec3, Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { forVoxelsWithin, molecularMask } from "./molecular-mask.ts";
import { nthHighest } from "./nth-highest.ts";

/** Correlation coefficients, −1 … 1; NaN where one of the maps is constant in the region. */
export interface MapCorrelation {
  /** Inside the molecular mask. */
  readonly ccMask: number;
  /** Over the whole box. */
  readonly ccBox: number;
  /** Over as many of the model map's highest voxels as the mask has. */
  readonly ccVolume: number;
  /** Over the highest voxels of either map. */
  readonly ccPeaks: number;
  /** Within `residueRadius` of each residue's atoms: [nResidues]. */
  readonly ofResidue: Float64Array;
  /** Å */
  readonly residueRadius: number;
}

/**
 * Correlations as Phenix defines them (Afonine et al. 2018, Acta Cryst. D74:814), of `observed` with the model's map
 * `calculated` on the same grid. The radius around a residue's atoms is the resolution, at least 3 and at most 10 Å.
 */
export function correlateMaps(
  structure: Structure,
  observed: Volume,
  calculated: Float64Array,
  dMin: number,
): MapCorrelation {
  const mask = molecularMask(structure, observed);
  const nInside = mask.reduce((sum, inside) => sum + inside, 0);
  const aboveObserved = highestVoxels(observed.data, nInside);
  const aboveCalculated = highestVoxels(calculated, nInside);
  const residueRadius = Math.min(10, Math.max(3, dMin));
  const over = (isIn: (at: number) => boolean) => pearson(observed.data, calculated, isIn);
  return {
    ccMask: over((at) => mask[at] === 1),
    ccBox: over(() => true),
    ccVolume: over((at) => aboveCalculated(at)),
    ccPeaks: over((at) => aboveCalculated(at) || aboveObserved(at)),
    ofResidue: correlateResidues(structure, observed, calculated, residueRadius),
    residueRadius,
  };
}

/** Tells of a voxel whether its value reaches the n-th highest (counted from 0). */
function highestVoxels(values: ArrayLike<number>, n: number): (at: number) => boolean {
  const cutoff = nthHighest(new Float64Array(values), Math.min(n, values.length - 1));
  return (at) => values[at]! >= cutoff;
}

/** Sums from which a correlation follows, filled voxel by voxel. */
class CorrelationSums {
  private n = 0;
  private x = 0;
  private y = 0;
  private xx = 0;
  private yy = 0;
  private xy = 0;

  add(x: number, y: number): void {
    this.n++;
    this.x += x;
    this.y += y;
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
  }

  get coefficient(): number {
    const { n, x, y } = this;
    return (this.xy - (x * y) / n) / Math.sqrt((this.xx - (x * x) / n) * (this.yy - (y * y) / n));
  }
}

/** Correlation of two densities over the voxels that `isIn` tells. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>, isIn: (at: number) => boolean): number {
  const sums = new CorrelationSums();
  for (let at = 0; at < a.length; at++) if (isIn(at)) sums.add(a[at]!, b[at]!);
  return sums.coefficient;
}

function correlateResidues(
  { residues, atoms }: Structure,
  observed: Volume,
  calculated: Float64Array,
  radius: number,
): Float64Array {
  /** Residue that saw a voxel last: each voxel counts once a residue. */
  const seenBy = new Int32Array(observed.data.length).fill(-1);
  return Float64Array.from({ length: residues.nResidues }, (_, residue) => {
    const sums = new CorrelationSums();
    for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
      if (atoms.element[atom] === 1) continue;
      const position = atoms.xyz.subarray(3 * atom, 3 * atom + 3) as unknown as Vec3;
      forVoxelsWithin(observed, position, radius, (at) => {
        if (seenBy[at] === residue) return;
        seenBy[at] = residue;
        sums.add(observed.data[at]!, calculated[at]!);
      });
    }
    return sums.coefficient;
  });
}
