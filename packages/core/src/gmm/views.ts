/** Projection directions spread evenly over the half-sphere, each with its two in-plane axes. */

import type { Random } from "../random.ts";
import { toRadians } from "../units.ts";

/** Directions from which a map and a model are projected. */
export interface ViewSet {
  readonly nViews: number;
  /** In-plane axes u and v of each view, unit vectors, orthogonal: [nViews, 6] as ux uy uz vx vy vz. */
  readonly axes: Float64Array;
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Views about `spacingDeg` apart: a Fibonacci spiral (Swinbank and Purser 2006) over the half-sphere z > 0, which is all that
 * central slices need, since opposite directions give mirror images. 4° gives 1,289 views, 5° gives 825. The in-plane
 * angle of each view also steps by the golden angle, so that no lattice direction is preferred.
 */
export function createViews(spacingDeg: number): ViewSet {
  const spacing = toRadians(spacingDeg);
  const nViews = Math.max(1, Math.round((2 * Math.PI) / spacing ** 2));
  const axes = new Float64Array(6 * nViews);
  for (let i = 0; i < nViews; i++) {
    const cosTilt = 1 - (i + 0.5) / nViews;
    writeAxes(axes, 6 * i, cosTilt, i * GOLDEN_ANGLE, i * GOLDEN_ANGLE * GOLDEN_ANGLE);
  }
  return { nViews, axes };
}

/** The columns u and v of Rz(azimuth)·Ry(tilt)·Rz(inPlane). */
function writeAxes(out: Float64Array, at: number, cosTilt: number, azimuth: number, inPlane: number): void {
  const sinTilt = Math.sqrt(1 - cosTilt * cosTilt);
  const [ca, sa] = [Math.cos(azimuth), Math.sin(azimuth)];
  const [cp, sp] = [Math.cos(inPlane), Math.sin(inPlane)];
  const x = [ca * cosTilt, sa * cosTilt, -sinTilt];
  const y = [-sa, ca, 0];
  for (let k = 0; k < 3; k++) {
    out[at + k] = cp * x[k]! + sp * y[k]!;
    out[at + 3 + k] = -sp * x[k]! + cp * y[k]!;
  }
}

/** The numbers 0 … nViews-1 in random order: the order in which an epoch visits the views. */
export function shuffleViews(nViews: number, random: Random): Int32Array {
  return random.shuffle(Int32Array.from({ length: nViews }, (_, i) => i));
}
