/**
 * Prints how well the mixtures keep the published distributions, as the tables of docs/decisions/torsion-mixtures.md: the mixtures
 * themselves, and what the loss makes of them.
 *
 * Run: node --conditions=cryoreel-source packages/core/scripts/measure-mixtures.ts
 */
import { mixtureFractions } from "../src/refine/evaluate-mixture.ts";
import { ramachandranMap } from "../src/refine/ramachandran-list.ts";
import { rotamerMap } from "../src/refine/rotamer-list.ts";
import { defaultTorsionCosts, outlierCost } from "../src/refine/torsion-cost.ts";
import type { AngleGrid } from "../src/tables/angle-grid.ts";
import type { AngleMixture } from "../src/tables/angle-mixture.ts";
import { packedRotamerMixtures } from "../src/tables/data/rotamer-mixtures.ts";
import {
  ramachandranClasses,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../src/tables/ramachandran.ts";
import { ramachandranMixture } from "../src/tables/ramachandran-mixtures.ts";
import { rotamerMixture } from "../src/tables/rotamer-mixtures.ts";
import { rotamerFavoured, rotamerGrid, rotamerOutlier } from "../src/tables/rotamers.ts";
import { createTarget } from "./mixture-fit/fit-target.ts";
import { measureFit } from "./mixture-fit/measure-fit.ts";

interface Distribution {
  readonly name: string;
  readonly grid: AngleGrid;
  readonly mixture: AngleMixture;
  readonly contours: { readonly favoured: number; readonly outlier: number };
  /** What the loss has at the cells. */
  readonly cost: ArrayLike<number>;
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

function describe({ name, grid, mixture, contours, cost }: Distribution): string {
  const target = createTarget(grid);
  const q = measureFit(target, mixtureFractions(mixture, grid), contours);
  const border = outlierCost(contours, defaultTorsionCosts);
  // Only the side of the contour is asked: 1 or 0.
  const sides = Float64Array.from(cost, (value) => Number(value <= border));
  const loss = measureFit(target, sides, contours);
  const nAllowed = target.nCells - q.outliers;
  return row([
    name,
    mixture.amplitude.length,
    q.rmsd.toFixed(5),
    `${q.outliersCalledAllowed} of ${q.outliers}`,
    q.farFromContour,
    q.favouredCalledOutliers,
    `${q.allowedCalledOutliers} of ${nAllowed}`,
    `${loss.outliersCalledAllowed} / ${loss.favouredCalledOutliers} / ${loss.allowedCalledOutliers}`,
    leastSlope(grid, cost, border).toFixed(3),
  ]);
}

/** The least of what an outlier cell costs more than the cheapest of the cells next to it, by degree. */
function leastSlope({ nBins, widthDeg }: AngleGrid, cost: ArrayLike<number>, border: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < cost.length; cell++) {
    if (cost[cell]! <= border) continue;
    let steepest = 0;
    for (let axis = 0, stride = cost.length; axis < nBins.length; axis++) {
      const n = nBins[axis]!;
      stride /= n;
      const place = Math.floor(cell / stride) % n;
      for (const step of [1, n - 1]) {
        const next = cell + (((place + step) % n) - place) * stride;
        steepest = Math.max(steepest, (cost[cell]! - cost[next]!) / widthDeg[axis]!);
      }
    }
    least = Math.min(least, steepest);
  }
  return least;
}

const heads = [
  "distribution",
  "Gaussians",
  "RMSD of R",
  "outlier cells called allowed",
  "of these > 1 cell off",
  "favoured called outliers",
  "allowed called outliers",
  "in the loss: the same three",
  "least slope of outliers, 1/°",
];
console.log(row(heads));
console.log(row(heads.map((_, k) => (k === 0 ? "---" : "--:"))));
for (const residueClass of ramachandranClasses) {
  console.log(
    describe({
      name: residueClass,
      grid: ramachandranGrid(residueClass),
      mixture: ramachandranMixture(residueClass),
      contours: { favoured: ramachandranFavoured, outlier: ramachandranOutlier[residueClass] },
      cost: ramachandranMap(residueClass).cost,
    }),
  );
}
for (const compId of Object.keys(packedRotamerMixtures)) {
  console.log(
    describe({
      name: compId,
      grid: rotamerGrid(compId)!,
      mixture: rotamerMixture(compId)!,
      contours: { favoured: rotamerFavoured, outlier: rotamerOutlier },
      cost: rotamerMap(compId)!.cost,
    }),
  );
}
