/** Turns wrong hands of a model into right ones with the least of moves, for the refinement to settle. */

import { mendUmbrellas, reflectThrough } from "./mend-umbrellas.ts";
import type { Restraints } from "./restraints.ts";
import { atomLabel, type Structure, withCoordinates } from "./structure.ts";
import { type WrongHand, wrongHands } from "./wrong-hands.ts";

export interface MendedHands {
  readonly structure: Structure;
  /** What was wrong, in the order of the restraints. */
  readonly mended: readonly WrongHand[];
  /** Sentences for the user; empty where nothing was mended. */
  readonly notes: readonly string[];
}

/**
 * Mends every wrong hand. An inverted centre passes through the plane of its three neighbours, which keeps its bonds and angles;
 * where only names are exchanged (OP1/OP2, CG1/CG2), the two atoms trade places, which moves no density; centres that slipped out
 * from between their four neighbours go back. Coordinates are a copy.
 */
export function mendWrongHands(structure: Structure, restraints: Restraints): MendedHands {
  const mended = wrongHands(structure, restraints);
  const xyz = structure.atoms.xyz.slice();
  for (const hand of mended) {
    if (hand.exchange) exchange(xyz, ...hand.exchange);
    else reflectThrough(xyz, [hand.atoms[1], hand.atoms[2], hand.atoms[3]], hand.atoms[0]);
  }
  const umbrellas = mendUmbrellas(xyz, restraints);
  const notes = describe(structure, mended, umbrellas);
  return notes.length > 0
    ? { structure: withCoordinates(structure, xyz), mended, notes }
    : { structure, mended, notes };
}

function exchange(xyz: Float64Array, a: number, b: number): void {
  for (let axis = 0; axis < 3; axis++) {
    [xyz[3 * a + axis], xyz[3 * b + axis]] = [xyz[3 * b + axis]!, xyz[3 * a + axis]!];
  }
}

const MOST_NAMES = 12;

function describe(
  structure: Structure,
  mended: readonly WrongHand[],
  umbrellas: readonly number[],
): string[] {
  const list = (atoms: readonly number[]) => {
    const names = atoms.slice(0, MOST_NAMES).map((atom) => atomLabel(structure, atom));
    return names.join(", ") + (atoms.length > MOST_NAMES ? ` and ${atoms.length - MOST_NAMES} more` : "");
  };
  const centresOf = (kind: WrongHand["kind"]) =>
    mended.filter((hand) => hand.kind === kind).map((hand) => hand.atoms[0]);
  const sentences: [readonly number[], string][] = [
    [centresOf("inverted"), "centres of the input have the wrong hand and were inverted"],
    [centresOf("names"), "centres have two like atoms with each other's names, which traded places"],
    [umbrellas, "tetrahedral centres lay outside their four neighbours and were put back between them"],
  ];
  return sentences
    .filter(([atoms]) => atoms.length > 0)
    .map(([atoms, sentence]) => `${atoms.length} ${sentence}: ${list(atoms)}`);
}
