/** The passes of a mixed-radix transform: small transforms side by side, each output turned by its root of unity. */

/** Real and imaginary parts of equal length. */
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** One pass: transforms of length `radix` over sub-transforms of length `length`, `stride` of them side by side. */
export interface Stage {
  readonly radix: number;
  readonly length: number;
  readonly stride: number;
  readonly tableStep: number;
}

/** Reads x, writes y. */
type Pass = (stage: Stage, roots: ComplexArray, x: ComplexArray, y: ComplexArray) => void;

/** Runs one pass from x to y; `roots` are exp(−2πi k/n) for k < n. */
export const runStage: Pass = (stage, roots, x, y) => {
  const pass = passes[stage.radix] ?? passOfAny;
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

/** cos and sin of 120°. */
const [cos120, sin120] = [-0.5, Math.sqrt(3) / 2];

const passOf3: Pass = ({ length, stride, tableStep }, { re: cos, im: sin }, x, y) => {
  const { re: xRe, im: xIm } = x;
  const { re: yRe, im: yIm } = y;
  const m = length / 3;
  for (let p = 0; p < m; p++) {
    const k = p * tableStep;
    const [w1r, w1i] = [cos[k]!, sin[k]!];
    const [w2r, w2i] = [cos[2 * k]!, sin[2 * k]!];
    const a0 = stride * p;
    const b0 = a0 + stride * m;
    const c0 = b0 + stride * m;
    const y0 = stride * 3 * p;
    for (let q = 0; q < stride; q++) {
      const [aRe, aIm] = [xRe[a0 + q]!, xIm[a0 + q]!];
      const sumRe = xRe[b0 + q]! + xRe[c0 + q]!;
      const sumIm = xIm[b0 + q]! + xIm[c0 + q]!;
      const evenRe = aRe + cos120 * sumRe;
      const evenIm = aIm + cos120 * sumIm;
      const turnRe = sin120 * (xIm[b0 + q]! - xIm[c0 + q]!);
      const turnIm = sin120 * (xRe[c0 + q]! - xRe[b0 + q]!);
      yRe[y0 + q] = aRe + sumRe;
      yIm[y0 + q] = aIm + sumIm;
      const y1 = y0 + stride + q;
      yRe[y1] = (evenRe + turnRe) * w1r - (evenIm + turnIm) * w1i;
      yIm[y1] = (evenRe + turnRe) * w1i + (evenIm + turnIm) * w1r;
      const y2 = y1 + stride;
      yRe[y2] = (evenRe - turnRe) * w2r - (evenIm - turnIm) * w2i;
      yIm[y2] = (evenRe - turnRe) * w2i + (evenIm - turnIm) * w2r;
    }
  }
};

/** cos and sin of 72° and 144°. */
const [cos72, sin72] = [Math.cos((2 * Math.PI) / 5), Math.sin((2 * Math.PI) / 5)];
const [cos144, sin144] = [Math.cos((4 * Math.PI) / 5), Math.sin((4 * Math.PI) / 5)];

const passOf5: Pass = ({ length, stride, tableStep }, { re: cos, im: sin }, x, y) => {
  const { re: xRe, im: xIm } = x;
  const { re: yRe, im: yIm } = y;
  const m = length / 5;
  for (let p = 0; p < m; p++) {
    const k = p * tableStep;
    const [w1r, w1i, w2r, w2i] = [cos[k]!, sin[k]!, cos[2 * k]!, sin[2 * k]!];
    const [w3r, w3i, w4r, w4i] = [cos[3 * k]!, sin[3 * k]!, cos[4 * k]!, sin[4 * k]!];
    const a0 = stride * p;
    const b0 = a0 + stride * m;
    const c0 = b0 + stride * m;
    const d0 = c0 + stride * m;
    const e0 = d0 + stride * m;
    const y0 = stride * 5 * p;
    for (let q = 0; q < stride; q++) {
      const aRe = xRe[a0 + q]!;
      const aIm = xIm[a0 + q]!;
      const beRe = xRe[b0 + q]! + xRe[e0 + q]!;
      const beIm = xIm[b0 + q]! + xIm[e0 + q]!;
      const cdRe = xRe[c0 + q]! + xRe[d0 + q]!;
      const cdIm = xIm[c0 + q]! + xIm[d0 + q]!;
      const bMinusERe = xRe[b0 + q]! - xRe[e0 + q]!;
      const bMinusEIm = xIm[b0 + q]! - xIm[e0 + q]!;
      const cMinusDRe = xRe[c0 + q]! - xRe[d0 + q]!;
      const cMinusDIm = xIm[c0 + q]! - xIm[d0 + q]!;
      const even1Re = aRe + cos72 * beRe + cos144 * cdRe;
      const even1Im = aIm + cos72 * beIm + cos144 * cdIm;
      const even2Re = aRe + cos144 * beRe + cos72 * cdRe;
      const even2Im = aIm + cos144 * beIm + cos72 * cdIm;
      const turn1Re = sin72 * bMinusEIm + sin144 * cMinusDIm;
      const turn1Im = -sin72 * bMinusERe - sin144 * cMinusDRe;
      const turn2Re = sin144 * bMinusEIm - sin72 * cMinusDIm;
      const turn2Im = sin72 * cMinusDRe - sin144 * bMinusERe;
      yRe[y0 + q] = aRe + beRe + cdRe;
      yIm[y0 + q] = aIm + beIm + cdIm;
      const y1 = y0 + stride + q;
      yRe[y1] = (even1Re + turn1Re) * w1r - (even1Im + turn1Im) * w1i;
      yIm[y1] = (even1Re + turn1Re) * w1i + (even1Im + turn1Im) * w1r;
      const y2 = y1 + stride;
      yRe[y2] = (even2Re + turn2Re) * w2r - (even2Im + turn2Im) * w2i;
      yIm[y2] = (even2Re + turn2Re) * w2i + (even2Im + turn2Im) * w2r;
      const y3 = y2 + stride;
      yRe[y3] = (even2Re - turn2Re) * w3r - (even2Im - turn2Im) * w3i;
      yIm[y3] = (even2Re - turn2Re) * w3i + (even2Im - turn2Im) * w3r;
      const y4 = y3 + stride;
      yRe[y4] = (even1Re - turn1Re) * w4r - (even1Im - turn1Im) * w4i;
      yIm[y4] = (even1Re - turn1Re) * w4i + (even1Im - turn1Im) * w4r;
    }
  }
};

/** Any radix r by its definition, r² operations: for the primes from 7 on. */
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

/** Radices with a pass of their own. */
const passes: Readonly<Partial<Record<number, Pass>>> = { 2: passOf2, 3: passOf3, 4: passOf4, 5: passOf5 };
