/** Which atoms are bonded, from distances: the judge's own connectivity. */
import { contactRadii, contactRules } from "../../tables/contact-radii.ts";
import { type AtomGrid, findNear } from "./atom-grid.ts";
import type { ContactSites } from "./contact-sites.ts";

/** Neighbours of each atom in compressed rows. */
export interface BondGraph {
  /** First entry of each atom in `bonded`; [n + 1]. */
  readonly start: Int32Array;
  readonly bonded: Int32Array;
}

/**
 * Pairs of bonded heavy atoms, one after the other: their distance is at most 0.2 Å more and less than 0.6 Å less than the
 * sum of their covalent radii, in whichever residue. `grid` is over the heavy atoms.
 */
export function heavyBonds(sites: ContactSites, grid: AtomGrid): number[] {
  const { nAtoms, xyz } = sites;
  const { bondTolerance, bondShortfall } = contactRules;
  const covalent = Float64Array.from(sites.element, (element) => contactRadii(element).covalent);
  const maxCovalent = covalent.reduce((a, b) => Math.max(a, b), 0);
  const pairs: number[] = [];
  const found: number[] = [];
  for (let i = 0; i < nAtoms; i++) {
    const place = xyz.subarray(3 * i, 3 * i + 3);
    const n = findNear(grid, place, covalent[i]! + maxCovalent + bondTolerance, found);
    for (let k = 0; k < n; k++) {
      const j = found[k]!;
      if (j <= i) continue;
      const sum = covalent[i]! + covalent[j]!;
      const d = Math.hypot(xyz[3 * j]! - place[0]!, xyz[3 * j + 1]! - place[1]!, xyz[3 * j + 2]! - place[2]!);
      if (d <= sum + bondTolerance && d > sum - bondShortfall) pairs.push(i, j);
    }
  }
  return pairs;
}

/** The graph of heavy bonds and of the bonds of hydrogens to their parents; `parent` is −1 for heavy atoms, [n]. */
export function bondGraph(heavyPairs: readonly number[], parent: Int32Array): BondGraph {
  const pairs = heavyPairs.slice();
  parent.forEach((heavy, i) => {
    if (heavy >= 0) pairs.push(heavy, i);
  });
  const nAtoms = parent.length;
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

/** Atoms at most `maxBonds` bonds from `atom`, itself left out. */
export function atomsWithinBonds({ start, bonded }: BondGraph, atom: number, maxBonds: number): number[] {
  const reached = [atom];
  let from = 0;
  for (let count = 0; count < maxBonds; count++) {
    const to = reached.length;
    for (; from < to; from++) {
      for (let k = start[reached[from]!]!; k < start[reached[from]! + 1]!; k++) {
        if (!reached.includes(bonded[k]!)) reached.push(bonded[k]!);
      }
    }
  }
  return reached.slice(1);
}
