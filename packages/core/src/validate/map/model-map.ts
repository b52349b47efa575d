/** The density and structure factors that a model implies on the grid of a map: electron scattering, B factors of the file. */

import { goodFftSize } from "../../map/fft.ts";
import { halfSize, transformReal, transformToReal } from "../../map/real-fft-3d.ts";
import type { Vec3, Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { elementData } from "../../tables/elements.ts";
import { axisFrequencies, cellOf, type StructureFactors } from "./structure-factors.ts";

/** Height, as a share of the peak, at which an atom's density is cut: dividing the blur out again makes much of what is missing. */
const TAIL = 1e-6;
/** What aliases may add to a structure factor at the resolution limit, as a share of it. */
const ALIAS = 1e-3;

/**
 * Structure factors of all atoms but hydrogens up to `dMin` (Å), zero beyond. Atoms are summed on a grid as sharp as needed, blurred by a temperature
 * factor that is divided out again in reciprocal space (Ten Eyck 1977), so that sampling costs no accuracy. Atoms of the box's
 * periodic images count, as in a crystal of symmetry P1.
 */
export function modelStructureFactors(structure: Structure, volume: Volume, dMin: number): StructureFactors {
  const cell = cellOf(volume);
  const fineShape = volume.shape.map((n, axis) =>
    Math.max(n, goodFftSize(Math.ceil((cell[axis]! * 2.4) / dMin))),
  ) as unknown as Vec3;
  const blur = blurFor(cell, fineShape, dMin);
  const density = sampleAtoms(structure, { shape: fineShape, cell, origin: volume.origin, blur });
  const fine = { ...transformReal(density, fineShape), shape: fineShape, cell };
  return cropAndSharpen(fine, volume.shape, dMin, blur);
}

/** The real-space map of the structure factors up to `dMin` (Å) on their grid, arbitrary scale: float64, x fastest. */
export function mapOf(factors: StructureFactors, dMin: number): Float64Array {
  const limited = { re: factors.re.slice(), im: factors.im.slice() };
  const [x, y, z] = axisFrequencies(factors);
  const limit = 1 / dMin ** 2;
  let at = 0;
  for (const lz of z) {
    for (const ky of y) {
      for (const hx of x) {
        if (hx * hx + ky * ky + lz * lz >= limit) limited.re[at] = limited.im[at] = 0;
        at++;
      }
    }
  }
  return transformToReal(limited, factors.shape);
}

/** The blur B for which the first alias of 1/dMin is damped to `ALIAS`. */
function blurFor(cell: Vec3, shape: Vec3, dMin: number): number {
  const sampling = Math.min(...shape.map((n, axis) => n / cell[axis]!));
  const gap = (sampling - 1 / dMin) ** 2 - 1 / dMin ** 2;
  return (-4 * Math.log(ALIAS)) / gap;
}

interface Grid {
  readonly shape: Vec3;
  readonly cell: Vec3;
  readonly origin: Vec3;
  readonly blur: number;
}

function sampleAtoms(structure: Structure, grid: Grid): Float64Array {
  const density = new Float64Array(grid.shape[0] * grid.shape[1] * grid.shape[2]);
  const { element, occ, bIso, xyz } = structure.atoms;
  for (let atom = 0; atom < structure.nAtoms; atom++) {
    if (element[atom] === 1 || !(occ[atom]! > 0)) continue;
    const b = Math.max(0, Number.isFinite(bIso[atom]!) ? bIso[atom]! : 0) + grid.blur;
    addAtom(density, grid, xyz.subarray(3 * atom, 3 * atom + 3), gaussiansOf(element[atom]!, b, occ[atom]!));
  }
  return density;
}

/** Height and 4π²/B of the Gaussians of one atom in real space. */
interface AtomShape {
  readonly heights: readonly number[];
  readonly exponents: readonly number[];
  readonly radius: number;
}

/** exp(−b s²) in s = sinθ/λ is the Gaussian (4π/b)^(3/2) exp(−4π² r²/b) in space. */
function gaussiansOf(atomicNumber: number, b: number, occ: number): AtomShape {
  const { scatteringA, scatteringB } = elementData(atomicNumber);
  const widths = scatteringB.map((own) => own + b);
  const heights = widths.map((width, i) => occ * scatteringA[i]! * ((4 * Math.PI) / width) ** 1.5);
  const exponents = widths.map((width) => (4 * Math.PI ** 2) / width);
  const radius = Math.sqrt(-Math.log(TAIL) / Math.min(...exponents));
  return { heights, exponents, radius };
}

/** Adds an atom: its five Gaussians together within its radius, so that the grid is touched once. */
function addAtom(density: Float64Array, grid: Grid, position: Float64Array, shape: AtomShape): void {
  const lines = [0, 1, 2].map((axis) => axisFactors(grid, axis, position[axis]!, shape));
  const [x, y, z] = lines as [AxisFactors, AxisFactors, AxisFactors];
  const [x0, x1, x2, x3, x4] = x.factors as FiveLines;
  const { indices } = x;
  const [nx, ny] = grid.shape;
  for (let m = 0; m < z.indices.length; m++) {
    for (let j = 0; j < y.indices.length; j++) {
      const rest = shape.radius ** 2 - z.squared[m]! - y.squared[j]!;
      if (rest < 0) continue;
      const height = (term: number): number =>
        shape.heights[term]! * z.factors[term]![m]! * y.factors[term]![j]!;
      const [h0, h1, h2, h3, h4] = [height(0), height(1), height(2), height(3), height(4)];
      const row = nx * (y.indices[j]! + ny * z.indices[m]!);
      const reach = Math.sqrt(rest) / x.step;
      const end = Math.min(indices.length, Math.floor(x.center + reach) + 1);
      for (let i = Math.max(0, Math.ceil(x.center - reach)); i < end; i++) {
        density[row + indices[i]!]! += h0 * x0[i]! + h1 * x1[i]! + h2 * x2[i]! + h3 * x3[i]! + h4 * x4[i]!;
      }
    }
  }
}

type FiveLines = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/** An atom along one axis, on the grid points within its radius. */
interface AxisFactors {
  /** Wrapped grid indices of the points. */
  readonly indices: Int32Array;
  /** Squared distances of the points from the atom, Å². */
  readonly squared: Float64Array;
  /** exp(−exponent·distance²) of each Gaussian at the points. */
  readonly factors: readonly Float64Array[];
  /** Where among the points the atom lies. */
  readonly center: number;
  /** Å between points. */
  readonly step: number;
}

function axisFactors(grid: Grid, axis: number, position: number, shape: AtomShape): AxisFactors {
  const n = grid.shape[axis]!;
  const step = grid.cell[axis]! / n;
  const at = (position - grid.origin[axis]!) / step;
  const first = Math.ceil(at - shape.radius / step);
  const count = Math.max(0, Math.floor(at + shape.radius / step) - first + 1);
  const indices = new Int32Array(count);
  const squared = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    indices[i] = (((first + i) % n) + n) % n;
    squared[i] = ((first + i - at) * step) ** 2;
  }
  const factors = shape.exponents.map((exponent) => {
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) values[i] = Math.exp(-exponent * squared[i]!);
    return values;
  });
  return { indices, squared, factors, center: at - first, step };
}

