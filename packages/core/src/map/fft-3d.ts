/** Discrete Fourier transforms of three-dimensional grids with x fastest, in float64. */

import { type ComplexArray, createFft } from "./fft.ts";
import type { Vec3 } from "./volume.ts";

/** Lines along x that are transposed and transformed together: few enough to stay in the cache. */
const LINES_AT_ONCE = 32;

/**
 * X(h,k,l) = Σ x(i,j,m) exp(∓2πi(hi/nx + kj/ny + lm/nz)) in place; forward has the minus sign, nothing is normalised.
 * Element (i, j, m) is at [i + nx·(j + ny·m)].
 */
export function transformGrid(grid: ComplexArray, shape: Vec3, direction: "forward" | "inverse"): void {
  const [nx, ny, nz] = shape;
  alongZ(grid, shape, direction);
  alongY(grid, shape, direction);
  alongX(grid, nx, ny * nz, direction);
}

/** Transforms every line along z of a grid of complex numbers in place. */
export function alongZ(grid: ComplexArray, [nx, ny, nz]: Vec3, direction: "forward" | "inverse"): void {
  createFft(nz, nx * ny)[direction](grid.re, grid.im);
}

/** Transforms every line along y of a grid of complex numbers in place. */
export function alongY(grid: ComplexArray, [nx, ny, nz]: Vec3, direction: "forward" | "inverse"): void {
  const fft = createFft(ny, nx);
  for (let m = 0; m < nz; m++) {
    const [from, to] = [m * nx * ny, (m + 1) * nx * ny];
    fft[direction](grid.re.subarray(from, to), grid.im.subarray(from, to));
  }
}

function alongX(grid: ComplexArray, nx: number, nLines: number, direction: "forward" | "inverse"): void {
  const batch = Math.min(LINES_AT_ONCE, nLines);
  const fft = createFft(nx, batch);
  const re = new Float64Array(nx * batch);
  const im = new Float64Array(nx * batch);
  for (let first = 0; first < nLines; first += batch) {
    const n = Math.min(batch, nLines - first);
    for (let line = 0; line < n; line++) {
      const at = (first + line) * nx;
      for (let i = 0; i < nx; i++) {
        re[i * batch + line] = grid.re[at + i]!;
        im[i * batch + line] = grid.im[at + i]!;
      }
    }
    fft[direction](re, im);
    for (let line = 0; line < n; line++) {
      const at = (first + line) * nx;
      for (let i = 0; i < nx; i++) {
        grid.re[at + i] = re[i * batch + line]!;
        grid.im[at + i] = im[i * batch + line]!;
      }
    }
  }
}

/** Signed index of element h of n: 0, 1, … n/2, …, −1. */
export const signedIndex = (h: number, n: number): number => (2 * h > n ? h - n : h);
