/** The nearest rigid placement of a model at which it lies best in a density: uphill from where it is. */

import { sampleGradient } from "../map/interpolate.ts";
import type { Vec3, Volume } from "../map/volume.ts";
import { applyPose, multiplyRotations, type RigidPose, rotationAbout } from "./rigid-pose.ts";

/** A model for rigid placement: points ([n,3], Å) with weights [n]. */
export interface WeightedPoints {
  readonly xyz: Float64Array;
  readonly weight: Float64Array;
}

const STEPS = 80;
/** First and last length of a step, Å of the points' motion. */
const FIRST_STEP = 2;
const LAST_STEP = 0.02;

/**
 * Climbs Σ weight·density along rigid motions (as Goddard's fitmap): steps along the direction of steepest ascent in which a rotation
 * counts as the motion that it gives to a point at the radius of gyration; a step that does not gain is halved.
 */
export function climbPose(density: Volume, points: WeightedPoints, start: RigidPose): RigidPose {
  const radius = radiusOfGyration(points.xyz, start.pivot);
  let pose = start;
  let here = ascent(density, points, pose);
  let step = FIRST_STEP;
  for (let i = 0; i < STEPS && step > LAST_STEP; i++) {
    const torque = here.torque.map((t) => t / radius);
    const size = Math.hypot(...here.force, ...torque);
    if (size === 0) break;
    const next: RigidPose = {
      pivot: pose.pivot,
      shift: pose.shift.map((s, k) => s + (step * here.force[k]!) / size) as unknown as Vec3,
      rotation: multiplyRotations(
        rotationAbout(torque.map((t) => (step * t) / (size * radius)) as unknown as Vec3),
        pose.rotation,
      ),
    };
    const there = ascent(density, points, next);
    if (there.score > here.score) {
      [pose, here] = [next, there];
      step *= 1.2;
    } else step /= 2;
  }
  return pose;
}

/** The score at a pose, and its derivatives by shift and by rotation about the shifted pivot. */
interface Ascent {
  readonly score: number;
  readonly force: Vec3;
  readonly torque: Vec3;
}

function ascent(density: Volume, { xyz, weight }: WeightedPoints, pose: RigidPose): Ascent {
  const moved = applyPose(pose, xyz);
  const { value, gradient } = sampleGradient(density, moved);
  const centre = pose.pivot.map((p, k) => p + pose.shift[k]!);
  let score = 0;
  const force = [0, 0, 0];
  const torque = [0, 0, 0];
  for (let i = 0; i < weight.length; i++) {
    score += weight[i]! * value[i]!;
    const [gx, gy, gz] = [0, 1, 2].map((k) => weight[i]! * gradient[3 * i + k]!) as [number, number, number];
    const [x, y, z] = [0, 1, 2].map((k) => moved[3 * i + k]! - centre[k]!) as [number, number, number];
    force[0]! += gx;
    force[1]! += gy;
    force[2]! += gz;
    torque[0]! += y * gz - z * gy;
    torque[1]! += z * gx - x * gz;
    torque[2]! += x * gy - y * gx;
  }
  return { score, force: force as unknown as Vec3, torque: torque as unknown as Vec3 };
}

/** Root mean square distance of the points from the pivot, at least 1 Å. */
export function radiusOfGyration(xyz: Float64Array, pivot: Vec3): number {
  let sum = 0;
  for (let i = 0; i < xyz.length; i++) sum += (xyz[i]! - pivot[i % 3]!) ** 2;
  return Math.max(1, Math.sqrt((3 * sum) / xyz.length));
}
