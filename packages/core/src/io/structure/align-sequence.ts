/** Finds the place of each observed residue in the full sequence of its polymer. */

/** One position of a chain as observed; alternates of different components count once. */
export interface ObservedPosition {
  readonly compId: string;
  readonly authSeqId: number;
  /** Whether it is bonded to the position before it. */
  readonly isLinked: boolean;
}

/** Above this many table cells (steps of the dynamic programme) only the fast way is tried. */
const mostCells = 6e7;
/** More than this share of wrong residues: the sequence is not that of the chain. */
const mostMismatches = 0.1;

const matchScore = 2;
const mismatchScore = -4;

/**
 * `label_seq_id` (from 1) of every position: an increasing embedding of the observed residues into `sequence`. First by a
 * constant offset of the author numbers, else by dynamic programming in which a jump over residues is free where the numbers
 * jump as far and the bond is missing, and dear across a bond. Undefined when the sequence does not describe the chain.
 */
export function alignToSequence(
  observed: readonly ObservedPosition[],
  sequence: readonly string[],
): number[] | undefined {
  if (observed.length === 0 || observed.length > sequence.length) return undefined;
  const direct = alignByNumbers(observed, sequence);
  if (direct) return direct;
  if (observed.length * sequence.length > mostCells) return undefined;
  const placed = alignByScore(observed, sequence);
  const wrong = placed.filter((seqId, i) => sequence[seqId - 1] !== observed[i]!.compId).length;
  return wrong <= mostMismatches * observed.length ? placed : undefined;
}

function alignByNumbers(
  observed: readonly ObservedPosition[],
  sequence: readonly string[],
): number[] | undefined {
  const first = observed[0]!;
  // Author numbers that equal positions come first; then every place where the first residue fits.
  const starts = [first.authSeqId - 1, ...sequence.keys()];
  for (const start of starts) {
    const offset = first.authSeqId - start;
    const fits = observed.every((position, i) => {
      const index = position.authSeqId - offset;
      const jump = i === 0 ? 1 : position.authSeqId - observed[i - 1]!.authSeqId;
      const isPossible = position.isLinked ? jump === 1 : jump >= 1;
      return isPossible && index >= 0 && sequence[index] === position.compId;
    });
    if (fits) return observed.map((position) => position.authSeqId - offset + 1);
  }
  return undefined;
}

/** What it costs to go on to a position: to the next column, as far as the numbers jump, or anywhere to the right. */
interface StepCosts {
  readonly jump: number;
  readonly next: number;
  readonly byNumber: number;
  readonly anywhere: number;
}

/** A bond allows only the next column. A gap may be contiguous all the same (bad models), or of any width. */
function stepCosts(position: ObservedPosition, previous: ObservedPosition): StepCosts {
  const jump = position.authSeqId - previous.authSeqId;
  return position.isLinked
    ? { jump, next: 0, byNumber: 8, anywhere: 8 }
    : { jump, next: 1, byNumber: 0, anywhere: 3 };
}

/** The score in column j when the position before is in column k < j; `before` are the scores of that position. */
function scoreFrom(before: Float64Array, k: number, j: number, costs: StepCosts): number {
  const cost = k === j - 1 ? costs.next : k === j - costs.jump ? costs.byNumber : costs.anywhere;
  return before[k]! - cost;
}

function alignByScore(observed: readonly ObservedPosition[], sequence: readonly string[]): number[] {
  const [n, m] = [observed.length, sequence.length];
  const from = new Int32Array(n * m).fill(-1);
  const matches = (i: number, j: number): number =>
    sequence[j] === observed[i]!.compId ? matchScore : mismatchScore;
  let before = Float64Array.from(sequence, (_, j) => matches(0, j));
  for (let i = 1; i < n; i++) {
    const costs = stepCosts(observed[i]!, observed[i - 1]!);
    const scores = new Float64Array(m).fill(Number.NEGATIVE_INFINITY);
    let best = i - 1;
    for (let j = i; j < m; j++) {
      let source = j - 1;
      if (before[source]! > before[best]!) best = source;
      const byNumber = j - costs.jump;
      if (scoreFrom(before, best, j, costs) > scoreFrom(before, source, j, costs)) source = best;
      if (
        byNumber >= 0 &&
        byNumber < j &&
        scoreFrom(before, byNumber, j, costs) > scoreFrom(before, source, j, costs)
      ) {
        source = byNumber;
      }
      scores[j] = scoreFrom(before, source, j, costs) + matches(i, j);
      from[i * m + j] = source;
    }
    before = scores;
  }
  return traceBack(from, n, before);
}

/** The columns of all positions, from 1, that lead to the best score of the last one. */
function traceBack(from: Int32Array, n: number, scores: Float64Array): number[] {
  const placed = new Array<number>(n);
  let j = scores.indexOf(scores.reduce((a, b) => Math.max(a, b)));
  for (let i = n - 1; i >= 0; i--) {
    placed[i] = j + 1;
    j = from[i * scores.length + j]!;
  }
  return placed;
}
