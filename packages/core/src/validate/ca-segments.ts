/** Helices and strands of a stretch of consecutive residues, from its CA positions alone. */
import {
  type SegmentCriteria,
  type SegmentKind,
  segmentCriteria,
  segmentKinds,
} from "../tables/ca-segments.ts";
import { add, dot, length, scale, subtract, unit, type Vector } from "./measure.ts";

/** Residues `first` … `last` of the stretch, both included. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly first: number;
  readonly last: number;
}

/** A run of difference vectors: key: its first one, value: its last one. */
type Runs = Map<number, number>;

/** What the search knows of a stretch: positions, difference vectors of length 1 and their lengths before. */
interface Trace {
  readonly sites: readonly Vector[];
  readonly directions: readonly Vector[];
  readonly spans: readonly number[];
}

/**
 * The segments of a stretch (Terwilliger 2010, Acta Cryst. D66:268): runs in which the vectors over about a turn (of a
 * strand: over two residues) keep length and direction. Alpha helices claim their residues first, strands last.
 */
export function findSegments(sites: readonly Vector[]): Segment[] {
  const claimed = new Uint8Array(sites.length);
  const segments: Segment[] = [];
  for (const kind of segmentKinds) {
    for (const [first, last] of findRuns(sites, kind)) {
      const free = firstFreePart(claimed, first, last);
      if (!free || free.last - free.first + 1 < segmentCriteria[kind].minLength) continue;
      claimed.fill(1, free.first, free.last + 1);
      segments.push({ kind, ...free });
    }
  }
  return segments;
}

/** The first part of first … last that nothing has claimed. */
function firstFreePart(claimed: Uint8Array, first: number, last: number) {
  let start = first;
  while (start <= last && claimed[start]) start++;
  if (start > last) return undefined;
  let end = start;
  while (end < last && !claimed[end + 1]) end++;
  return { first: start, last: end };
}

/** First and last residue of every run of one kind. */
function findRuns(sites: readonly Vector[], kind: SegmentKind): [number, number][] {
  const criteria = segmentCriteria[kind];
  const trace = traceOf(sites, kind);
  let runs = straightRuns(trace, criteria);
  dropShort(runs, criteria);
  runs = dropBent(runs, trace, criteria);
  merge(runs, sites, kind);
  separate(runs, sites, kind);
  merge(runs, sites, kind);
  return [...runs]
    .sort(([a], [b]) => a - b)
    .map(([start, end]): [number, number] => [start, end + criteria.extraResidues])
    .filter(([first, last]) => isSegment(sites.slice(first, last + 1), kind));
}

/** The difference vectors: to the mean of i+3 and i+4 in an alpha helix, to i+3, i+4 and i+2 in the others. */
function traceOf(sites: readonly Vector[], kind: SegmentKind): Trace {
  const reach = kind === "strand" ? 2 : 4;
  const vectors: Vector[] = [];
  for (let i = 0; i + reach < sites.length; i++) {
    const three = sites[i + 3]!;
    let target = sites[i + reach]!;
    if (kind === "threeTen") target = three;
    if (kind === "alpha") target = scale(add(three, target), 0.5);
    vectors.push(subtract(target, sites[i]!));
  }
  return { sites, directions: vectors.map(unit), spans: vectors.map(length) };
}

/** Runs in which every vector has about the right length and turns little from the one before. */
function straightRuns({ sites, directions, spans }: Trace, criteria: SegmentCriteria): Runs {
  const target = criteria.rise * criteria.span;
  const tolerance = criteria.riseTolerance * criteria.span;
  const fits = (i: number): boolean => Math.abs(spans[i]! - target) <= tolerance;
  const threeApartFits = (i: number): boolean => {
    const { threeApart } = criteria;
    if (!threeApart || i + 3 >= sites.length) return true;
    return Math.abs(length(subtract(sites[i + 3]!, sites[i]!)) - threeApart.ideal) <= threeApart.tolerance;
  };
  const runs: Runs = new Map();
  for (let start = 0; start < spans.length; ) {
    let next = start + 1;
    if (fits(start)) {
      while (
        next < spans.length &&
        fits(next) &&
        threeApartFits(next) &&
        dot(directions[next]!, directions[next - 1]!) >= criteria.directionMin
      ) {
        next++;
      }
      runs.set(start, next - 1);
    }
    start = next;
  }
  return runs;
}

