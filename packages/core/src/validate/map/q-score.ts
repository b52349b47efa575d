/** Q-scores: how well the density around each atom looks like a Gaussian peak (Pintilie et al. 2020, Nat. Methods 17:328). */

import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { buildAtomGrid, findNear } from "../contacts/atom-grid.ts";
import { interpolator } from "./interpolator.ts";

/** Width of the reference Gaussian, Å: the value that wwPDB and EMDB use. */
export const Q_SCORE_SIGMA = 0.4;

const SHELL_STEP = 0.1;
const N_SHELLS = 20;
const POINTS_A_SHELL = 8;
/** A point belongs to the atom where no other atom is nearer than this share of the shell's radius. */
const OWN_SHARE = 0.9;
const LARGEST_TRY = 95;
const MOST_POINTS = POINTS_A_SHELL + 2 * LARGEST_TRY;

/**
 * Q of every atom: [nAtoms], NaN for hydrogens; outside the map the density counts as 0. On shells of 0.1 … 2.0 Å, points evenly spread
 * over the sphere are sampled (trilinear) unless another non-hydrogen atom is near; Q is the correlation about the mean of
 * those values with exp(−r²/2σ²). The centre counts as eight points, as on every shell.
 */
export function qScores(structure: Structure, volume: Volume, sigma = Q_SCORE_SIGMA): Float64Array {
  const { element, xyz } = structure.atoms;
  const heavy = Int32Array.from(element.keys()).filter((atom) => element[atom]! > 1);
  const reach = N_SHELLS * SHELL_STEP * (1 + OWN_SHARE);
  const grid = buildAtomGrid(xyz, reach, heavy);
  const sample = interpolator(volume);
  const reference = Float64Array.from({ length: N_SHELLS + 1 }, (_, shell) =>
    Math.exp(-0.5 * ((shell * SHELL_STEP) / sigma) ** 2),
  );
  const scores = new Float64Array(structure.nAtoms).fill(Number.NaN);
  const profile = new Profile();
  const neighbors = new Neighbors();
  const points = new Float64Array(3 * MOST_POINTS);
  const found: number[] = [];
  for (const atom of heavy) {
    const [x, y, z] = [xyz[3 * atom]!, xyz[3 * atom + 1]!, xyz[3 * atom + 2]!];
    neighbors.gather(xyz, atom, found, findNear(grid, [x, y, z], reach, found));
    profile.clear();
    const central = valueOrZero(sample(x, y, z));
    for (let i = 0; i < POINTS_A_SHELL; i++) profile.add(central, reference[0]!);
    for (let shell = 1; shell <= N_SHELLS; shell++) {
      const nPoints = ownPoints(neighbors, shell * SHELL_STEP, points);
      for (let at = 0; at < 3 * nPoints; at += 3) {
        const value = sample(x + points[at]!, y + points[at + 1]!, z + points[at + 2]!);
        profile.add(valueOrZero(value), reference[shell]!);
      }
    }
    scores[atom] = profile.correlation;
  }
  return scores;
}

const valueOrZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** The atoms around one atom, relative to it, nearest first. */
class Neighbors {
  n = 0;
  distance: Float64Array = new Float64Array(64);
  /** [n,3] */
  offset: Float64Array = new Float64Array(3 * 64);
  /** Of each atom near the faced sphere: how far along its direction a point of the unit sphere may lie and not be near it. */
  private bounds = new Float64Array(64);
  private nNear = 0;
  /** The atom that the last point was near to: often the next one is, too. */
  private nearTo = 0;

  gather(xyz: Float64Array, centre: number, atoms: readonly number[], nAtoms: number): void {
    if (nAtoms > this.distance.length) {
      this.distance = new Float64Array(2 * nAtoms);
      this.offset = new Float64Array(6 * nAtoms);
      this.bounds = new Float64Array(2 * nAtoms);
    }
    this.n = 0;
    for (let i = 0; i < nAtoms; i++) {
      const atom = atoms[i]!;
      if (atom === centre) continue;
      const dx = xyz[3 * atom]! - xyz[3 * centre]!;
      const dy = xyz[3 * atom + 1]! - xyz[3 * centre + 1]!;
      const dz = xyz[3 * atom + 2]! - xyz[3 * centre + 2]!;
      this.insert(dx, dy, dz);
    }
  }

