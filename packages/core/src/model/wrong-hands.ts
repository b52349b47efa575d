/** Lists the centres of a structure that have the wrong hand. */
import { chiralVolumeOf } from "./measure.ts";
import type { Restraints } from "./restraints.ts";
import type { Structure } from "./structure.ts";

export interface WrongHand {
  /** Position in `restraints.chirality`. */
  readonly index: number;
  /** Centre, 1, 2, 3. */
  readonly atoms: readonly [number, number, number, number];
  /** Signed volume of the model, Å³. */
  readonly volume: number;
  /** Signed volume that the dictionary, or the names, ask for, Å³. */
  readonly expected: number;
  /**
   * `inverted`: another molecule (a D-amino acid, a wrong sugar). `names`: two like branches bear each other's names (Val
   * CG1/CG2, Leu CD1/CD2, phosphate OP1/OP2); exchanging the coordinates of `exchange` mends it without moving density.
   */
  readonly kind: "inverted" | "names";
  readonly exchange?: readonly [number, number];
}

/** The wrong hands at the structure's present coordinates. Hands taken from the input's own geometry cannot be wrong there. */
export function wrongHands(structure: Structure, restraints: Restraints): WrongHand[] {
  const { atoms, ideal, bothHands, namedSign } = restraints.chirality;
  const { xyz, name } = structure.atoms;
  const wrong: WrongHand[] = [];
  for (let index = 0; index < ideal.length; index++) {
    const centre = Array.from(atoms.subarray(4 * index, 4 * index + 4)) as [number, number, number, number];
    const volume = chiralVolumeOf(xyz, centre);
    const expected = bothHands[index] ? namedSign[index]! * ideal[index]! : ideal[index]!;
    if (expected * volume >= 0) continue;
    if (!bothHands[index]) {
      wrong.push({ index, atoms: centre, volume, expected, kind: "inverted" });
      continue;
    }
    // The exchangeable branches are the pair whose names differ in their last character alone.
    const [, a, b, c] = centre;
    const pairs = [
      [a, b],
      [b, c],
      [a, c],
    ] as const;
    const exchange = pairs.find(([x, y]) => name[x]!.slice(0, -1) === name[y]!.slice(0, -1));
    wrong.push({ index, atoms: centre, volume, expected, kind: "names", ...(exchange && { exchange }) });
  }
  return wrong;
}
