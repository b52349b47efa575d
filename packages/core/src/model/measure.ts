/** Distances are in `atom-grid.ts`; here: angles, torsions, chiral volumes of atoms by index, in radians and Å³. */

/** Vector from atom a to atom b. */
export function vectorBetween(xyz: Float64Array, a: number, b: number): [number, number, number] {
  return [xyz[3 * b]! - xyz[3 * a]!, xyz[3 * b + 1]! - xyz[3 * a + 1]!, xyz[3 * b + 2]! - xyz[3 * a + 2]!];
}

type Vector = readonly [number, number, number];

export const dot = (u: Vector, v: Vector): number => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];

export function cross(u: Vector, v: Vector): [number, number, number] {
  return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}

/** Angle a–b–c in [0, π]; π/2 where two of the atoms coincide. */
export function angleOf(xyz: Float64Array, [a, b, c]: readonly [number, number, number]): number {
  const u = vectorBetween(xyz, b, a);
  const v = vectorBetween(xyz, b, c);
  return Math.atan2(Math.hypot(...cross(u, v)), dot(u, v));
}

/** Torsion a–b–c–d in (-π, π] (IUPAC sign); 0 where three atoms are in line. */
export function torsionOf(
  xyz: Float64Array,
  [a, b, c, d]: readonly [number, number, number, number],
): number {
  const u = vectorBetween(xyz, a, b);
  const v = vectorBetween(xyz, b, c);
  const w = vectorBetween(xyz, c, d);
  const normal1 = cross(u, v);
  const normal2 = cross(v, w);
  return Math.atan2(Math.hypot(...v) * dot(u, normal2), dot(normal1, normal2));
}

/** Signed volume (r1−c)·((r2−c)×(r3−c)) of centre c, Å³. */
export function chiralVolumeOf(
  xyz: Float64Array,
  [c, a1, a2, a3]: readonly [number, number, number, number],
): number {
  return dot(vectorBetween(xyz, c, a1), cross(vectorBetween(xyz, c, a2), vectorBetween(xyz, c, a3)));
}

/** Distance of atom p from the straight line through atoms a and b, Å. */
export function distanceToLine(xyz: Float64Array, p: number, a: number, b: number): number {
  const along = vectorBetween(xyz, a, b);
  return Math.hypot(...cross(vectorBetween(xyz, a, p), along)) / Math.hypot(...along);
}
