/**
 * Fits 2,500 periodic Gaussians to ln(R + e⁻¹⁰) of each Top8000 Ramachandran distribution and writes
 * `src/tables/data/ramachandran-mixtures.ts`.
 *
 * Run: node --conditions=cryoreel-source packages/core/scripts/fit-ramachandran.ts [class …] (some minutes; named classes alone are
 * fitted and the others kept). A cell's error counts by its logarithm, and by R itself where R is large; Gaussians lie thickest where
 * R is large, next along the outlier contour. The Gaussians are elliptic: round ones leave glycine at an RMSD of 0.0024.
 */
import { createRandom } from "../src/random.ts";
import { type PackedAngleMixture, scoreOfSum } from "../src/tables/angle-mixture.ts";
import {
  type RamachandranClass,
  ramachandranClasses,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../src/tables/ramachandran.ts";
import { fitMixture } from "./mixture-fit/fit-mixture.ts";
import { createTarget, type FitTarget } from "./mixture-fit/fit-target.ts";
import { type FitQuality, measureFit } from "./mixture-fit/measure-fit.ts";
import { packMixture } from "./mixture-fit/pack-mixture.ts";
import { updateMixtures } from "./mixture-fit/update-mixtures.ts";

const N_GAUSSIANS = 2500;
const STEPS = 70;
/** An error of R counts from here on, against 1 of its logarithm. */
const FRACTION_ERROR = 3e-4;
/** Cells this near the outlier contour (in ln R) count more. */
const NEAR_CONTOUR = 1.5;
/** Relative distance that a cell keeps from the contour, on its own side. */
const MARGIN = 0.005;

await updateMixtures(
  {
    file: new URL("../src/tables/data/ramachandran-mixtures.ts", import.meta.url),
    name: "packedRamachandranMixtures",
    sentence:
      "2,500 Gaussians for each Top8000 Ramachandran distribution, fitted by scripts/fit-ramachandran.ts.",
    keys: ramachandranClasses,
  },
  process.argv.slice(2),
  (key) => fitClass(key as RamachandranClass),
);

function fitClass(residueClass: RamachandranClass): PackedAngleMixture {
  const target = createTarget(ramachandranGrid(residueClass));
  const contours = { outlier: ramachandranOutlier[residueClass], favoured: ramachandranFavoured };
  const isNear = target.fraction.map((r) =>
    Number(Math.abs(Math.log((r + 1e-9) / contours.outlier)) < NEAR_CONTOUR),
  );
  const describe = (sum: Float64Array): FitQuality =>
    measureFit(
      target,
      sum.map((f) => scoreOfSum("score", f).fraction),
      contours,
    );
  const { gaussians } = fitMixture(
    target,
    {
      form: "score",
      nGaussians: N_GAUSSIANS,
      density: densityOf(target, isNear),
      width: 0.7,
      limits: { narrowest: 1.4, widest: 25 },
      weight: target.fraction.map((r, i) => (r > 0 ? 1 : 0.3) + 4 * isNear[i]! + (r / FRACTION_ERROR) ** 2),
      isWrong: (r, fit) =>
        r < contours.outlier ? fit > contours.outlier * (1 - MARGIN) : fit < contours.outlier * (1 + MARGIN),
      steps: STEPS,
      iterations: 50,
      random: createRandom(1),
    },
    (step, sum) => {
      if (step % 10 === 0) console.log(residueClass, step, JSON.stringify(describe(sum)));
    },
  );
  return packMixture("score", target.turnDeg, gaussians);
}

function densityOf({ fraction }: FitTarget, isNear: Float64Array): Float64Array {
  return fraction.map((r, i) => {
    const rim = isNear[i]! > 0 ? 1.6 : r > 1e-4 ? 1 : r > 0 ? 0.35 : 0;
    return rim + (r > ramachandranFavoured ? 0.8 : 0) + 100 * Math.sqrt(r);
  });
}
