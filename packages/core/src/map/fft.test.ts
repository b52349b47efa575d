import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { createChirpTransform } from "./chirp-transform.ts";
import { createFft, goodFftSize, primeFactors } from "./fft.ts";

/** Σ x(j) exp(−2πi k (j·step + shift)) by the definition. */
function direct(re: Float64Array, im: Float64Array, k: number, step: number, shift = 0): [number, number] {
  let [sumRe, sumIm] = [0, 0];
  for (let j = 0; j < re.length; j++) {
    const angle = -2 * Math.PI * k * (j * step + shift);
    sumRe += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
    sumIm += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
  }
  return [sumRe, sumIm];
}

const noise = (n: number, seed: number): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length: n }, () => random.normal());
};

describe("createFft", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 15, 16, 25, 30, 49, 60, 75, 97, 105, 125, 128])(
    "is the sum of the definition, n = %i",
    (n) => {
      const [re, im] = [noise(n, 1), noise(n, 2)];
      const [outRe, outIm] = [re.slice(), im.slice()];
      createFft(n).forward(outRe, outIm);
      for (let k = 0; k < n; k++) {
        const [expectRe, expectIm] = direct(re, im, k, 1 / n);
        expect(outRe[k]).toBeCloseTo(expectRe, 10);
        expect(outIm[k]).toBeCloseTo(expectIm, 10);
      }
    },
  );

  it.each([36, 50, 77])("transforms each line of a batch for itself and inverts, n = %i", (n) => {
    const batch = 3;
    const [re, im] = [noise(n * batch, 3), noise(n * batch, 4)];
    const [outRe, outIm] = [re.slice(), im.slice()];
    const fft = createFft(n, batch);
    fft.forward(outRe, outIm);
    const lineRe = Float64Array.from({ length: n }, (_, j) => re[j * batch + 1]!);
    const lineIm = Float64Array.from({ length: n }, (_, j) => im[j * batch + 1]!);
    createFft(n).forward(lineRe, lineIm);
    for (let k = 0; k < n; k++) expect(outRe[k * batch + 1]).toBeCloseTo(lineRe[k]!, 10);
    fft.inverse(outRe, outIm);
    for (let i = 0; i < n * batch; i++) expect(outRe[i]! / n).toBeCloseTo(re[i]!, 10);
  });
});

describe("createChirpTransform", () => {
  it.each([
    { nIn: 10, nOut: 23, firstOut: -7, step: 0.0437, shift: 0.31 },
    { nIn: 41, nOut: 9, firstOut: 0, step: 1 / 41, shift: 0 },
    { nIn: 1, nOut: 1, firstOut: 5, step: 0.2, shift: -3.7 },
    { nIn: 100, nOut: 130, firstOut: -64, step: 0.0049, shift: -0.247 },
  ])("is the sum of the definition: %o", (options) => {
    const { nIn, nOut, firstOut, step, shift } = options;
    const batch = 2;
    const size = Math.max(nIn, nOut) * batch;
    const [re, im] = [new Float64Array(size), new Float64Array(size)];
    const [lineRe, lineIm] = [noise(nIn, 5), noise(nIn, 6)];
    for (let j = 0; j < nIn; j++) {
      re[j * batch + 1] = lineRe[j]!;
      im[j * batch + 1] = lineIm[j]!;
    }
    createChirpTransform({ ...options, batch })(re, im);
    for (let i = 0; i < nOut; i++) {
      const [expectRe, expectIm] = direct(lineRe, lineIm, firstOut + i, step, shift);
      expect(re[i * batch + 1]).toBeCloseTo(expectRe, 9);
      expect(im[i * batch + 1]).toBeCloseTo(expectIm, 9);
      expect(Math.abs(re[i * batch]!)).toBe(0);
    }
  });
});

describe("goodFftSize", () => {
  it("is even, smooth and not smaller", () => {
    expect([1, 2, 11, 14, 97, 201].map((n) => goodFftSize(n))).toEqual([2, 2, 12, 16, 100, 216]);
    expect(goodFftSize(14, 7)).toBe(14);
    expect(primeFactors(goodFftSize(1021, 3)).every((p) => p <= 3)).toBe(true);
  });

  it("knows prime factors", () => {
    expect(primeFactors(1)).toEqual([]);
    expect(primeFactors(360)).toEqual([2, 2, 2, 3, 3, 5]);
    expect(primeFactors(97 * 101)).toEqual([97, 101]);
  });
});
