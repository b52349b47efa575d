/** The density and structure factors that a model implies on the grid of a map: electron scattering, B factors of the file. */

import { type ComplexArray, goodFftSize } from "../../map/fft.ts";
import { signedIndex, transformGrid } from "../../map/fft-3d.ts";
import type { Vec3, Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { elementData } from "../../tables/elements.ts";

/** F(h) of the periodic box that the map fills, on the map's own reciprocal grid (element h, k, l at [h + nx·(k + ny·l)]). */
export interface StructureFactors extends ComplexArray {
  readonly shape: Vec3;
  /** Sides of the box, Å. */
  readonly cell: Vec3;
}

/** Sides of the periodic box of a map, Å. */
export function cellOf(volume: Volume): Vec3 {
  return [0, 1, 2].map((axis) => volume.shape[axis]! * volume.voxelSize[axis]!) as unknown as Vec3;
}

/** 1/d² of a grid element, Å⁻². */
export function spatialFrequencySquared(
  h: number,
  k: number,
  l: number,
  { shape, cell }: StructureFactors,
): number {
  const x = signedIndex(h, shape[0]) / cell[0];
  const y = signedIndex(k, shape[1]) / cell[1];
  const z = signedIndex(l, shape[2]) / cell[2];
  return x * x + y * y + z * z;
}

/** Share of an atom's density left outside the radius to which it is summed. */
const TAIL = 1e-4;
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
  const fine: StructureFactors = {
    re: sampleAtoms(structure, { shape: fineShape, cell, origin: volume.origin, blur }),
    im: new Float64Array(fineShape[0] * fineShape[1] * fineShape[2]),
    shape: fineShape,
    cell,
  };
  transformGrid(fine, fineShape, "forward");
  return cropAndSharpen(fine, volume.shape, dMin, blur);
}

/** The real-space map of structure factors on their grid, arbitrary scale: float64, x fastest. */
export function mapOf(factors: StructureFactors): Float64Array {
  const grid = { re: factors.re.slice(), im: factors.im.slice() };
  transformGrid(grid, factors.shape, "inverse");
  return grid.re;
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

function addAtom(density: Float64Array, grid: Grid, position: Float64Array, shape: AtomShape): void {
  const lines = [0, 1, 2].map((axis) => axisFactors(grid, axis, position[axis]!, shape));
  const [x, y, z] = lines as [AxisFactors, AxisFactors, AxisFactors];
  const [nx, ny] = grid.shape;
  for (let term = 0; term < shape.heights.length; term++) {
    const [ex, ey, ez] = [x.factors[term]!, y.factors[term]!, z.factors[term]!];
    for (let m = 0; m < z.indices.length; m++) {
      const heightZ = shape.heights[term]! * ez[m]!;
      for (let j = 0; j < y.indices.length; j++) {
        const height = heightZ * ey[j]!;
        const row = nx * (y.indices[j]! + ny * z.indices[m]!);
        for (let i = 0; i < x.indices.length; i++) density[row + x.indices[i]!]! += height * ex[i]!;
      }
    }
  }
}

interface AxisFactors {
  /** Wrapped grid indices within the atom's radius. */
  readonly indices: Int32Array;
  /** exp(−exponent·distance²) of each Gaussian at those indices. */
  readonly factors: readonly Float64Array[];
}

function axisFactors(grid: Grid, axis: number, position: number, shape: AtomShape): AxisFactors {
  const n = grid.shape[axis]!;
  const step = grid.cell[axis]! / n;
  const at = (position - grid.origin[axis]!) / step;
  const first = Math.ceil(at - shape.radius / step);
  const count = Math.max(0, Math.floor(at + shape.radius / step) - first + 1);
  return {
    indices: Int32Array.from({ length: count }, (_, i) => (((first + i) % n) + n) % n),
    factors: shape.exponents.map((exponent) =>
      Float64Array.from({ length: count }, (_, i) => Math.exp(-exponent * ((first + i - at) * step) ** 2)),
    ),
  };
}

function cropAndSharpen(fine: StructureFactors, shape: Vec3, dMin: number, blur: number): StructureFactors {
  const [nx, ny, nz] = shape;
  const coarse = {
    re: new Float64Array(nx * ny * nz),
    im: new Float64Array(nx * ny * nz),
    shape,
    cell: fine.cell,
  };
  const wrapFine = (h: number, n: number, axis: number) =>
    (signedIndex(h, n) + fine.shape[axis]!) % fine.shape[axis]!;
  const limit = 1 / dMin ** 2;
  for (let l = 0; l < nz; l++) {
    for (let k = 0; k < ny; k++) {
      for (let h = 0; h < nx; h++) {
        const sSquared = spatialFrequencySquared(h, k, l, coarse);
        if (sSquared > limit) continue;
        const from =
          wrapFine(h, nx, 0) + fine.shape[0] * (wrapFine(k, ny, 1) + fine.shape[1] * wrapFine(l, nz, 2));
        const to = h + nx * (k + ny * l);
        const sharpen = Math.exp((blur * sSquared) / 4);
        coarse.re[to] = fine.re[from]! * sharpen;
        coarse.im[to] = fine.im[from]! * sharpen;
      }
    }
  }
  return coarse;
}
