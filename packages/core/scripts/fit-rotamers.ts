/**
 * Fits 4, 25, 64 or 160 periodic Gaussians to the Top8000 rotamer distributions of one, two, three or four χ and writes
 * `src/tables/data/rotamer-mixtures.ts`.
 *
 * Run: node --conditions=cryoreel-source packages/core/scripts/fit-rotamers.ts [residue …] (half an hour, most of it Arg and Lys; named
 * residues alone are fitted and the others kept). The sum of the Gaussians is R, all amplitudes positive; what is minimised is the
 * error of ln(R + e⁻¹⁰), and that of R where R is large.
 */
import { createRandom } from "../src/random.ts";
import type { PackedAngleMixture } from "../src/tables/angle-mixture.ts";
import { packedRotamerGrids } from "../src/tables/data/rotamer-grids.ts";
import { rotamerFavoured, rotamerGrid, rotamerOutlier } from "../src/tables/rotamers.ts";
import { type Fit, fitMixture } from "./mixture-fit/fit-mixture.ts";
import { createTarget, type FitTarget } from "./mixture-fit/fit-target.ts";
import { measureFit } from "./mixture-fit/measure-fit.ts";
import { packMixture } from "./mixture-fit/pack-mixture.ts";
import { updateMixtures } from "./mixture-fit/update-mixtures.ts";

/** By the number of χ. Of several starts the best is kept. */
const plans = [
  { nGaussians: 4, starts: 12, steps: 100, iterations: 50 },
  { nGaussians: 25, starts: 8, steps: 80, iterations: 50 },
  { nGaussians: 64, starts: 2, steps: 60, iterations: 40 },
  { nGaussians: 160, starts: 1, steps: 30, iterations: 20 },
] as const;
/** An error of R counts from here on, against 1 of its logarithm. */
const FRACTION_ERROR = 3e-3;
/** Cells this near the outlier contour (in ln R) count more. */
const NEAR_CONTOUR = 1.5;

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
  const random = createRandom(1).fork(compId);
  let best: Fit | undefined;
  for (let start = 0; start < plans[target.nDim - 1]!.starts; start++) {
    const fit = fitOnce(target, random.fork(String(start)));
    if (!best || fit.cost < best.cost) best = fit;
  }
  const quality = measureFit(target, best!.sum, { outlier: rotamerOutlier, favoured: rotamerFavoured });
  console.log(compId, JSON.stringify(quality));
  return packMixture("density", target.turnDeg, best!.gaussians);
}

function fitOnce(target: FitTarget, random: ReturnType<typeof createRandom>): Fit {
  const { fraction } = target;
  const { nGaussians, steps, iterations } = plans[target.nDim - 1]!;
  const isNear = fraction.map((r) => Number(Math.abs(Math.log((r + 1e-9) / rotamerOutlier)) < NEAR_CONTOUR));
  return fitMixture(target, {
    form: "density",
    nGaussians,
    density: fraction.map((r, i) => isNear[i]! + 5 * Math.sqrt(r)),
    width: 0.7,
    // A Gaussian has died out half a turn away.
    limits: { narrowest: 0.7 * Math.min(...target.widthDeg), widest: Math.min(...target.turnDeg) / 9 },
    weight: fraction.map((r, i) => (r > 0 ? 1 : 0.3) + 4 * isNear[i]! + (r / FRACTION_ERROR) ** 2),
    isWrong: (r, fit) =>
      r < rotamerOutlier ? fit >= rotamerOutlier : r >= rotamerFavoured && fit < rotamerOutlier,
    steps,
    iterations,
    random,
  });
}
