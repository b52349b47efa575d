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

/** Cost of going from sequence index k to j > k between two observed neighbours whose numbers differ by `jump`. */
function stepCosts(position: ObservedPosition, previous: ObservedPosition) {
  const jump = position.authSeqId - previous.authSeqId;
  return {
    jump,
    contiguous: position.isLinked ? 0 : 1,
    byNumber: position.isLinked ? 8 : 0,
    anywhere: position.isLinked ? 8 : 3,
  };
}

function alignByScore(observed: readonly ObservedPosition[], sequence: readonly string[]): number[] {
  const n = observed.length;
  const m = sequence.length;
  const from = new Int32Array(n * m).fill(-1);
  let previous = new Float64Array(m);
  for (let i = 0; i < n; i++) {
    const scores = new Float64Array(m).fill(Number.NEGATIVE_INFINITY);
    const costs = i > 0 ? stepCosts(observed[i]!, observed[i - 1]!) : undefined;
    let bestBefore = Number.NEGATIVE_INFINITY;
    let bestIndex = -1;
    for (let j = i; j <= m - n + i; j++) {
      let best = 0;
      let source = -1;
      if (costs) {
        best = previous[j - 1]! - costs.contiguous;
        source = j - 1;
        if (costs.jump > 1 && j >= costs.jump && previous[j - costs.jump]! - costs.byNumber > best) {
          source = j - costs.jump;
          best = previous[source]! - costs.byNumber;
        }
        if (bestBefore - costs.anywhere > best) {
          source = bestIndex;
          best = bestBefore - costs.anywhere;
        }
        // From the next j on, index j − 1 lies further back than one step.
        if (previous[j - 1]! > bestBefore) {
          bestBefore = previous[j - 1]!;
          bestIndex = j - 1;
        }
      }
      scores[j] = best + (sequence[j] === observed[i]!.compId ? matchScore : mismatchScore);
      from[i * m + j] = source;
    }
    previous = scores;
  }
  let j = previous.indexOf(previous.reduce((a, b) => Math.max(a, b)));
  const placed = new Array<number>(n);
  for (let i = n - 1; i >= 0; i--) {
    placed[i] = j + 1;
    j = from[i * m + j]!;
  }
  return placed;
}
