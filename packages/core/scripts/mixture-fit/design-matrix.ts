/** The linear model of a mixture around its present Gaussians: of each Gaussian the cells in its reach and g·{1, x, x·xᵀ} there. */
import { type AngleGaussian, visitGaussianCells } from "../../src/refine/gaussian-cells.ts";
import { inverse } from "../../src/refine/small-matrix.ts";
import type { FitTarget } from "./fit-target.ts";
import { type Gaussians, precisionOf } from "./gaussians.ts";

/**
 * Changes of Gaussian k, to first order: δf = g·(c₀ + Σ cᵢ·xᵢ + Σ_{i≤j} cᵢⱼ·xᵢxⱼ), g = exp(−½ dᵀ·precision·d),
 * xᵢ = dᵢ/spreadᵢ.
 */
export interface DesignMatrix {
  /** Coefficients of one Gaussian: 1 + nDim + nDim(nDim+1)/2, or 1 where only amplitudes are free. */
  readonly nTerms: number;
  /** [n,nDim] degrees: roots of the covariance's diagonal. */
  readonly spread: Float64Array;
  /** [n+1] first entry of each Gaussian. */
  readonly first: Int32Array;
  /** [nEntries] */
  readonly cell: Int32Array;
  /** [nEntries·nTerms]: of each Gaussian [nTerms, its entries]. */
  readonly basis: Float32Array;
}

/** Linearises `g`; with `amplitudesOnly` its places and widths stay. */
export function buildDesign(target: FitTarget, g: Gaussians, amplitudesOnly = false): DesignMatrix {
  const { n, nDim } = g;
  const entries = new Entries(nDim);
  const first = new Int32Array(n + 1);
  const spread = new Float64Array(n * nDim);
  for (let k = 0; k < n; k++) {
    const precision = precisionOf(g, k);
    const covariance = inverse(precision, nDim);
    for (let i = 0; i < nDim; i++) spread[k * nDim + i] = Math.sqrt(covariance[i * nDim + i]!);
    const own = [k * nDim, (k + 1) * nDim] as const;
    entries.add(target, { center: g.center.subarray(...own), precision, spread: spread.subarray(...own) });
    first[k + 1] = entries.length;
  }
  const nTerms = amplitudesOnly ? 1 : 1 + nDim + (nDim * (nDim + 1)) / 2;
  return {
    nTerms,
    spread,
    first,
    cell: entries.cell.subarray(0, entries.length),
    basis: entries.monomials(first, nTerms),
  };
}

/** Σ amplitude·g at every cell. */
export function sumGaussians(
  { first, cell, basis, nTerms }: DesignMatrix,
  amplitude: Float64Array,
  nCells: number,
): Float64Array {
  const f = new Float64Array(nCells);
  for (let k = 0; k < amplitude.length; k++) {
    const column = first[k]! * (nTerms - 1);
    for (let e = first[k]!; e < first[k + 1]!; e++) f[cell[e]!]! += amplitude[k]! * basis[column + e]!;
  }
  return f;
}

/** Cells, heights and distances that grow as Gaussians are added. */
class Entries {
  length = 0;
  cell = new Int32Array(1 << 16);
  readonly #nDim: number;
  #g = new Float32Array(1 << 16);
  #x: Float32Array;

  constructor(nDim: number) {
    this.#nDim = nDim;
    this.#x = new Float32Array((1 << 16) * nDim);
  }

  /** Adds the cells of a Gaussian. */
  add(target: FitTarget, gaussian: AngleGaussian): void {
    const { spread } = gaussian;
    const nDim = this.#nDim;
    visitGaussianCells(target, gaussian, (cell, d, square) => {
      if (this.length === this.cell.length) this.#grow();
      for (let i = 0; i < nDim; i++) this.#x[this.length * nDim + i] = d[i]! / spread[i]!;
      this.#g[this.length] = Math.exp(-0.5 * square);
      this.cell[this.length++] = cell;
    });
  }

  monomials(first: Int32Array, nTerms: number): Float32Array {
    const [nDim, g, x] = [this.#nDim, this.#g, this.#x];
    const basis = new Float32Array(this.length * nTerms);
    for (let k = 0; k + 1 < first.length; k++) {
      const [from, end] = [first[k]!, first[k + 1]!];
      let at = from * nTerms;
      for (let e = from; e < end; e++) basis[at++] = g[e]!;
      if (nTerms === 1) continue;
      for (let i = 0; i < nDim; i++) {
        for (let e = from; e < end; e++) basis[at++] = g[e]! * x[e * nDim + i]!;
      }
      for (let i = 0; i < nDim; i++) {
        for (let j = i; j < nDim; j++) {
          for (let e = from; e < end; e++) basis[at++] = g[e]! * x[e * nDim + i]! * x[e * nDim + j]!;
        }
      }
    }
    return basis;
  }

  #grow(): void {
    const size = 2 * this.cell.length;
    const [cell, g, x] = [new Int32Array(size), new Float32Array(size), new Float32Array(size * this.#nDim)];
    cell.set(this.cell);
    g.set(this.#g);
    x.set(this.#x);
    [this.cell, this.#g, this.#x] = [cell, g, x];
  }
}
