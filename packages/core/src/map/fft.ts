/** The discrete Fourier transform of batches of complex lines, in float64: Stockham's autosort algorithm with mixed radices. */

import { type ComplexArray, runStage, type Stage } from "./fft-passes.ts";

export type { ComplexArray } from "./fft-passes.ts";

/** A transform of fixed length and batch. Line b has its element j at [j·batch + b]; nothing is normalised. */
export interface Fft {
  readonly n: number;
  readonly batch: number;
  /** X(k) = Σ x(j) exp(−2πi jk/n), in place. */
  forward(re: Float64Array, im: Float64Array): void;
  /** x(j) = Σ X(k) exp(+2πi jk/n), in place: n times the inverse of `forward`. */
  inverse(re: Float64Array, im: Float64Array): void;
}

/** Plans a transform of any length n ≥ 1; the time grows with n·Σ(prime factors of n). */
export function createFft(n: number, batch = 1): Fft {
  const stages = planStages(n, batch);
  const roots = unitRoots(n);
  const work = { re: new Float64Array(n * batch), im: new Float64Array(n * batch) };
  const run = (re: Float64Array, im: Float64Array): void => {
    let [from, to]: ComplexArray[] = [{ re, im }, work];
    for (const stage of stages) {
      runStage(stage, roots, from!, to!);
      [from, to] = [to, from];
    }
    if (from === work) {
      re.set(work.re);
      im.set(work.im);
    }
  };
  return { n, batch, forward: run, inverse: (re, im) => run(im, re) };
}

/** The smallest even number ≥ n with no prime factor above `largestPrime` (2, 3, 5 or 7). */
export function goodFftSize(n: number, largestPrime = 5): number {
  for (let size = Math.max(2, 2 * Math.ceil(n / 2)); ; size += 2) {
    if (primeFactors(size).every((p) => p <= largestPrime)) return size;
  }
}

/** The prime factors of n, ascending, repeated as often as they divide it. */
export function primeFactors(n: number): number[] {
  const factors: number[] = [];
  for (let p = 2, rest = n; rest > 1; p++) {
    if (p * p > rest) p = rest;
    for (; rest % p === 0; rest /= p) factors.push(p);
  }
  return factors;
}

function planStages(n: number, batch: number): Stage[] {
  const primes = primeFactors(n);
  const twos = primes.filter((p) => p === 2).length;
  const radices = [...Array<number>(twos >> 1).fill(4), ...(twos % 2 ? [2] : []), ...primes.slice(twos)];
  const stages: Stage[] = [];
  let [length, stride] = [n, batch];
  for (const radix of radices) {
    stages.push({ radix, length, stride, tableStep: n / length });
    length /= radix;
    stride *= radix;
  }
  return stages;
}

/** exp(−2πi k/n) for k < n. */
function unitRoots(n: number): ComplexArray {
  const angle = (-2 * Math.PI) / n;
  return {
    re: Float64Array.from({ length: n }, (_, k) => Math.cos(angle * k)),
    im: Float64Array.from({ length: n }, (_, k) => Math.sin(angle * k)),
  };
}
