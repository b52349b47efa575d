/** Distances, angles and torsions of atoms, in float64, from their definitions. */

/** Coordinates [n,3], Å. */
export type Coordinates = Float64Array;

/** Distance of atoms i and j, Å. */
export function distance(xyz: Coordinates, i: number, j: number): number {
  return Math.hypot(
    xyz[3 * i]! - xyz[3 * j]!,
    xyz[3 * i + 1]! - xyz[3 * j + 1]!,
    xyz[3 * i + 2]! - xyz[3 * j + 2]!,
  );
}

/** Angle at atom j between i and k, degrees in [0, 180]; NaN where two atoms coincide. */
export function angleDeg(xyz: Coordinates, i: number, j: number, k: number): number {
  const u = difference(xyz, j, i);
  const v = difference(xyz, j, k);
  const sine = length(cross(u, v));
  const cosine = dot(u, v);
  return sine === 0 && cosine === 0 ? Number.NaN : (Math.atan2(sine, cosine) * 180) / Math.PI;
}

/**
 * Torsion i–j–k–l about the bond j–k, degrees in (−180, 180], positive clockwise (IUPAC-IUB 1970).
 * NaN where three consecutive atoms are collinear.
 */
export function torsionDeg(xyz: Coordinates, atoms: ArrayLike<number>): number {
  const b1 = difference(xyz, atoms[0]!, atoms[1]!);
  const b2 = difference(xyz, atoms[1]!, atoms[2]!);
  const b3 = difference(xyz, atoms[2]!, atoms[3]!);
  const n1 = cross(b1, b2);
  const n2 = cross(b2, b3);
  if (dot(n1, n1) === 0 || dot(n2, n2) === 0) return Number.NaN;
  const degrees = (Math.atan2(length(b2) * dot(b1, n2), dot(n1, n2)) * 180) / Math.PI;
  return degrees === -180 ? 180 : degrees;
}

/** A point or vector, Å. */
export type Vector = readonly [number, number, number];

/** Position of an atom. */
export const position = (xyz: Coordinates, i: number): Vector => [
  xyz[3 * i]!,
  xyz[3 * i + 1]!,
  xyz[3 * i + 2]!,
];

/** The vector from atom i to atom j. */
export const difference = (xyz: Coordinates, i: number, j: number): Vector => [
  xyz[3 * j]! - xyz[3 * i]!,
  xyz[3 * j + 1]! - xyz[3 * i + 1]!,
  xyz[3 * j + 2]! - xyz[3 * i + 2]!,
];

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector, by: number): Vector => [by * a[0], by * a[1], by * a[2]];
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vector): number => Math.hypot(a[0], a[1], a[2]);
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The vector of length 1 along `a`; a vector of length 0 stays as it is. */
export function unit(a: Vector): Vector {
  const norm = length(a);
  return norm > 0 ? scale(a, 1 / norm) : a;
}

/** Degrees in [0, 360). */
export function positiveDegrees(deg: number): number {
  const turned = deg % 360;
  return turned < 0 ? turned + 360 : turned + 0;
}
