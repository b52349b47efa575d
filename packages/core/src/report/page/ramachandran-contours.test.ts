import { expect, it } from "vitest";
import {
  ramachandranClasses,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../../tables/ramachandran.ts";
import { ramachandranContours } from "./ramachandran-contours.ts";

type Ring = readonly (readonly [number, number])[];

/** The closed polygons of a path of M, L and Z. */
const ringsOf = (path: string): Ring[] =>
  path
    .split("Z")
    .filter((text) => text !== "")
    .map((text) => {
      const points = text.slice(1).split("L");
      return points.map((point) => point.split(" ").map(Number) as unknown as [number, number]);
    });

/** Whether a point lies inside polygons, by the even-odd rule. */
function isInside(rings: readonly Ring[], px: number, py: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const [x1, y1] = ring[i]!;
      const [x2, y2] = ring[(i + 1) % ring.length]!;
      if (y1 > py !== y2 > py && px < x1 + ((py - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
  }
  return inside;
}

it.each(ramachandranClasses)("encloses the cells above its levels, up to the edge: %s", (residueClass) => {
  const { counts, total, nBins, lowerDeg, widthDeg } = ramachandranGrid(residueClass);
  const scale = 10;
  const paths = ramachandranContours(
    residueClass,
    (phiDeg) => scale * phiDeg,
    (psiDeg) => scale * psiDeg,
  );
  const levels = [
    [ringsOf(paths.favoured), ramachandranFavoured],
    [ringsOf(paths.allowed), ramachandranOutlier[residueClass]],
  ] as const;
  const misplaced: [phiDeg: number, psiDeg: number][] = [];
  for (const [rings, level] of levels) {
    for (let i = 0; i < nBins[0]!; i += 5) {
      for (let j = 0; j < nBins[1]!; j += 5) {
        const fraction = counts[i * nBins[1]! + j]! / total;
        // Beside a contour the line's own interpolation decides.
        if (Math.abs(fraction - level) < 0.02 * level) continue;
        const phi = lowerDeg[0]! + (i + 0.5) * widthDeg[0]!;
        const psi = lowerDeg[1]! + (j + 0.5) * widthDeg[1]!;
        if (isInside(rings, scale * phi, scale * psi) !== fraction > level) misplaced.push([phi, psi]);
      }
    }
  }
  expect(misplaced).toEqual([]);
});
