/** Mixtures: values by hand, gradients against differences, seams, and the same numbers on a grid. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import type { AngleMixture, AngleMixtureForm } from "../tables/angle-mixture.ts";
import { evaluateMixture, mixtureFractions } from "./evaluate-mixture.ts";

const floor = Math.exp(-10);

function createMixture(form: AngleMixtureForm, turnDeg: readonly number[], n: number): AngleMixture {
  const random = createRandom(5).fork(`${form} ${turnDeg}`);
  const nDim = turnDeg.length;
  const precision: number[] = [];
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < nDim; i++) {
      for (let j = i; j < nDim; j++) {
        precision.push(i === j ? (10 + 25 * random.uniform()) ** -2 : 2e-4 * (random.uniform() - 0.5));
      }
    }
  }
  return {
    form,
    nDim,
    turnDeg,
    amplitude: Float64Array.from({ length: n }, () => random.uniform()),
    center: Float64Array.from({ length: n * nDim }, (_, i) => turnDeg[i % nDim]! * random.uniform()),
    precision: Float64Array.from(precision),
  };
}

const cases = [
  createMixture("density", [360], 4),
  createMixture("score", [360, 360], 9),
  createMixture("density", [360, 180], 9),
  createMixture("density", [360, 360, 180], 9),
  createMixture("density", [360, 360, 360, 360], 9),
];

describe("a mixture of periodic Gaussians", () => {
  it("has the value of its one Gaussian, and of that from behind", () => {
    const one: AngleMixture = {
      form: "score",
      nDim: 2,
      turnDeg: [360, 180],
      amplitude: Float64Array.of(6),
      center: Float64Array.of(350, 20),
      precision: Float64Array.of(1 / 100, 1 / 400, 1 / 64),
    };
    // d = (20, −8): ½(400/100 − 2·160/400 + 64/64) = 2.1.
    const { score, fraction } = evaluateMixture(one, [10, 12]);
    expect(score).toBeCloseTo(6 * Math.exp(-2.1), 12);
    expect(fraction).toBeCloseTo(Math.exp(6 * Math.exp(-2.1) - 10) - floor, 15);
    expect(evaluateMixture(one, [-350, 192]).score).toBeCloseTo(score, 12);
    const wide = { ...one, precision: Float64Array.of(1 / 100, 0, 1 / 45 ** 2) };
    // Half a turn off, both neighbours count.
    expect(evaluateMixture(wide, [350, 110]).score).toBeCloseTo(2 * 6 * Math.exp(-2), 12);
  });

  it("is a density or a score as its form says", () => {
    const [density] = cases as [AngleMixture];
    const { score, fraction } = evaluateMixture(density, [100]);
    expect(score).toBeCloseTo(Math.log(fraction + floor) + 10, 12);
    expect(evaluateMixture({ ...density, form: "score" }, [100]).score).toBeCloseTo(fraction, 12);
  });

  it.each(cases)("of form $form over $turnDeg has the gradient of its values, and no seam", (mixture) => {
    const random = createRandom(6);
    const h = 1e-4;
    for (let trial = 0; trial < 20; trial++) {
      const place = mixture.turnDeg.map((turn) => turn * random.uniform());
      const { gradient, score } = evaluateMixture(mixture, place);
      mixture.turnDeg.forEach((turn, axis) => {
        const at = (shift: number): number =>
          evaluateMixture(
            mixture,
            place.map((x, k) => (k === axis ? x + shift : x)),
          ).score;
        expect(gradient[axis]).toBeCloseTo((at(h) - at(-h)) / (2 * h), 5);
        expect(at(turn)).toBeCloseTo(score, 9);
        const seam = place.map((x, k) => (k === axis ? 0 : x));
        const behind = place.map((x, k) => (k === axis ? turn - 1e-9 : x));
        expect(evaluateMixture(mixture, behind).score).toBeCloseTo(evaluateMixture(mixture, seam).score, 5);
      });
    }
  });

  it.each(cases)("of form $form over $turnDeg has the same values on a grid", (mixture) => {
    const nBins = mixture.turnDeg.map((_, axis) => 7 + axis);
    const grid = {
      nBins,
      lowerDeg: nBins.map((_, axis) => -20 * axis),
      widthDeg: nBins.map((n, axis) => mixture.turnDeg[axis]! / n),
      counts: new Uint32Array(0),
      total: 1,
    };
    const fractions = mixtureFractions(mixture, grid);
    for (let cell = 0; cell < fractions.length; cell += Math.ceil(fractions.length / 200)) {
      let rest = cell;
      const place = [...nBins];
      for (let axis = nBins.length - 1; axis >= 0; axis--) {
        place[axis] = grid.lowerDeg[axis]! + ((rest % nBins[axis]!) + 0.5) * grid.widthDeg[axis]!;
        rest = Math.floor(rest / nBins[axis]!);
      }
      expect(fractions[cell]).toBeCloseTo(evaluateMixture(mixture, place).fraction, 9);
    }
  });
});
