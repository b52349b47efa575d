/** Stand-ins for the hydrogens of waters: one towards each acceptor in reach, so that waters hydrogen-bond with it instead of clashing. */
import type { Vector } from "../measure.ts";

/** An acceptor near a water, as the caller found it. */
export interface NearAcceptor {
  readonly xyz: Vector;
  readonly radius: number;
  /** Atoms of one ring share a number, others have −1: of a ring only the nearest counts. */
  readonly ring: number;
}

/** The measures of one program, Å. */
export interface PhantomRule {
  /** O–H length and radius of the hydrogen together. */
  readonly span: number;
  /** Acceptors with a gap (distance − radius − span) below this get a hydrogen. */
  readonly maxGap: number;
}

/** O–H of a water, and the overlap with the acceptor at which it begins to shorten, Å. */
const bondLength = 1;
const bestOverlap = 0.6;

/** Positions of the stand-ins of a water oxygen. */
export function phantomPositions(
  oxygen: Vector,
  acceptors: readonly NearAcceptor[],
  rule: PhantomRule,
): Vector[] {
  const nearest: { xyz: Vector; gap: number; ring: number }[] = [];
  for (const { xyz, radius, ring } of acceptors) {
    const distance = Math.hypot(xyz[0] - oxygen[0], xyz[1] - oxygen[1], xyz[2] - oxygen[2]);
    const gap = distance - radius - rule.span;
    if (gap >= rule.maxGap || distance === 0) continue;
    const rival = ring < 0 ? undefined : nearest.find((other) => other.ring === ring);
    if (!rival) nearest.push({ xyz, gap, ring });
    else if (gap < rival.gap) Object.assign(rival, { xyz, gap });
  }
  return nearest.map(({ xyz, gap }) => {
    const length = bondLength + Math.max(-1, Math.min(0, gap + bestOverlap));
    const d: Vector = [xyz[0] - oxygen[0], xyz[1] - oxygen[1], xyz[2] - oxygen[2]];
    const by = length / Math.hypot(...d);
    return [oxygen[0] + by * d[0], oxygen[1] + by * d[1], oxygen[2] + by * d[2]];
  });
}
