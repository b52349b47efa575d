/** The discrete Fourier transform of batches of complex lines, in float64: Stockham's autosort algorithm with mixed radices. */

/** Real and imaginary parts of equal length. */
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

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

/** One pass: transforms of length `radix` over sub-transforms of length `length`, `stride` of them side by side. */
interface Stage {
  readonly radix: number;
  readonly length: number;
  readonly stride: number;
  readonly tableStep: number;
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

/** Reads x, writes y. */
type Pass = (stage: Stage, roots: ComplexArray, x: ComplexArray, y: ComplexArray) => void;

const runStage: Pass = (stage, roots, x, y) => {
  const pass = stage.radix === 4 ? passOf4 : stage.radix === 2 ? passOf2 : passOfAny;
  pass(stage, roots, x, y);
};

const passOf2: Pass = ({ length, stride, tableStep }, { re: cos, im: sin }, x, y) => {
  const { re: xRe, im: xIm } = x;
  const { re: yRe, im: yIm } = y;
  const m = length / 2;
  for (let p = 0; p < m; p++) {
    const [wr, wi] = [cos[p * tableStep]!, sin[p * tableStep]!];
    const a0 = stride * p;
    const b0 = stride * (p + m);
    const y0 = stride * 2 * p;
    for (let q = 0; q < stride; q++) {
      const [ar, ai, br, bi] = [xRe[a0 + q]!, xIm[a0 + q]!, xRe[b0 + q]!, xIm[b0 + q]!];
      yRe[y0 + q] = ar + br;
      yIm[y0 + q] = ai + bi;
      const [dr, di] = [ar - br, ai - bi];
      yRe[y0 + stride + q] = dr * wr - di * wi;
      yIm[y0 + stride + q] = dr * wi + di * wr;
    }
  }
};

const passOf4: Pass = ({ length, stride, tableStep }, { re: cos, im: sin }, x, y) => {
  const { re: xRe, im: xIm } = x;
  const { re: yRe, im: yIm } = y;
  const m = length / 4;
  for (let p = 0; p < m; p++) {
    const k = p * tableStep;
    const [w1r, w1i] = [cos[k]!, sin[k]!];
    const [w2r, w2i] = [cos[2 * k]!, sin[2 * k]!];
    const [w3r, w3i] = [cos[3 * k]!, sin[3 * k]!];
    const a0 = stride * p;
    const b0 = a0 + stride * m;
    const c0 = b0 + stride * m;
    const d0 = c0 + stride * m;
    const y0 = stride * 4 * p;
    for (let q = 0; q < stride; q++) {
      const sumRe = xRe[a0 + q]! + xRe[c0 + q]!;
      const sumIm = xIm[a0 + q]! + xIm[c0 + q]!;
      const difRe = xRe[a0 + q]! - xRe[c0 + q]!;
      const difIm = xIm[a0 + q]! - xIm[c0 + q]!;
      const oddRe = xRe[b0 + q]! + xRe[d0 + q]!;
      const oddIm = xIm[b0 + q]! + xIm[d0 + q]!;
      const turnRe = xIm[b0 + q]! - xIm[d0 + q]!;
      const turnIm = xRe[d0 + q]! - xRe[b0 + q]!;
      yRe[y0 + q] = sumRe + oddRe;
      yIm[y0 + q] = sumIm + oddIm;
      const y1 = y0 + stride + q;
      yRe[y1] = (difRe + turnRe) * w1r - (difIm + turnIm) * w1i;
      yIm[y1] = (difRe + turnRe) * w1i + (difIm + turnIm) * w1r;
      const y2 = y1 + stride;
      yRe[y2] = (sumRe - oddRe) * w2r - (sumIm - oddIm) * w2i;
      yIm[y2] = (sumRe - oddRe) * w2i + (sumIm - oddIm) * w2r;
      const y3 = y2 + stride;
      yRe[y3] = (difRe - turnRe) * w3r - (difIm - turnIm) * w3i;
      yIm[y3] = (difRe - turnRe) * w3i + (difIm - turnIm) * w3r;
    }
  }
};

/** Any radix r by its definition, r² operations: for the small odd primes. */
const passOfAny: Pass = ({ radix, length, stride, tableStep }, { re: cos, im: sin }, x, y) => {
  const { re: xRe, im: xIm } = x;
  const { re: yRe, im: yIm } = y;
  const m = length / radix;
  const n = length * tableStep;
  for (let p = 0; p < m; p++) {
    for (let k = 0; k < radix; k++) {
      const y0 = stride * (radix * p + k);
      yRe.fill(0, y0, y0 + stride);
      yIm.fill(0, y0, y0 + stride);
      for (let j = 0; j < radix; j++) {
        const root = (k * (p + j * m) * tableStep) % n;
        const [wr, wi] = [cos[root]!, sin[root]!];
        const x0 = stride * (p + j * m);
        for (let q = 0; q < stride; q++) {
          yRe[y0 + q]! += xRe[x0 + q]! * wr - xIm[x0 + q]! * wi;
          yIm[y0 + q]! += xRe[x0 + q]! * wi + xIm[x0 + q]! * wr;
        }
      }
    }
  }
};
