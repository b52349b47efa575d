/** Torsions of ligands, held where the input has them: a map of a few Å says little about how a propionate or a phosphate turns. */

import { torsionOf } from "../model/measure.ts";
import { type Restraints, type TorsionList, torsionKinds } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { toRadians } from "../units.ts";

const SIGMA = toRadians(3);

/** One torsion about every inner bond of every residue that is neither polymer nor water, at its value in `structure`. */
export function ligandTorsions(structure: Structure, { bonded }: Restraints): TorsionList {
  const { atoms, nAtoms } = structure;
  const neighbours = (atom: number, except: number): number[] =>
    [...bonded.list.subarray(bonded.start[atom], bonded.start[atom + 1])].filter(
      (other) => other !== except && atoms.residueOf[other] === atoms.residueOf[atom],
    );
  const quadruples: [number, number, number, number][] = [];
  for (let second = 0; second < nAtoms; second++) {
    if (!isLigand(structure, second)) continue;
    for (const third of neighbours(second, -1)) {
      const [first] = neighbours(second, third);
      const [fourth] = neighbours(third, second);
      if (second < third && first !== undefined && fourth !== undefined && first !== fourth) {
        quadruples.push([first, second, third, fourth]);
      }
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

function isLigand({ atoms, residues, chains, entities }: Structure, atom: number): boolean {
  const { type } = entities[chains.entityOf[residues.chainOf[atoms.residueOf[atom]!]!]!]!;
  return type === "non-polymer" || type === "branched";
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
