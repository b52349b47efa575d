/** Q-scores: how well the density around each atom looks like a Gaussian peak (Pintilie et al. 2020, Nat. Methods 17:328). */

import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { createAtomGrid } from "./atom-grid.ts";

/** Width of the reference Gaussian, Å: the value that wwPDB and EMDB use. */
export const Q_SCORE_SIGMA = 0.4;

const SHELL_STEP = 0.1;
const N_SHELLS = 20;
const POINTS_A_SHELL = 8;
/** A point belongs to the atom where no other atom is nearer than this share of the shell's radius. */
const OWN_SHARE = 0.9;
const LARGEST_TRY = 95;

/**
 * Q of every atom: [nAtoms], NaN for hydrogens; outside the map the density counts as 0. On shells of 0.1 … 2.0 Å, points evenly spread
 * over the sphere are sampled (trilinear) unless another non-hydrogen atom is near; Q is the correlation about the mean of
 * those values with exp(−r²/2σ²). The centre counts as eight points, as on every shell.
 */
export function qScores(structure: Structure, volume: Volume, sigma = Q_SCORE_SIGMA): Float64Array {
  const { element, xyz } = structure.atoms;
  const heavy = Int32Array.from(element.keys()).filter((atom) => element[atom]! > 1);
  const grid = createAtomGrid(xyz, heavy, N_SHELLS * SHELL_STEP * (1 + OWN_SHARE));
  const sample = interpolator(volume);
  const reference = Float64Array.from({ length: N_SHELLS + 1 }, (_, shell) =>
    Math.exp(-0.5 * ((shell * SHELL_STEP) / sigma) ** 2),
  );
  const scores = new Float64Array(structure.nAtoms).fill(Number.NaN);
  for (const atom of heavy) {
    const centre = xyz.subarray(3 * atom, 3 * atom + 3);
    const neighbors = grid.neighborsOf(atom);
    const sums = new Correlation();
    const central = valueOrZero(sample(centre[0]!, centre[1]!, centre[2]!));
    for (let i = 0; i < POINTS_A_SHELL; i++) sums.add(central, reference[0]!);
    for (let shell = 1; shell <= N_SHELLS; shell++) {
      for (const [x, y, z] of ownPoints(xyz, centre, neighbors, shell * SHELL_STEP)) {
        sums.add(valueOrZero(sample(x, y, z)), reference[shell]!);
      }
    }
    scores[atom] = sums.coefficient;
  }
  return scores;
}

const valueOrZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

type Point = readonly [number, number, number];

/** At least eight points of the sphere that belong to the atom; tried with ever denser spheres, fewer where none is dense enough. */
function ownPoints(
  xyz: Float64Array,
  centre: Float64Array,
  neighbors: Int32Array,
  radius: number,
): readonly Point[] {
  let points: Point[] = [];
  for (let attempt = 0; attempt <= LARGEST_TRY; attempt++) {
    points = [];
    for (const [ux, uy, uz] of spherePoints(POINTS_A_SHELL + 2 * attempt)) {
      const point: Point = [centre[0]! + radius * ux, centre[1]! + radius * uy, centre[2]! + radius * uz];
      if (!isNearAny(xyz, neighbors, point, OWN_SHARE * radius)) points.push(point);
    }
    if (points.length >= POINTS_A_SHELL) break;
  }
  return points;
}

function isNearAny(xyz: Float64Array, neighbors: Int32Array, [x, y, z]: Point, distance: number): boolean {
  const limit = distance * distance;
  for (const other of neighbors) {
    const dx = xyz[3 * other]! - x;
    const dy = xyz[3 * other + 1]! - y;
    const dz = xyz[3 * other + 2]! - z;
    if (dx * dx + dy * dy + dz * dz < limit) return true;
  }
  return false;
}

const spheres = new Map<number, readonly Point[]>();

/** n points spread evenly over the unit sphere along a spiral (Saff & Kuijlaars 1997). */
function spherePoints(n: number): readonly Point[] {
  const known = spheres.get(n);
  if (known) return known;
  let theta = 0;
  const points = Array.from({ length: n }, (_, k): Point => {
    const height = -1 + (2 * k) / (n - 1);
    theta = k === 0 || k === n - 1 ? 0 : (theta + 3.6 / Math.sqrt(n * (1 - height * height))) % (2 * Math.PI);
    const across = Math.sqrt(Math.max(0, 1 - height * height));
    return [across * Math.cos(theta), across * Math.sin(theta), height];
  });
  spheres.set(n, points);
  return points;
}

/** Trilinear interpolation; NaN outside the grid. */
export function interpolator({
  data,
  shape,
  voxelSize,
  origin,
}: Volume): (x: number, y: number, z: number) => number {
  const [nx, ny, nz] = shape;
  return (x, y, z) => {
    const fx = (x - origin[0]) / voxelSize[0];
    const fy = (y - origin[1]) / voxelSize[1];
    const fz = (z - origin[2]) / voxelSize[2];
    if (!(fx >= 0 && fy >= 0 && fz >= 0 && fx <= nx - 1 && fy <= ny - 1 && fz <= nz - 1)) return Number.NaN;
    const i = Math.min(Math.floor(fx), nx - 2);
    const j = Math.min(Math.floor(fy), ny - 2);
    const k = Math.min(Math.floor(fz), nz - 2);
    const [tx, ty, tz] = [fx - i, fy - j, fz - k];
    const at = i + nx * (j + ny * k);
    const row = (from: number) => data[from]! * (1 - tx) + data[from + 1]! * tx;
    const plane = (from: number) => row(from) * (1 - ty) + row(from + nx) * ty;
    return plane(at) * (1 - tz) + plane(at + nx * ny) * tz;
  };
}

class Correlation {
  private readonly u: number[] = [];
  private readonly v: number[] = [];

  add(u: number, v: number): void {
    this.u.push(u);
    this.v.push(v);
  }

  get coefficient(): number {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [meanU, meanV] = [mean(this.u), mean(this.v)];
    let [uu, vv, uv] = [0, 0, 0];
    this.u.forEach((value, i) => {
      const [du, dv] = [value - meanU, this.v[i]! - meanV];
      uu += du * du;
      vv += dv * dv;
      uv += du * dv;
    });
    return uu > 0 ? uv / Math.sqrt(uu * vv) : 0;
  }
}
