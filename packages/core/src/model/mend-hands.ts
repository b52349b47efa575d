/** Turns wrong hands of a model into right ones with the least of moves, for the refinement to settle. */

import type { Restraints } from "./restraints.ts";
import { atomLabel, type Structure, withCoordinates } from "./structure.ts";
import { type WrongHand, wrongHands } from "./wrong-hands.ts";

export interface MendedHands {
  readonly structure: Structure;
  /** What was wrong, in the order of the restraints. */
  readonly mended: readonly WrongHand[];
  /** One sentence for the user, or none. */
  readonly notes: readonly string[];
}

/**
 * Mends every wrong hand. An inverted centre passes through the plane of its three neighbours, which keeps its bonds and angles;
 * where only names are exchanged (OP1/OP2, CG1/CG2), the two atoms trade places, which moves no density. Coordinates are a copy.
 */
export function mendWrongHands(structure: Structure, restraints: Restraints): MendedHands {
  const mended = wrongHands(structure, restraints);
  if (mended.length === 0) return { structure, mended, notes: [] };
  const xyz = structure.atoms.xyz.slice();
  for (const hand of mended) {
    if (hand.exchange) exchange(xyz, ...hand.exchange);
    else reflectCentre(xyz, hand.atoms);
  }
  return { structure: withCoordinates(structure, xyz), mended, notes: describe(structure, mended) };
}

function exchange(xyz: Float64Array, a: number, b: number): void {
  for (let axis = 0; axis < 3; axis++) {
    [xyz[3 * a + axis], xyz[3 * b + axis]] = [xyz[3 * b + axis]!, xyz[3 * a + axis]!];
  }
}

function reflectCentre(xyz: Float64Array, [centre, a, b, c]: WrongHand["atoms"]): void {
  const minus = (p: number, q: number) => [0, 1, 2].map((axis) => xyz[3 * p + axis]! - xyz[3 * q + axis]!);
  const [u, v, w] = [minus(b, a), minus(c, a), minus(centre, a)] as [number[], number[], number[]];
  const normal = [
    u[1]! * v[2]! - u[2]! * v[1]!,
    u[2]! * v[0]! - u[0]! * v[2]!,
    u[0]! * v[1]! - u[1]! * v[0]!,
  ];
  const squared = normal.reduce((sum, x) => sum + x * x, 0);
  if (squared < 1e-12) return;
  const height = normal.reduce((sum, x, axis) => sum + x * w[axis]!, 0) / squared;
  for (let axis = 0; axis < 3; axis++) xyz[3 * centre + axis]! -= 2 * height * normal[axis]!;
}

const MOST_NAMES = 12;

function describe(structure: Structure, mended: readonly WrongHand[]): string[] {
  const list = (hands: readonly WrongHand[]) => {
    const names = hands.slice(0, MOST_NAMES).map((hand) => atomLabel(structure, hand.atoms[0]));
    const more = hands.length > MOST_NAMES ? ` and ${hands.length - MOST_NAMES} more` : "";
    return `${names.join(", ")}${more}`;
  };
  const inverted = mended.filter((hand) => hand.kind === "inverted");
  const renamed = mended.filter((hand) => hand.kind === "names");
  return [
    ...(inverted.length > 0
      ? [`${inverted.length} centres of the input have the wrong hand and were inverted: ${list(inverted)}`]
      : []),
    ...(renamed.length > 0
      ? [
          `At ${renamed.length} centres two like atoms bear each other's names and traded places: ${list(renamed)}`,
        ]
      : []),
  ];
}
