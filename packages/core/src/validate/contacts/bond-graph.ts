/** Which atoms are bonded, from distances: the judge's own connectivity. */
import { contactRules } from "../../tables/contact-radii.ts";
import { type AtomGrid, findNear } from "./atom-grid.ts";
import type { ContactModel } from "./contact-model.ts";

/** Neighbours of each atom in compressed rows. */
export interface BondGraph {
  /** First entry of each atom in `bonded`; [n + 1]. */
  readonly start: Int32Array;
  readonly bonded: Int32Array;
}

/**
 * Heavy atoms are bonded when their distance is at most 0.2 Å more and more than −0.6 Å less than the sum of their
 * covalent radii, in whichever residue; a hydrogen is bonded to its parent. `grid` is over all atoms.
 */
export function bondGraph(model: ContactModel, grid: AtomGrid): BondGraph {
  const { nAtoms, nHeavy, xyz, covalent, parent } = model;
  const { bondTolerance, bondShortfall } = contactRules;
  let maxCovalent = 0;
  for (let i = 0; i < nHeavy; i++) maxCovalent = Math.max(maxCovalent, covalent[i]!);
  const pairs: number[] = [];
  const found: number[] = [];
  for (let i = 0; i < nHeavy; i++) {
    const place = xyz.subarray(3 * i, 3 * i + 3);
    const n = findNear(grid, place, covalent[i]! + maxCovalent + bondTolerance, found);
    for (let k = 0; k < n; k++) {
      const j = found[k]!;
      if (j <= i || j >= nHeavy) continue;
      const sum = covalent[i]! + covalent[j]!;
      const d = Math.hypot(xyz[3 * j]! - place[0]!, xyz[3 * j + 1]! - place[1]!, xyz[3 * j + 2]! - place[2]!);
      if (d <= sum + bondTolerance && d > sum - bondShortfall) pairs.push(i, j);
    }
  }
  for (let i = nHeavy; i < nAtoms; i++) pairs.push(parent[i]!, i);
  return compressed(pairs, nAtoms);
}

function compressed(pairs: readonly number[], nAtoms: number): BondGraph {
  const start = new Int32Array(nAtoms + 1);
  for (const atom of pairs) start[atom + 1]!++;
  for (let i = 0; i < nAtoms; i++) start[i + 1]! += start[i]!;
  const next = start.slice(0, nAtoms);
  const bonded = new Int32Array(pairs.length);
  for (let k = 0; k < pairs.length; k += 2) {
    bonded[next[pairs[k]!]!++] = pairs[k + 1]!;
    bonded[next[pairs[k + 1]!]!++] = pairs[k]!;
  }
  return { start, bonded };
}