function cropAndSharpen(fine: StructureFactors, shape: Vec3, dMin: number, blur: number): StructureFactors {
  const size = halfSize(shape[0]) * shape[1] * shape[2];
  const coarse = { re: new Float64Array(size), im: new Float64Array(size), shape, cell: fine.cell };
  const [x, y, z] = axisFrequencies(coarse);
  const fineWidth = halfSize(fine.shape[0]);
  const limit = 1 / dMin ** 2;
  /** Where the frequency of index k of n lies among those of the finer grid. */
  const fineIndex = (k: number, n: number, fineN: number): number => (2 * k > n ? k - n + fineN : k);
  let to = 0;
  for (let l = 0; l < z.length; l++) {
    const plane = fine.shape[1] * fineIndex(l, shape[2], fine.shape[2]);
    for (let k = 0; k < y.length; k++) {
      const row = fineWidth * (fineIndex(k, shape[1], fine.shape[1]) + plane);
      const yz = y[k]! ** 2 + z[l]! ** 2;
      for (let h = 0; h < x.length; h++, to++) {
        const sSquared = x[h]! ** 2 + yz;
        if (sSquared > limit) continue;
        const sharpen = Math.exp((blur * sSquared) / 4);
        coarse.re[to] = fine.re[row + h]! * sharpen;
        coarse.im[to] = fine.im[row + h]! * sharpen;
      }
    }
  }
  return coarse;
}
