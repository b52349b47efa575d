/** The states of an OH or SH: towards each acceptor in reach, and where it bumps least. */
import { polarHydrogenRadius } from "../../tables/contact-radii.ts";
import { distance, position } from "../measure.ts";
import { trait } from "./contact-kind.ts";
import type { DotScorer } from "./dot-scorer.ts";
import { isFlippable } from "./flip-groups.ts";
import type { MoverScene } from "./mover-scene.ts";
import { areExclusive } from "./optimizer-atoms.ts";
import { clampAngle, donorScan, type Rotor } from "./rotor.ts";

/** Lengths of X–H that the search reckons with, Å. */
const bondLength = { oxygen: 1, sulfur: 1.3 };
/** How deep the hydrogen can come into an acceptor, Å, for states towards it and to both sides of it, degrees. */
const reaches = [
  { overlap: -0.001, offsets: [0] },
  { overlap: -0.7, offsets: [-15, 15] },
  { overlap: -0.9, offsets: [-30, 30] },
];
/** Horizon of the search for acceptors, Å. */
const horizon = 4;
/** The scan keeps this far from acceptors, and states this far from each other, degrees. */
const acceptorMargin = 10;
const stateMargin = 5;

/** Sets the states of rotor number `index` and turns it to the angle where it bumps least. */
export function chooseDonorAngles(scene: MoverScene, scorer: DotScorer, index: number): void {
  const rotor = scene.movers[index] as Rotor;
  const angles = acceptorAngles(scene, index, rotor);
  let best = donorScan[0]!;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const angle of donorScan) {
    if (angles.some((other) => Math.abs(clampAngle(clampAngle(angle) - other)) < acceptorMargin)) continue;
    rotor.setAngle(angle);
    const score = scorer.score(index, true);
    if (score > bestScore) {
      bestScore = score;
      best = angle;
    }
  }
  rotor.setAngle(best);
  rotor.setAngles(spread([...angles, clampAngle(best)]));
}

function acceptorAngles(scene: MoverScene, index: number, rotor: Rotor): number[] {
  const { atoms, movers, fixedNear, moversNear } = scene;
  const { compId } = atoms.sites.structure.residues;
  const near = [...fixedNear[index]!, ...moversNear[index]!.flatMap((other) => movers[other]!.moving)];
  const length = atoms.sites.element[rotor.center] === 16 ? bondLength.sulfur : bondLength.oxygen;
  const angles: number[] = [];
  for (const other of near) {
    const gap = distance(atoms.xyz, rotor.center, other);
    if (gap > horizon || other === rotor.center) continue;
    const accepts =
      atoms.traits[other]! & trait.acceptor ||
      isFlippable(compId[atoms.residueOf[other]!]!, atoms.name[other]!);
    if (!accepts || areExclusive(atoms, rotor.center, other)) continue;
    const overlap = gap - (polarHydrogenRadius + atoms.radius[other]! + length);
    const towards = rotor.angleTowards(position(atoms.xyz, other));
    for (const reach of reaches) {
      if (overlap < reach.overlap)
        angles.push(...reach.offsets.map((offset) => clampAngle(towards + offset)));
    }
  }
  return angles;
}

/** Angles from high to low, those too near to the one before or to −180° left out. */
function spread(angles: readonly number[]): number[] {
  const sorted = [...angles].sort((a, b) => b - a);
  const kept = [sorted[0]!];
  for (const angle of sorted.slice(1)) {
    if (Math.abs(kept.at(-1)! - angle) > stateMargin && angle >= stateMargin - 180) kept.push(angle);
  }
  return kept;
}
