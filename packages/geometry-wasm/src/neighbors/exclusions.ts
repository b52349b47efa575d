/** Pairs that do not count as neighbours because bonds hold them together. */

/** Ragged lists of indices, one per point: list[start[i]] … list[start[i+1]-1], ascending. */
export interface IndexLists {
  /** [n+1] */
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/**
 * The atoms within `maxBonds` bonds of each atom, itself not included, ascending: breadth-first over the bonded neighbours.
 * `maxBonds` may differ from atom to atom (four bonds where an end is a hydrogen): a pair is excluded when either end's reach holds the other.
 * Where `isBarred`, a path from `origin` does not go on from `via` to `to`.
 */
export function excludeBonded(
  bonded: IndexLists,
  maxBonds: number | ArrayLike<number>,
  isBarred: (origin: number, via: number, to: number) => boolean = () => false,
): IndexLists {
  const n = bonded.start.length - 1;
  const reachOf = (atom: number): number => (typeof maxBonds === "number" ? maxBonds : maxBonds[atom]!);
  const within = Array.from({ length: n }, (_, atom) => atomsWithin(bonded, atom, reachOf(atom), isBarred));
  const sets = within.map((atoms) => new Set(atoms));
  within.forEach((atoms, atom) => {
    for (const other of atoms) sets[other]!.add(atom);
  });
  return toIndexLists(sets.map((atoms) => [...atoms]));
}

function atomsWithin(
  bonded: IndexLists,
  atom: number,
  maxBonds: number,
  isBarred: (origin: number, via: number, to: number) => boolean,
): number[] {
  const found = [atom];
  for (let bonds = 0, begin = 0; bonds < maxBonds; bonds++) {
    const end = found.length;
    for (; begin < end; begin++) {
      const from = found[begin]!;
      for (let k = bonded.start[from]!; k < bonded.start[from + 1]!; k++) {
        const other = bonded.list[k]!;
        if (!found.includes(other) && !isBarred(atom, from, other)) found.push(other);
      }
    }
  }
  return found.slice(1);
}

/** Sorts each list and flattens them. */
export function toIndexLists(lists: readonly (readonly number[])[]): IndexLists {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    start[i + 1] = start[i]! + list.length;
  });
  const list = new Int32Array(start.at(-1)!);
  lists.forEach((indices, i) => {
    list.set(Int32Array.from(indices).sort(), start[i]!);
  });
  return { start, list };
}
