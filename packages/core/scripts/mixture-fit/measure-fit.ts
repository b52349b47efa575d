/** How well fitted fractions agree with published ones, in the words of the judges. */
import type { FitTarget } from "./fit-target.ts";

export interface FitQuality {
  /** Root mean square of R − fitted R over all cells. */
  readonly rmsd: number;
  readonly outliersCalledAllowed: number;
  readonly outliers: number;
  /** Those of them with no allowed cell next to them. */
  readonly farFromContour: number;
  readonly allowedCalledOutliers: number;
  readonly favouredCalledOutliers: number;
}

export function measureFit(
  target: FitTarget,
  fitted: Float64Array,
  contours: { readonly outlier: number; readonly favoured: number },
): FitQuality {
  const { fraction, nCells } = target;
  let sum = 0;
  const counts = {
    outliers: 0,
    outliersCalledAllowed: 0,
    farFromContour: 0,
    allowedCalledOutliers: 0,
    favouredCalledOutliers: 0,
  };
  for (let cell = 0; cell < nCells; cell++) {
    const r = fraction[cell]!;
    const isAllowed = fitted[cell]! >= contours.outlier;
    sum += (fitted[cell]! - r) ** 2;
    if (r < contours.outlier) {
      counts.outliers++;
      if (!isAllowed) continue;
      counts.outliersCalledAllowed++;
      if (!hasAllowedNeighbour(target, cell, contours.outlier)) counts.farFromContour++;
    } else if (!isAllowed) {
      counts.allowedCalledOutliers++;
      if (r >= contours.favoured) counts.favouredCalledOutliers++;
    }
  }
  return { rmsd: Math.sqrt(sum / nCells), ...counts };
}

/** Among the 3ⁿ − 1 cells around. */
function hasAllowedNeighbour({ nDim, nBins, fraction }: FitTarget, cell: number, outlier: number): boolean {
  for (let offset = 0; offset < 3 ** nDim; offset++) {
    let neighbour = 0;
    for (let axis = 0, stride = fraction.length, rest = offset; axis < nDim; axis++) {
      const n = nBins[axis]!;
      stride /= n;
      const place = Math.floor(cell / stride) % n;
      neighbour = neighbour * n + ((place + (rest % 3) - 1 + n) % n);
      rest = Math.floor(rest / 3);
    }
    if (fraction[neighbour]! >= outlier) return true;
  }
  return false;
}