/** Mean direction of the vectors start … end, the last one not counted. */
function meanDirection(directions: readonly Vector[], start: number, end: number): Vector {
  let sum = directions[start]!;
  for (let i = start + 1; i < end; i++) sum = add(sum, directions[i]!);
  return unit(sum);
}

function dropShort(runs: Runs, { extraResidues, minLength }: SegmentCriteria): void {
  for (const [start, end] of runs) {
    if (end + 1 + extraResidues - start < minLength) runs.delete(start);
  }
}

/** Cuts the vectors out that point away from the mean of their run; twice, since a cut changes the mean. */
function dropBent(runs: Runs, { directions }: Trace, criteria: SegmentCriteria): Runs {
  let current = runs;
  for (let cycle = 0; cycle < 2; cycle++) {
    const kept: Runs = new Map();
    for (const [start, end] of [...current].sort(([a], [b]) => a - b)) {
      const mean = meanDirection(directions, start, end);
      let open = -1;
      for (let i = start; i <= end; i++) {
        if (dot(directions[i]!, mean) < criteria.directionMin) open = -1;
        else {
          if (open < 0) open = i;
          kept.set(open, i);
        }
      }
    }
    dropShort(kept, criteria);
    current = kept;
  }
  return current;
}

/** Joins neighbouring runs that make one good segment. */
function merge(runs: Runs, sites: readonly Vector[], kind: SegmentKind): void {
  const { extraResidues } = segmentCriteria[kind];
  const joinOnce = (): boolean => {
    const starts = [...runs.keys()].sort((a, b) => a - b);
    for (let k = 0; k + 1 < starts.length; k++) {
      const [one, two] = [starts[k]!, starts[k + 1]!];
      const end = runs.get(two)!;
      if (two > runs.get(one)! + extraResidues + 1) continue;
      if (!isSegment(sites.slice(one, end + extraResidues + 1), kind)) continue;
      runs.set(one, end);
      runs.delete(two);
      return true;
    }
    return false;
  };
  while (joinOnce());
}

/** Shortens neighbouring runs that go in opposite directions and lie closer than a tight turn allows. */
function separate(runs: Runs, sites: readonly Vector[], kind: SegmentKind): void {
  const { extraResidues, minLink } = segmentCriteria[kind];
  const part = (start: number, end: number) => sites.slice(start, end + extraResidues + 1);
  const directionOf = (start: number, end: number): Vector => {
    const { directions } = traceOf(part(start, end), kind);
    return meanDirection(directions, 0, directions.length - 1);
  };
  const cutOnce = (): boolean => {
    const starts = [...runs.keys()].sort((a, b) => a - b);
    for (let k = 0; k + 1 < starts.length; k++) {
      const [one, two] = [starts[k]!, starts[k + 1]!];
      const [endOne, endTwo] = [runs.get(one)!, runs.get(two)!];
      const gap = two - (endOne + extraResidues);
      if (gap >= minLink || dot(directionOf(one, endOne), directionOf(two, endTwo)) > 0) continue;
      const cut = Math.floor((gap + 1) / 2);
      if (endOne - cut >= one && isSegment(part(one, endOne - cut), kind)) runs.set(one, endOne - cut);
      else runs.delete(one);
      const good = endTwo >= two + cut && isSegment(part(two + cut, endTwo), kind);
      if (good) runs.set(two + cut, endTwo);
      if (cut !== 0) runs.delete(two);
      return true;
    }
    return false;
  };
  for (let cycle = 0; cycle <= runs.size && cutOnce(); cycle++);
}

/** Whether a piece of chain as a whole has the rise and the straightness of its kind. */
function isSegment(sites: readonly Vector[], kind: SegmentKind): boolean {
  const criteria = segmentCriteria[kind];
  if (sites.length < criteria.minLength) return false;
  const { directions, spans } = traceOf(sites, kind);
  if (directions.length === 0) return false;
  const mean = meanDirection(directions, 0, directions.length - 1);
  const average = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  if (average(directions.map((d) => dot(d, mean))) < criteria.directionMin) return false;
  if (Math.abs(average(spans) / criteria.span - criteria.rise) > criteria.riseTolerance) return false;
  const steps = sites.slice(1).map((site, i) => dot(unit(subtract(site, sites[i]!)), mean));
  if (average(steps) < criteria.stepMin) return false;
  const { threeApart } = criteria;
  if (!threeApart) return true;
  const distances = sites.slice(3).map((site, i) => length(subtract(site, sites[i]!)));
  return Math.min(...distances) >= threeApart.ideal - threeApart.tolerance;
}