  private insert(dx: number, dy: number, dz: number): void {
    const { distance, offset } = this;
    const own = Math.sqrt(dx * dx + dy * dy + dz * dz);
    let at = this.n++;
    for (; at > 0 && distance[at - 1]! > own; at--) {
      distance[at] = distance[at - 1]!;
      offset.copyWithin(3 * at, 3 * at - 3, 3 * at);
    }
    distance[at] = own;
    offset[3 * at] = dx;
    offset[3 * at + 1] = dy;
    offset[3 * at + 2] = dz;
  }

  /** Prepares `isNear` for points of the sphere of `radius` that no atom may be nearer to than `limit`, Å. */
  faceSphere(radius: number, limit: number): void {
    const { n, distance, bounds } = this;
    let near = 0;
    // An atom farther off than this is near no point of the sphere.
    for (; near < n && distance[near]! <= radius + limit; near++) {
      // |offset − radius·u|² ≥ limit² for a unit vector u, solved for offset·u.
      bounds[near] = (distance[near]! ** 2 + radius * radius - limit * limit) / (2 * radius);
    }
    this.nNear = near;
    this.nearTo = 0;
  }

  /** Whether an atom is too near to the sphere's point in the direction (x, y, z), a unit vector. */
  isNear(x: number, y: number, z: number): boolean {
    const { offset, bounds, nNear } = this;
    if (nNear === 0) return false;
    let other = this.nearTo;
    for (let k = -1; k < nNear; other = ++k) {
      if (offset[3 * other]! * x + offset[3 * other + 1]! * y + offset[3 * other + 2]! * z > bounds[other]!) {
        this.nearTo = other;
        return true;
      }
    }
    return false;
  }
}

/**
 * Writes the points of the sphere around the atom that belong to it into `points` and returns their number: at least eight, tried
 * with ever denser spheres, fewer where none is dense enough.
 */
function ownPoints(neighbors: Neighbors, radius: number, points: Float64Array): number {
  neighbors.faceSphere(radius, OWN_SHARE * radius);
  let nPoints = 0;
  for (let attempt = 0; attempt <= LARGEST_TRY && nPoints < POINTS_A_SHELL; attempt++) {
    const sphere = spherePoints(POINTS_A_SHELL + 2 * attempt);
    nPoints = 0;
    for (let at = 0; at < sphere.length; at += 3) {
      const [x, y, z] = [sphere[at]!, sphere[at + 1]!, sphere[at + 2]!];
      if (neighbors.isNear(x, y, z)) continue;
      points[3 * nPoints] = radius * x;
      points[3 * nPoints + 1] = radius * y;
      points[3 * nPoints + 2] = radius * z;
      nPoints++;
    }
  }
  return nPoints;
}

const spheres = new Map<number, Float64Array>();

/** n points spread evenly over the unit sphere along a spiral (Saff & Kuijlaars 1997): [n,3]. */
function spherePoints(n: number): Float64Array {
  const known = spheres.get(n);
  if (known) return known;
  let theta = 0;
  const points = new Float64Array(3 * n);
  for (let k = 0; k < n; k++) {
    const height = -1 + (2 * k) / (n - 1);
    theta = k === 0 || k === n - 1 ? 0 : (theta + 3.6 / Math.sqrt(n * (1 - height * height))) % (2 * Math.PI);
    const across = Math.sqrt(Math.max(0, 1 - height * height));
    points.set([across * Math.cos(theta), across * Math.sin(theta), height], 3 * k);
  }
  spheres.set(n, points);
  return points;
}

/** Density values of one atom beside the reference at the same points. */
class Profile {
  private readonly values = new Float64Array((N_SHELLS + 1) * MOST_POINTS);
  private readonly references = new Float64Array((N_SHELLS + 1) * MOST_POINTS);
  private n = 0;

  clear(): void {
    this.n = 0;
  }

  add(value: number, reference: number): void {
    this.values[this.n] = value;
    this.references[this.n++] = reference;
  }

  /** About the mean; 0 where the density does not vary. */
  get correlation(): number {
    const { n, values, references } = this;
    let [meanU, meanV] = [0, 0];
    for (let i = 0; i < n; i++) {
      meanU += values[i]! / n;
      meanV += references[i]! / n;
    }
    let [uu, vv, uv] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const [du, dv] = [values[i]! - meanU, references[i]! - meanV];
      uu += du * du;
      vv += dv * dv;
      uv += du * dv;
    }
    return uu > 0 ? uv / Math.sqrt(uu * vv) : 0;
  }
}
