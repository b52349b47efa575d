/** Fourier transforms of real three-dimensional grids: only the half of the coefficients that is independent is computed. */

import { type ComplexArray, createFft } from "./fft.ts";
import { alongY, alongZ } from "./fft-3d.ts";
import type { Vec3 } from "./volume.ts";

/** Pairs of lines along x that are transformed together: few enough to stay in the cache. */
const PAIRS_AT_ONCE = 16;

/** How many coefficients along h are kept of n values along x: 0 … n/2. */
export const halfSize = (n: number): number => Math.floor(n / 2) + 1;

/**
 * X(h,k,l) = Σ x(i,j,m) exp(−2πi(hi/nx + kj/ny + lm/nz)) for 0 ≤ h ≤ nx/2 of real values (x fastest); the others follow from
 * X(−h,−k,−l) = X*(h,k,l). Element (h, k, l) is at [h + halfSize(nx)·(k + ny·l)]; nothing is normalised.
 */
export function transformReal(values: ArrayLike<number>, shape: Vec3): ComplexArray {
  const [nx, ny, nz] = shape;
  const half: Vec3 = [halfSize(nx), ny, nz];
  const n = half[0] * ny * nz;
  const grid = { re: new Float64Array(n), im: new Float64Array(n) };
  realLinesToHalf(values, nx, ny * nz, grid);
  alongY(grid, half, "forward");
  alongZ(grid, half, "forward");
  return grid;
}

/** nx·ny·nz times the inverse of `transformReal`; the coefficients are used up. */
export function transformToReal(grid: ComplexArray, shape: Vec3): Float64Array {
  const [nx, ny, nz] = shape;
  const half: Vec3 = [halfSize(nx), ny, nz];
  alongZ(grid, half, "inverse");
  alongY(grid, half, "inverse");
  return halfLinesToReal(grid, nx, ny * nz);
}

/** Two real lines a and b travel as the complex line a + ib: A(h) = ½(Z(h) + Z*(−h)), B(h) = (Z(h) − Z*(−h))/2i. */
function realLinesToHalf(
  values: ArrayLike<number>,
  nx: number,
  nLines: number,
  { re, im }: ComplexArray,
): void {
  const nh = halfSize(nx);
  forPairs(nx, nLines, ({ work, first, nPairs, batch, fft }) => {
    for (let pair = 0; pair < nPairs; pair++) {
      const a = (first + 2 * pair) * nx;
      const hasB = first + 2 * pair + 1 < nLines;
      for (let i = 0; i < nx; i++) {
        work.re[i * batch + pair] = values[a + i]!;
        work.im[i * batch + pair] = hasB ? values[a + nx + i]! : 0;
      }
    }
    fft.forward(work.re, work.im);
    for (let pair = 0; pair < nPairs; pair++) {
      const a = (first + 2 * pair) * nh;
      const hasB = first + 2 * pair + 1 < nLines;
      for (let h = 0; h < nh; h++) {
        const at = h * batch + pair;
        const mirror = ((nx - h) % nx) * batch + pair;
        re[a + h] = (work.re[at]! + work.re[mirror]!) / 2;
        im[a + h] = (work.im[at]! - work.im[mirror]!) / 2;
        if (!hasB) continue;
        re[a + nh + h] = (work.im[at]! + work.im[mirror]!) / 2;
        im[a + nh + h] = (work.re[mirror]! - work.re[at]!) / 2;
      }
    }
  });
}

/** The way back: Z(h) = A(h) + iB(h), and Z(−h) = A*(h) + iB*(h). */
function halfLinesToReal({ re, im }: ComplexArray, nx: number, nLines: number): Float64Array {
  const nh = halfSize(nx);
  const values = new Float64Array(nx * nLines);
  forPairs(nx, nLines, ({ work, first, nPairs, batch, fft }) => {
    for (let pair = 0; pair < nPairs; pair++) {
      const a = (first + 2 * pair) * nh;
      const b = first + 2 * pair + 1 < nLines ? a + nh : a;
      for (let h = 0; h < nh; h++) {
        // Where h is its own mirror, its coefficient stands for a real line and has no imaginary part.
        const isOwnMirror = (2 * h) % nx === 0;
        const [aIm, bIm] = isOwnMirror ? [0, 0] : [im[a + h]!, im[b + h]!];
        const at = h * batch + pair;
        const mirror = ((nx - h) % nx) * batch + pair;
        work.re[mirror] = re[a + h]! + bIm;
        work.im[mirror] = re[b + h]! - aIm;
        work.re[at] = re[a + h]! - bIm;
        work.im[at] = re[b + h]! + aIm;
      }
    }
    fft.inverse(work.re, work.im);
    for (let pair = 0; pair < nPairs; pair++) {
      const a = (first + 2 * pair) * nx;
      for (let i = 0; i < nx; i++) values[a + i] = work.re[i * batch + pair]!;
      if (first + 2 * pair + 1 >= nLines) continue;
      for (let i = 0; i < nx; i++) values[a + nx + i] = work.im[i * batch + pair]!;
    }
  });
  return values;
}

interface PairBatch {
  readonly work: ComplexArray;
  /** Number of the first line. */
  readonly first: number;
  readonly nPairs: number;
  readonly batch: number;
  readonly fft: ReturnType<typeof createFft>;
}

function forPairs(nx: number, nLines: number, visit: (pairs: PairBatch) => void): void {
  const batch = Math.min(PAIRS_AT_ONCE, Math.ceil(nLines / 2));
  const fft = createFft(nx, batch);
  const work = { re: new Float64Array(nx * batch), im: new Float64Array(nx * batch) };
  for (let first = 0; first < nLines; first += 2 * batch) {
    const nPairs = Math.min(batch, Math.ceil((nLines - first) / 2));
    visit({ work, first, nPairs, batch, fft });
  }
}
