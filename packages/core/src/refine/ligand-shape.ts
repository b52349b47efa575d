/** The shape of ligands, held near that of the input: a map of a few Å bends their long arms, angle by angle, within all restraints. */

import { bondedNeighborhood } from "../model/bonded-graph.ts";
import type { BondList, Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";

/** Å */
const SIGMA = 0.15;
/** Atoms of a ligand this near keep their distance, Å. */
const REACH = 8;
/** Pairs up to two bonds apart have restraints of their own. */
const COVALENT_BONDS = 2;

/** Distances between atoms of each residue that is neither polymer nor water, beyond bonds and angles, as `structure` has them. */
export function ligandShape(structure: Structure, { bonded }: Restraints): BondList {
  const { atoms, residues } = structure;
  const near = bondedNeighborhood(bonded, COVALENT_BONDS);
  const [pairs, ideal] = [[] as number[], [] as number[]];
  for (let residue = 0; residue < residues.nResidues; residue++) {
    if (!isLigand(structure, residue)) continue;
    for (let a = residues.atomStart[residue]!; a < residues.atomStart[residue + 1]!; a++) {
      const covalent = near.list.subarray(near.start[a], near.start[a + 1]);
      for (let b = a + 1; b < residues.atomStart[residue + 1]!; b++) {
        const distance = Math.hypot(
          ...[0, 1, 2].map((axis) => atoms.xyz[3 * a + axis]! - atoms.xyz[3 * b + axis]!),
        );
        if (covalent.includes(b) || distance > REACH || !coexist(atoms.altLoc, a, b)) continue;
        pairs.push(a, b);
        ideal.push(distance);
      }
    }
  }
  return {
    atoms: Int32Array.from(pairs),
    ideal: Float64Array.from(ideal),
    sigma: new Float64Array(ideal.length).fill(SIGMA),
  };
}

/** Whether a residue is neither polymer nor water. */
export function isLigand({ residues, chains, entities }: Structure, residue: number): boolean {
  const { type } = entities[chains.entityOf[residues.chainOf[residue]!]!]!;
  return type === "non-polymer" || type === "branched";
}

const coexist = (altLoc: readonly string[], a: number, b: number): boolean =>
  !altLoc[a] || !altLoc[b] || altLoc[a] === altLoc[b];

/** Two lists as one. */
export function joinBonds(a: BondList, b: BondList): BondList {
  return {
    atoms: Int32Array.from([...a.atoms, ...b.atoms]),
    ideal: Float64Array.from([...a.ideal, ...b.ideal]),
    sigma: Float64Array.from([...a.sigma, ...b.sigma]),
  };
}
