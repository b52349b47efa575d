/** Positions of hydrogens from their parent and its neighbours, rule by rule (Word et al. 1999, J. Mol. Biol. 285, 1735). */
import type { HydrogenPlan } from "../../tables/hydrogen-placement.ts";
import { add, cross, dot, length, scale, subtract, unit, type Vector } from "../measure.ts";

/** `point` turned by `angleDeg` about the axis through `origin` along `axis`, counter-clockwise seen against the axis. */
export function rotateAbout(point: Vector, origin: Vector, axis: Vector, angleDeg: number): Vector {
  const k = unit(axis);
  const v = subtract(point, origin);
  const cos = Math.cos((angleDeg * Math.PI) / 180);
  const sin = Math.sin((angleDeg * Math.PI) / 180);
  const turned = add(add(scale(v, cos), scale(cross(k, v), sin)), scale(k, dot(k, v) * (1 - cos)));
  return add(origin, turned);
}

/** Torsion a–b–c–d in degrees in (−180, 180]; 0 where it is undefined. */
export function dihedralDeg(a: Vector, b: Vector, c: Vector, d: Vector): number {
  const axis = subtract(c, b);
  const n1 = cross(subtract(b, a), axis);
  const n2 = cross(axis, subtract(d, c));
  return (Math.atan2(length(axis) * dot(subtract(b, a), n2), dot(n1, n2)) * 180) / Math.PI;
}

/**
 * Position of the hydrogen of `plan` on the first point, the others being its references in the order of the plan.
 * Undefined where the references leave no direction (coinciding or collinear atoms).
 */
export function hydrogenPosition(plan: HydrogenPlan, points: readonly Vector[]): Vector | undefined {
  const direction = hydrogenDirection(plan, points);
  const norm = length(direction);
  return norm > 1e-6 ? add(points[0]!, scale(direction, plan.length / norm)) : undefined;
}

function hydrogenDirection(plan: HydrogenPlan, points: readonly Vector[]): Vector {
  const toNeighbors = points.slice(1).map((point) => unit(subtract(point, points[0]!)));
  const [to1, to2, to3] = toNeighbors as [Vector, Vector, Vector];
  switch (plan.rule) {
    case 1:
      return scale(add(add(to1, to2), to3), -1);
    case 2:
      return bisectorDirection(to1, to2, plan);
    case 3:
      return torsionDirection(points, plan.parameter1, plan.parameter2);
    case 4:
      return scale(interpolate(to1, to2, 0.5 + plan.parameter2), -1);
    case 5: {
      const innerDeg = (Math.atan2(length(cross(to1, to2)), dot(to1, to2)) * 180) / Math.PI;
      return turn(to1, cross(to1, to2), -plan.parameter2 * (360 - innerDeg));
    }
    case 6:
      return scale(to1, -1);
  }
}

const interpolate = (a: Vector, b: Vector, fraction: number): Vector =>
  add(scale(a, 1 - fraction), scale(b, fraction));

const turn = (v: Vector, axis: Vector, angleDeg: number): Vector =>
  length(axis) > 0 ? rotateAbout(v, [0, 0, 0], axis, angleDeg) : [0, 0, 0];

/** Bends away from the bisector of two neighbours, perpendicular to their plane. */
function bisectorDirection(to1: Vector, to2: Vector, plan: HydrogenPlan): Vector {
  const between = interpolate(to1, to2, 0.5 + plan.parameter2);
  return torsionDirection([[0, 0, 0], between, to1], plan.parameter1, 90);
}

/** Unit vector from points[0] with the given angle to points[1] and dihedral to points[2]. */
function torsionDirection(points: readonly Vector[], angleDeg: number, torsionDeg: number): Vector {
  const [parent, near, far] = points as [Vector, Vector, Vector];
  const axis = unit(subtract(near, parent));
  const across = subtract(far, near);
  const inPlane = unit(subtract(across, scale(axis, dot(across, axis))));
  const normal = cross(axis, inPlane);
  const angle = (angleDeg * Math.PI) / 180;
  const torsion = (torsionDeg * Math.PI) / 180;
  const sideways = add(scale(inPlane, Math.cos(torsion)), scale(normal, -Math.sin(torsion)));
  if (length(inPlane) === 0) return [0, 0, 0];
  return add(scale(axis, Math.cos(angle)), scale(sideways, Math.sin(angle)));
}
