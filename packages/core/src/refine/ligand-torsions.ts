/** Torsions of ligands, held where the input has them: a map of a few Å says little about how a propionate or a phosphate turns. */

import { angleOf, torsionOf } from "../model/measure.ts";
import { type Restraints, type TorsionList, torsionKinds } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { elementData } from "../tables/elements.ts";
import { toRadians } from "../units.ts";
import { isLigand } from "./ligand-shape.ts";

const SIGMA = toRadians(1);

type Quadruple = [number, number, number, number];

/** Where three atoms of the four are about in line, a torsion says nothing and turns with the slightest move (sine of their angle). */
const LEAST_SINE = Math.sin(toRadians(25));

/**
 * One torsion about every inner bond of every residue that is neither polymer nor water, at its value in `structure`. Metals have
 * none: what is opposite on them is in line.
 */
export function ligandTorsions(structure: Structure, { bonded }: Restraints): TorsionList {
  const { atoms, nAtoms } = structure;
  const isHeld = (atom: number): boolean => !elementData(atoms.element[atom]!).isMetal;
  const neighbours = (atom: number): number[] =>
    [...bonded.list.subarray(bonded.start[atom], bonded.start[atom + 1])].filter(
      (other) => atoms.residueOf[other] === atoms.residueOf[atom] && isHeld(other),
    );
  const isBent = (a: number, b: number, c: number): boolean =>
    Math.sin(angleOf(atoms.xyz, [a, b, c])) >= LEAST_SINE;
  const quadruples: Quadruple[] = [];
  for (let second = 0; second < nAtoms; second++) {
    if (!isLigand(structure, atoms.residueOf[second]!) || !isHeld(second)) continue;
    for (const third of neighbours(second)) {
      if (second > third) continue;
      const first = neighbours(second).find((atom) => atom !== third && isBent(atom, second, third));
      const fourth = neighbours(third).find(
        (atom) => atom !== second && atom !== first && isBent(second, third, atom),
      );
      if (first !== undefined && fourth !== undefined) quadruples.push([first, second, third, fourth]);
    }
  }
  return {
    atoms: Int32Array.from(quadruples.flat()),
    ideal: Float64Array.from(quadruples, (quadruple) => torsionOf(atoms.xyz, quadruple)),
    sigma: new Float64Array(quadruples.length).fill(SIGMA),
    period: new Int32Array(quadruples.length).fill(1),
    kind: new Uint8Array(quadruples.length).fill(torsionKinds.indexOf("other")),
  };
}

/** Two lists as one. */
export function joinTorsions(a: TorsionList, b: TorsionList): TorsionList {
  return {
    atoms: Int32Array.from([...a.atoms, ...b.atoms]),
    ideal: Float64Array.from([...a.ideal, ...b.ideal]),
    sigma: Float64Array.from([...a.sigma, ...b.sigma]),
    period: Int32Array.from([...a.period, ...b.period]),
    kind: Uint8Array.from([...a.kind, ...b.kind]),
  };
}
