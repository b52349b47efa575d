/** The damped least-squares step of a mixture: conjugate gradients on the normal equations, preconditioned Gaussian by Gaussian. */

import { cholesky, solveCholesky } from "../../src/refine/small-matrix.ts";
import type { DesignMatrix } from "./design-matrix.ts";

export interface StepOptions {
  /** Marquardt's λ: the diagonal of JᵀWJ is raised by this share. */
  readonly damping: number;
  readonly maxIterations: number;
}

/** Where the squared residual of the normal equations has fallen by this factor, more iterations do not pay. */
const TOLERANCE = 1e-7;

/** Coefficients c, [n,nTerms], that minimise Σ weight·(J·c − residual)² + damping. */
export function solveStep(
  design: DesignMatrix,
  weight: Float64Array,
  residual: Float64Array,
  { damping, maxIterations }: StepOptions,
): Float64Array {
  const blocks = new Blocks(design, weight, damping);
  const right = transposed(design, weight, residual);
  const solution = new Float64Array(right.length);
  let preconditioned = blocks.solve(right);
  const direction = preconditioned.slice();
  let square = dot(right, preconditioned);
  const least = TOLERANCE * square;
  for (let iteration = 0; iteration < maxIterations && square > least; iteration++) {
    const image = transposed(design, weight, forward(design, direction, weight.length));
    for (let i = 0; i < image.length; i++) image[i]! += blocks.raise[i]! * direction[i]!;
    const length = square / dot(direction, image);
    for (let i = 0; i < image.length; i++) {
      solution[i]! += length * direction[i]!;
      right[i]! -= length * image[i]!;
    }
    preconditioned = blocks.solve(right);
    const next = dot(right, preconditioned);
    for (let i = 0; i < direction.length; i++) {
      direction[i] = preconditioned[i]! + (next / square) * direction[i]!;
    }
    square = next;
  }
  return solution;
}

/** The diagonal blocks of JᵀWJ, one a Gaussian, raised by the damping and factorised. */
class Blocks {
  /** [n,nTerms] what the damping adds to the diagonal. */
  readonly raise: Float64Array;
  readonly #nTerms: number;
  readonly #factors: readonly Float64Array[];

  constructor(design: DesignMatrix, weight: Float64Array, damping: number) {
    const { nTerms, first } = design;
    const raise = new Float64Array((first.length - 1) * nTerms);
    this.#factors = Array.from({ length: first.length - 1 }, (_, k) => {
      const block = blockOf(design, weight, k);
      for (let i = 0; i < nTerms; i++) {
        raise[k * nTerms + i] = damping * block[i * nTerms + i]! + 1e-9;
        block[i * nTerms + i]! += raise[k * nTerms + i]!;
      }
      return cholesky(block, nTerms);
    });
    this.raise = raise;
    this.#nTerms = nTerms;
  }

  solve(vector: Float64Array): Float64Array {
    const n = this.#nTerms;
    const result = vector.slice();
    this.#factors.forEach((factor, k) => {
      solveCholesky(factor, n, result.subarray(k * n, (k + 1) * n));
    });
    return result;
  }
}

/** The lower half of block k of JᵀWJ. */
function blockOf(
  { nTerms, first, cell, basis }: DesignMatrix,
  weight: Float64Array,
  k: number,
): Float64Array {
  const from = first[k]!;
  const count = first[k + 1]! - from;
  const block = new Float64Array(nTerms * nTerms);
  const weighted = new Float64Array(count);
  for (let i = 0; i < nTerms; i++) {
    const column = from * nTerms + i * count;
    for (let e = 0; e < count; e++) weighted[e] = weight[cell[from + e]!]! * basis[column + e]!;
    for (let j = 0; j <= i; j++) {
      const other = from * nTerms + j * count;
      let sum = 0;
      for (let e = 0; e < count; e++) sum += weighted[e]! * basis[other + e]!;
      block[i * nTerms + j] = sum;
    }
  }
  return block;
}

/** J·c */
function forward(
  { nTerms, first, cell, basis }: DesignMatrix,
  c: Float64Array,
  nCells: number,
): Float64Array {
  const out = new Float64Array(nCells);
  const sums = new Float64Array(mostEntries(first));
  for (let k = 0; k + 1 < first.length; k++) {
    const from = first[k]!;
    const count = first[k + 1]! - from;
    sums.fill(0, 0, count);
    for (let i = 0; i < nTerms; i++) {
      const factor = c[k * nTerms + i]!;
      const column = from * nTerms + i * count;
      for (let e = 0; e < count; e++) sums[e]! += factor * basis[column + e]!;
    }
    for (let e = 0; e < count; e++) out[cell[from + e]!]! += sums[e]!;
  }
  return out;
}

/** Jᵀ·(weight·values) */
function transposed(
  { nTerms, first, cell, basis }: DesignMatrix,
  weight: Float64Array,
  values: Float64Array,
): Float64Array {
  const out = new Float64Array((first.length - 1) * nTerms);
  const weighted = values.map((value, i) => weight[i]! * value);
  const gathered = new Float64Array(mostEntries(first));
  for (let k = 0; k + 1 < first.length; k++) {
    const from = first[k]!;
    const count = first[k + 1]! - from;
    for (let e = 0; e < count; e++) gathered[e] = weighted[cell[from + e]!]!;
    for (let i = 0; i < nTerms; i++) {
      const column = from * nTerms + i * count;
      let sum = 0;
      for (let e = 0; e < count; e++) sum += gathered[e]! * basis[column + e]!;
      out[k * nTerms + i] = sum;
    }
  }
  return out;
}

function mostEntries(first: Int32Array): number {
  let most = 0;
  for (let k = 0; k + 1 < first.length; k++) most = Math.max(most, first[k + 1]! - first[k]!);
  return most;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
