/** Angles: radians inside, degrees at the edges. */

/** Radians of `deg` degrees. */
export const toRadians = (deg: number): number => (deg * Math.PI) / 180;

/** Degrees of `rad` radians. */
export const toDegrees = (rad: number): number => (rad * 180) / Math.PI;

/** The angle's equal in (-180, 180], degrees. */
export function wrapDegrees(deg: number): number {
  const turned = deg - 360 * Math.ceil((deg - 180) / 360);
  return turned === -180 ? 180 : turned;
}
