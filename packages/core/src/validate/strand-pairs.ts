/** Which strands lie side by side in sheets, and with which of their residues. */
import { strandPairing } from "../tables/ca-segments.ts";
import { length, subtract, type Vector } from "./measure.ts";

/** First and last residue, counted from the strand's start. */
export type Range = readonly [number, number];

/** The part of a strand that belongs to a sheet. */
export interface SheetStrand {
  readonly strand: number;
  readonly range: Range;
}

/** For every strand its neighbours, in ascending order, and the residues with which it touches each. */
type Neighbours = readonly ReadonlyMap<number, Range>[];

/**
 * Sheets as rows of neighbouring strands; each strand is given as the list of its CA positions. Every pair of neighbours
 * stands in some sheet. Strands of fewer than five paired residues do not count at the edge of a sheet.
 */
export function findSheets(strands: readonly (readonly Vector[])[]): SheetStrand[][] {
  const neighbours = findNeighbours(strands);
  return rowsOf(neighbours).map((row) => {
    const members = row.map((strand, k) => {
      const touched = [row[k - 1], row[k + 1]].flatMap((other) =>
        other === undefined ? [] : neighbours[strand]!.get(other)!,
      );
      return { strand, range: [Math.min(...touched), Math.max(...touched)] as const };
    });
    return trimShortEdges(members);
  });
}

function findNeighbours(strands: readonly (readonly Vector[])[]): Neighbours {
  const neighbours = strands.map(() => new Map<number, Range>());
  for (let one = 0; one < strands.length; one++) {
    for (let two = one + 1; two < strands.length; two++) {
      const alignment = align(strands[one]!, strands[two]!);
      if (!alignment) continue;
      neighbours[one]!.set(two, alignment.range1);
      neighbours[two]!.set(one, alignment.range2);
    }
  }
  return neighbours;
}

/** Walks from strand to strand, from the edges first; pairs that no walk has passed make rows of their own. */
function rowsOf(neighbours: Neighbours): number[][] {
  const used = new Set<number>();
  const rows: number[][] = [];
  for (const degree of [1, 2]) {
    neighbours.forEach((around, start) => {
      if (around.size !== degree || used.has(start)) return;
      const row = [start];
      for (let next: number | undefined = start; next !== undefined; ) {
        next = [...neighbours[next]!.keys()].find((other) => !used.has(other) && !row.includes(other));
        if (next !== undefined) row.push(next);
      }
      if (row.length < 2) return;
      for (const strand of row) used.add(strand);
      rows.push(row);
    });
  }
  const passed = new Set(
    rows.flatMap((row) => row.slice(1).flatMap((b, k) => [`${row[k]} ${b}`, `${b} ${row[k]}`])),
  );
  neighbours.forEach((around, one) => {
    for (const two of around.keys()) if (one < two && !passed.has(`${one} ${two}`)) rows.push([one, two]);
  });
  return rows;
}

function trimShortEdges(row: readonly SheetStrand[]): SheetStrand[] {
  const long = row.map(({ range }) => range[1] - range[0] + 1 > strandPairing.minPairs);
  const [first, last] = [long.indexOf(true), long.lastIndexOf(true)];
  return first < 0 ? [] : row.slice(first, last + 1);
}

/** Pairs the strands from their closest residues outward, in both directions; the longer alignment counts. */
function align(one: readonly Vector[], two: readonly Vector[]) {
  const closest = closestPair(one, two);
  if (!closest) return undefined;
  const reversed = [...two].reverse();
  const parallelPairs = pairsFrom(one, two, closest.i, closest.j);
  const antiparallelPairs = pairsFrom(one, reversed, closest.i, two.length - closest.j - 1);
  const parallel = parallelPairs.length >= antiparallelPairs.length;
  const pairs = parallel ? parallelPairs : antiparallelPairs;
  if (pairs.length < strandPairing.minPairs) return undefined;
  const [first, last] = [pairs[0]!, pairs.at(-1)!];
  const range1: Range = [first.i, last.i];
  const range2: Range = parallel ? [first.j, last.j] : [two.length - 1 - last.j, two.length - 1 - first.j];
  return { range1, range2 };
}

const between = (a: Vector, b: Vector): number => length(subtract(a, b));

/** The residues that come closest, or nothing if that is beyond the pairing distance. Coarse steps rule most strands out. */
function closestPair(one: readonly Vector[], two: readonly Vector[]) {
  const perResidue = 3.5;
  let best = { i: -1, j: -1, d: Number.POSITIVE_INFINITY };
  for (const jump of [4, 2, 1]) {
    for (let i = jump >> 1; i < one.length; i += jump) {
      for (let j = jump >> 1; j < two.length; j += jump) {
        const d = between(one[i]!, two[j]!);
        if (d < best.d) best = { i, j, d };
      }
    }
    if (best.d > (jump + 1) * perResidue + strandPairing.maxDistance) return undefined;
  }
  return best.d <= strandPairing.maxDistance ? best : undefined;
}

/** The pairs (i + k, j + k) within the pairing distance; those before the centre may have gaps, those after it may not. */
function pairsFrom(one: readonly Vector[], two: readonly Vector[], i: number, j: number) {
  const pairs: { readonly i: number; readonly j: number }[] = [];
  const end = Math.min(one.length - i, two.length - j);
  for (let k = -Math.min(i, j); k < end; k++) {
    if (between(one[i + k]!, two[j + k]!) <= strandPairing.maxDistance) pairs.push({ i: i + k, j: j + k });
    else if (k > 0) break;
  }
  return pairs;
}
