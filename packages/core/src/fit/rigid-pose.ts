/** Rigid motions: rotation and translation of a whole model. */

import type { Vec3 } from "../map/volume.ts";

/** x' = R·(x − pivot) + pivot + shift. */
export interface RigidPose {
  /** R, row by row: 9 numbers, orthonormal with determinant 1. */
  readonly rotation: Float64Array;
  readonly pivot: Vec3;
  /** Å */
  readonly shift: Vec3;
}

/** The motion that leaves everything where it is. */
export const restingPose = (pivot: Vec3): RigidPose => ({
  rotation: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  pivot,
  shift: [0, 0, 0],
});

/** Moved copies of points ([n,3], Å). */
export function applyPose({ rotation: r, pivot, shift }: RigidPose, xyz: ArrayLike<number>): Float64Array {
  const out = new Float64Array(xyz.length);
  for (let i = 0; i < xyz.length; i += 3) {
    const [x, y, z] = [xyz[i]! - pivot[0], xyz[i + 1]! - pivot[1], xyz[i + 2]! - pivot[2]];
    for (let k = 0; k < 3; k++) {
      out[i + k] = r[3 * k]! * x + r[3 * k + 1]! * y + r[3 * k + 2]! * z + pivot[k]! + shift[k]!;
    }
  }
  return out;
}

/** The rotation by |vector| radians about the direction of `vector` (Rodrigues), row by row. */
export function rotationAbout(vector: Vec3): Float64Array {
  const angle = Math.hypot(...vector);
  if (angle < 1e-12) return Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const [x, y, z] = [vector[0] / angle, vector[1] / angle, vector[2] / angle];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const t = 1 - c;
  return Float64Array.of(
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
  );
}

/** The matrix product a·b of two rotations. */
export function multiplyRotations(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(9);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      for (let k = 0; k < 3; k++) out[3 * i + j]! += a[3 * i + k]! * b[3 * k + j]!;
    }
  }
  return out;
}

/**
 * n rotations spread evenly over all orientations: super-Fibonacci spirals (Alexa 2022, CVPR). 2,000 rotations lie some 20° apart.
 */
export function evenRotations(n: number): Float64Array[] {
  const psi = 1.5337511687552043;
  return Array.from({ length: n }, (_, i) => {
    const turn = 2 * Math.PI * (i + 0.5);
    const [r, s] = [Math.sqrt((i + 0.5) / n), Math.sqrt(1 - (i + 0.5) / n)];
    const [alpha, beta] = [turn / Math.SQRT2, turn / psi];
    return rotationOfQuaternion(
      r * Math.sin(alpha),
      r * Math.cos(alpha),
      s * Math.sin(beta),
      s * Math.cos(beta),
    );
  });
}

function rotationOfQuaternion(x: number, y: number, z: number, w: number): Float64Array {
  return Float64Array.of(
    1 - 2 * (y * y + z * z),
    2 * (x * y - z * w),
    2 * (x * z + y * w),
    2 * (x * y + z * w),
    1 - 2 * (x * x + z * z),
    2 * (y * z - x * w),
    2 * (x * z - y * w),
    2 * (y * z + x * w),
    1 - 2 * (x * x + y * y),
  );
}
