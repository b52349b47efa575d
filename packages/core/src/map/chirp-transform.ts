/** The Fourier transform of sampled lines at evenly spaced frequencies of any spacing: the chirp-z transform. */

import { type ComplexArray, createFft, goodFftSize } from "./fft.ts";

/** What to compute: X(k) = exp(−2πi k·shift) Σ_j x(j) exp(−2πi k·j·step), j = 0 … nIn−1, k = firstOut … firstOut+nOut−1. */
export interface ChirpOptions {
  readonly nIn: number;
  readonly nOut: number;
  readonly firstOut: number;
  /** Turns per sample and per unit of k. 1/n with nIn = nOut = n and firstOut = 0 is the discrete Fourier transform. */
  readonly step: number;
  /** Position of sample 0, turns per unit of k. */
  readonly shift: number;
  /** Number of lines transformed at once; line b has element j at [j·batch + b]. */
  readonly batch: number;
}

/** A planned transform. `re` and `im` hold max(nIn, nOut)·batch numbers: the input, and afterwards the output. */
export type ChirpTransform = (re: Float64Array, im: Float64Array) => void;

/**
 * Plans a chirp-z transform (Rabiner, Schafer and Rader 1969; Bluestein 1970): with kj = (k² + j² − (k−j)²)/2 the sum becomes
 * a convolution with a chirp, done by FFT of length ≥ nIn + nOut − 1.
 */
export function createChirpTransform(options: ChirpOptions): ChirpTransform {
  const { nIn, nOut, firstOut, step, shift, batch } = options;
  const n = goodFftSize(nIn + nOut - 1, 3);
  const fft = createFft(n, batch);
  const inputChirp = phases(nIn, (j) => -(step * j * j) / 2);
  const outputChirp = phases(nOut, (i) => {
    const k = firstOut + i;
    return -(step * k * k) / 2 - k * shift;
  });
  const filter = chirpFilter(options, n);
  const work = { re: new Float64Array(n * batch), im: new Float64Array(n * batch) };
  return (re, im) => {
    work.re.fill(0);
    work.im.fill(0);
    multiply(inputChirp, batch, { re, im }, work);
    fft.forward(work.re, work.im);
    multiply(filter, batch, work, work);
    fft.inverse(work.re, work.im);
    multiply(outputChirp, batch, work, { re, im });
  };
}

/** exp(2πi·turns(i)) for i < n; whole turns are dropped first, which keeps large phases exact. */
function phases(n: number, turns: (i: number) => number): ComplexArray {
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const t = turns(i);
    const angle = 2 * Math.PI * (t - Math.round(t));
    re[i] = Math.cos(angle);
    im[i] = Math.sin(angle);
  }
  return { re, im };
}

/** The transform of exp(+πi·step·l²), l = k − j, wrapped to length n and divided by n. */
function chirpFilter({ nIn, nOut, firstOut, step }: ChirpOptions, n: number): ComplexArray {
  const { re, im } = phases(n, (i) => {
    const l = firstOut + (i < nOut ? i : i - n);
    return (step * l * l) / 2;
  });
  for (let i = nOut; i <= n - nIn; i++) re[i] = im[i] = 0;
  createFft(n).forward(re, im);
  for (let i = 0; i < n; i++) {
    re[i]! /= n;
    im[i]! /= n;
  }
  return { re, im };
}

/** out = factor·x for each of the `batch` lines. */
function multiply(factor: ComplexArray, batch: number, x: ComplexArray, out: ComplexArray): void {
  for (let j = 0; j < factor.re.length; j++) {
    const [fr, fi] = [factor.re[j]!, factor.im[j]!];
    for (let at = j * batch; at < (j + 1) * batch; at++) {
      const [xr, xi] = [x.re[at]!, x.im[at]!];
      out.re[at] = xr * fr - xi * fi;
      out.im[at] = xr * fi + xi * fr;
    }
  }
}
