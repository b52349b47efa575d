/** The contours of the Top8000 distributions as SVG paths. */

import { contours } from "d3-contour";
import {
  type RamachandranClass,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../../tables/ramachandran.ts";

/** Cells repeated beyond ±180°, so that no contour closes along the plot's edge. */
const overlap = 2;

/** Outlines of the favoured and the allowed region of one class; `x` and `y` take degrees to the drawing's units. */
export function ramachandranContours(
  residueClass: RamachandranClass,
  x: (phiDeg: number) => number,
  y: (psiDeg: number) => number,
): { readonly favoured: string; readonly allowed: string } {
  const { counts, total, nBins, lowerDeg, widthDeg } = ramachandranGrid(residueClass);
  const [nPhi, nPsi] = [nBins[0]!, nBins[1]!];
  const [width, height] = [nPhi + 2 * overlap, nPsi + 2 * overlap];
  const values = new Array<number>(width * height);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const phi = (i - overlap + nPhi) % nPhi;
      const psi = (j - overlap + nPsi) % nPsi;
      values[i + width * j] = counts[phi * nPsi + psi]! / total;
    }
  }
  // A value of d3's grid lies in the middle of its unit square.
  const place = ([i, j]: readonly number[]): string => {
    const phiDeg = lowerDeg[0]! + (i! - overlap) * widthDeg[0]!;
    const psiDeg = lowerDeg[1]! + (j! - overlap) * widthDeg[1]!;
    return `${x(phiDeg).toFixed(1)} ${y(psiDeg).toFixed(1)}`;
  };
  const levels = [ramachandranOutlier[residueClass], ramachandranFavoured];
  const [allowed, favoured] = contours()
    .size([width, height])
    .thresholds(levels)(values)
    .map(({ coordinates }) =>
      coordinates.flatMap((rings) => rings.map((ring) => `M${ring.map(place).join("L")}Z`)).join(""),
    );
  return { favoured: favoured!, allowed: allowed! };
}
