/** The plane of least squares through some atoms, and how far each atom lies from it. */
import {
  type Coordinates,
  cross,
  dot,
  length,
  position,
  scale,
  subtract,
  unit,
  type Vector,
} from "./measure.ts";

/** Distances of the atoms from their best plane, Å, signed by one side; all 0 for fewer than four atoms. */
export function planeDeviations(xyz: Coordinates, atoms: ArrayLike<number>): number[] {
  const sites = Array.from(atoms, (atom) => position(xyz, atom));
  if (sites.length < 4) return sites.map(() => 0);
  const sum = sites.reduce((s, p) => [s[0] + p[0], s[1] + p[1], s[2] + p[2]] as const, [0, 0, 0] as Vector);
  const centre = scale(sum, 1 / sites.length);
  const arms = sites.map((site) => subtract(site, centre));
  const normal = smallestAxis(arms);
  return arms.map((arm) => dot(arm, normal));
}

/**
 * The direction in which the arms extend least: the eigenvector of the least eigenvalue of Σ r rᵀ.
 * The eigenvalue is the closed form for symmetric 3 × 3 matrices (Smith 1961, Commun. ACM 4:168); the eigenvector is the
 * longest cross product of two rows of the shifted matrix. Where two eigenvalues coincide (a line, a ball), any such
 * direction does.
 */
function smallestAxis(arms: readonly Vector[]): Vector {
  let [xx, yy, zz, xy, xz, yz] = [0, 0, 0, 0, 0, 0];
  for (const [x, y, z] of arms) {
    xx += x * x;
    yy += y * y;
    zz += z * z;
    xy += x * y;
    xz += x * z;
    yz += y * z;
  }
  const third = (xx + yy + zz) / 3;
  const [a, b, c] = [xx - third, yy - third, zz - third];
  const p = Math.sqrt((a * a + b * b + c * c + 2 * (xy * xy + xz * xz + yz * yz)) / 6);
  if (p === 0) return [0, 0, 1];
  const determinant = a * (b * c - yz * yz) - xy * (xy * c - yz * xz) + xz * (xy * yz - b * xz);
  const angle = Math.acos(Math.max(-1, Math.min(1, determinant / (2 * p ** 3)))) / 3;
  const least = 2 * p * Math.cos(angle + (2 * Math.PI) / 3);
  const rows: Vector[] = [
    [a - least, xy, xz],
    [xy, b - least, yz],
    [xz, yz, c - least],
  ];
  const candidates = [cross(rows[0]!, rows[1]!), cross(rows[0]!, rows[2]!), cross(rows[1]!, rows[2]!)];
  const best = candidates.reduce((one, two) => (length(two) > length(one) ? two : one));
  if (length(best) > 1e-12 * p * p) return unit(best);
  // All atoms on one line: any direction across it.
  const row = rows.reduce((one, two) => (length(two) > length(one) ? two : one));
  const across = Math.abs(row[0]) < Math.abs(row[1]) ? ([1, 0, 0] as const) : ([0, 1, 0] as const);
  return unit(cross(row, across));
}
