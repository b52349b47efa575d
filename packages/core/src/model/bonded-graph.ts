/** What is bonded to what, as compressed rows: neighbours and atoms two and three bonds away. */

/** Row i holds list[start[i]] … list[start[i+1]-1]. */
export interface AtomGraph {
  /** [nAtoms + 1] */
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/** The adjacency of bonds given as flat lists of atom pairs. Each pair must occur once. */
export function bondedGraph(nAtoms: number, pairLists: readonly ArrayLike<number>[]): AtomGraph {
  const start = new Int32Array(nAtoms + 1);
  for (const pairs of pairLists) {
    for (let i = 0; i < pairs.length; i++) start[pairs[i]! + 1]!++;
  }
  for (let i = 0; i < nAtoms; i++) start[i + 1]! += start[i]!;
  const list = new Int32Array(start[nAtoms]!);
  const next = start.slice(0, nAtoms);
  for (const pairs of pairLists) {
    for (let i = 0; i < pairs.length; i += 2) {
      list[next[pairs[i]!]!++] = pairs[i + 1]!;
      list[next[pairs[i + 1]!]!++] = pairs[i]!;
    }
  }
  return { start, list };
}

/** For every atom those at the shortest path of one to `maxBonds` bonds, and how long that path is. */
export interface BondedNeighborhood extends AtomGraph {
  /** [list.length] bonds between: 1, 2, 3 … */
  readonly bonds: Uint8Array;
}

/**
 * Neighbours within `maxBonds` bonds (1-2, 1-3, 1-4 for 3): what a non-bonded term leaves out. Rows are sorted by the number of
 * bonds; every pair stands in both rows.
 */
export function bondedNeighborhood(bonded: AtomGraph, maxBonds: number): BondedNeighborhood {
  const nAtoms = bonded.start.length - 1;
  const start = new Int32Array(nAtoms + 1);
  const list: number[] = [];
  const bonds: number[] = [];
  const seenFrom = new Int32Array(nAtoms).fill(-1);
  for (let atom = 0; atom < nAtoms; atom++) {
    seenFrom[atom] = atom;
    let ringBegin = list.length;
    appendUnseen(bonded, atom, atom, { seenFrom, list });
    for (let depth = 1; depth <= maxBonds; depth++) {
      const ringEnd = list.length;
      for (let k = ringBegin; k < ringEnd; k++) {
        bonds.push(depth);
        if (depth < maxBonds) appendUnseen(bonded, atom, list[k]!, { seenFrom, list });
      }
      ringBegin = ringEnd;
    }
    start[atom + 1] = list.length;
  }
  return { start, list: Int32Array.from(list), bonds: Uint8Array.from(bonds) };
}

function appendUnseen(
  bonded: AtomGraph,
  origin: number,
  from: number,
  state: { readonly seenFrom: Int32Array; readonly list: number[] },
): void {
  for (let k = bonded.start[from]!; k < bonded.start[from + 1]!; k++) {
    const other = bonded.list[k]!;
    if (state.seenFrom[other] === origin) continue;
    state.seenFrom[other] = origin;
    state.list.push(other);
  }
}
