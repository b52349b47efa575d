/**
 * Fits 4, 25, 64 or 160 periodic Gaussians to the Top8000 rotamer distributions of one, two, three or four χ and writes
 * `src/tables/data/rotamer-mixtures.ts`.
 *
 * Run: node --conditions=cryoreel-source packages/core/scripts/fit-rotamers.ts [residue …] (twenty minutes of one core, most of it Arg
 * and Lys; named residues alone are fitted and the others kept). The sum of the Gaussians is R, all amplitudes positive; what is
 * minimised is the error of R, and that of ln(R + e⁻¹⁰) beside it, with the contour as a condition: of several starts the best is
 * kept that no outlier passes. docs/decisions/torsion-mixtures.md has what was tried.
 */
import { createRandom } from "../src/random.ts";
import type { PackedAngleMixture } from "../src/tables/angle-mixture.ts";
import { packedRotamerGrids } from "../src/tables/data/rotamer-grids.ts";
import { rotamerFavoured, rotamerGrid, rotamerOutlier } from "../src/tables/rotamers.ts";
import { type Fit, fitMixture } from "./mixture-fit/fit-mixture.ts";
import { createTarget, type FitTarget } from "./mixture-fit/fit-target.ts";
import { type FitQuality, measureFit } from "./mixture-fit/measure-fit.ts";
import { packMixture } from "./mixture-fit/pack-mixture.ts";
import { updateMixtures } from "./mixture-fit/update-mixtures.ts";

/**
 * By the number of χ. Cells of at least the fraction `keep` may not be called outliers: the next is tried where the first leaves a
 * fit that does not keep the contour. No Gaussian is wider than `widest`, degrees, or than what has died out half a turn away.
 */
const plans = [
  { nGaussians: 4, starts: 24, steps: 100, iterations: 50, widest: 40, keep: [0.006], push: 0.01 },
  { nGaussians: 25, starts: 5, steps: 120, iterations: 50, widest: 40, keep: [0.006], push: 0.01 },
  { nGaussians: 64, starts: 1, steps: 70, iterations: 30, widest: 40, keep: [0.006, 0.02], push: 0.01 },
  { nGaussians: 160, starts: 1, steps: 30, iterations: 15, widest: 15, keep: [0.02], push: 0.03 },
] as const;
/** An error of R counts from here on, against 1 of its logarithm. */
const FRACTION_ERROR = 1e-3;
/** Cells this near the outlier contour (in ln R) count more. */
const NEAR_CONTOUR = 1.5;
/** Relative distance that cells keep from the contour, on their own side. */
const MARGIN = 0.02;

await updateMixtures(
  {
    file: new URL("../src/tables/data/rotamer-mixtures.ts", import.meta.url),
    name: "packedRotamerMixtures",
    sentence: "4 to 160 Gaussians for each Top8000 rotamer distribution, fitted by scripts/fit-rotamers.ts.",
    keys: Object.keys(packedRotamerGrids),
  },
  process.argv.slice(2),
  fitResidue,
);

function fitResidue(compId: string): PackedAngleMixture {
  const target = createTarget(rotamerGrid(compId)!);
  const { keep, starts } = plans[target.nDim - 1]!;
  const random = createRandom(1).fork(compId);
  const fits: { readonly fit: Fit; readonly quality: FitQuality }[] = [];
  for (const kept of keep) {
    for (let start = 0; start < starts; start++) {
      const fit = fitOnce(target, kept, random.fork(String(start)));
      fits.push({ fit, quality: qualityOf(target, fit.sum) });
    }
    if (fits.some(({ quality }) => nFailures(quality) === 0)) break;
  }
  const [best] = fits.sort(
    (a, b) => nFailures(a.quality) - nFailures(b.quality) || a.quality.rmsd - b.quality.rmsd,
  );
  console.log(compId, JSON.stringify(best!.quality));
  return packMixture("density", target.turnDeg, best!.fit.gaussians);
}

function qualityOf(target: FitTarget, sum: Float64Array): FitQuality {
  return measureFit(target, sum, { outlier: rotamerOutlier, favoured: rotamerFavoured });
}

/** Of the conditions on the contour. */
function nFailures(quality: FitQuality): number {
  const { outliers, outliersCalledAllowed, farFromContour, favouredCalledOutliers } = quality;
  return (
    Number(outliersCalledAllowed > 0.001 * outliers) +
    Number(farFromContour > 0) +
    Number(favouredCalledOutliers > 0)
  );
}

function fitOnce(target: FitTarget, kept: number, random: ReturnType<typeof createRandom>): Fit {
  const { fraction } = target;
  const { nGaussians, starts, steps, iterations, widest, keep, push } = plans[target.nDim - 1]!;
  const isLastTry = starts === 1 && kept === keep.at(-1);
  const isNear = fraction.map((r) => Number(Math.abs(Math.log((r + 1e-9) / rotamerOutlier)) < NEAR_CONTOUR));
  return fitMixture(target, {
    form: "density",
    nGaussians,
    density: fraction.map((r, i) => isNear[i]! + 5 * Math.sqrt(r)),
    width: 0.7,
    limits: {
      narrowest: 0.7 * Math.min(...target.widthDeg),
      widest: Math.min(widest, Math.min(...target.turnDeg) / 9),
    },
    weight: fraction.map((r, i) => (r > 0 ? 1 : 0.3) + 4 * isNear[i]! + (r / FRACTION_ERROR) ** 2),
    isWrong: (r, fit) =>
      r < rotamerOutlier
        ? fit >= rotamerOutlier * (1 - MARGIN)
        : r >= kept && fit < rotamerOutlier * (1 + MARGIN),
    push: (r) => (r < rotamerOutlier ? -push : push),
    steps,
    ...(isLastTry && { isGood: (sum) => nFailures(qualityOf(target, sum)) === 0 }),
    iterations,
    random,
  });
}
