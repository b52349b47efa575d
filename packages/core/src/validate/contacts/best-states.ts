/** Finds the states of interacting parts with the highest total score: exactly, by elimination of one part after another. */

/** A score that depends on the states of some parts; `table` runs fastest over the last of them. */
export interface Factor {
  readonly parts: readonly number[];
  readonly table: Float64Array;
}

export interface BestStates {
  readonly states: readonly number[];
  readonly score: number;
  /** False when the problem was too large: then no change of a single part betters the score, but more may. */
  readonly isExact: boolean;
}

/** Tables beyond this size are too large: the search becomes local. */
const maxTableSize = 4e6;

/**
 * The best states. `allowed[part]` lists the states that the part may take, out of the `nStates[part]` of the tables. Ties go
 * to the state that is listed first.
 */
export function bestStates(
  nStates: readonly number[],
  factors: readonly Factor[],
  allowed: readonly (readonly number[])[],
): BestStates {
  const sizes = allowed.map((states) => states.length);
  const compact = factors.map((factor) => restricted(factor, nStates, allowed));
  const exact = eliminate(sizes, compact);
  const choice = exact ?? climb(sizes, compact);
  const score = compact.reduce((sum, factor) => sum + scoreOf(factor, sizes, choice), 0);
  return { states: choice.map((c, part) => allowed[part]![c]!), score, isExact: exact !== undefined };
}

const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1);

/** Steps of the table for one state more of each part. */
function strides(parts: readonly number[], sizes: readonly number[]): number[] {
  const steps = new Array<number>(parts.length);
  let step = 1;
  for (let k = parts.length - 1; k >= 0; k--) {
    steps[k] = step;
    step *= sizes[parts[k]!]!;
  }
  return steps;
}

function scoreOf({ parts, table }: Factor, sizes: readonly number[], choice: readonly number[]): number {
  const steps = strides(parts, sizes);
  return table[parts.reduce((at, part, k) => at + steps[k]! * choice[part]!, 0)]!;
}

/** The factor over the allowed states alone. */
function restricted(
  factor: Factor,
  nStates: readonly number[],
  allowed: readonly (readonly number[])[],
): Factor {
  const { parts, table } = factor;
  if (parts.every((part) => allowed[part]!.length === nStates[part])) return factor;
  const steps = strides(parts, nStates);
  const sizes = parts.map((part) => allowed[part]!.length);
  const result = new Float64Array(product(sizes));
  const counter = new Array<number>(parts.length).fill(0);
  for (let i = 0; i < result.length; i++) {
    result[i] = table[counter.reduce((at, c, k) => at + steps[k]! * allowed[parts[k]!]![c]!, 0)]!;
    advance(counter, sizes);
  }
  return { parts, table: result };
}

/** Counts on, the last digit fastest. */
export function advance(counter: number[], sizes: readonly number[]): void {
  for (let k = counter.length - 1; k >= 0; k--) {
    counter[k]!++;
    if (counter[k]! < sizes[k]!) return;
    counter[k] = 0;
  }
}

/** One part taken out: its best state for each combination of the states of `parts`. */
interface Elimination {
  readonly part: number;
  readonly parts: readonly number[];
  readonly best: Uint16Array;
}

function eliminate(sizes: readonly number[], factors: readonly Factor[]): number[] | undefined {
  let open = [...factors];
  const left = new Set(sizes.keys());
  const eliminated: Elimination[] = [];
  while (left.size > 0) {
    const { part, parts, size } = cheapestPart(left, open, sizes);
    if (size > maxTableSize) return undefined;
    const own = open.filter((factor) => factor.parts.includes(part));
    const { best, message } = maximizeOver(part, parts, own, sizes);
    eliminated.push({ part, parts, best });
    open = open.filter((factor) => !own.includes(factor));
    if (parts.length > 0) open.push(message);
    left.delete(part);
  }
  const choice = new Array<number>(sizes.length).fill(0);
  for (const { part, parts, best } of eliminated.reverse()) {
    const steps = strides(parts, sizes);
    choice[part] = best[parts.reduce((at, other, k) => at + steps[k]! * choice[other]!, 0)]!;
  }
  return choice;
}

/** The part whose elimination makes the smallest table, the others that it depends on, and the work. */
function cheapestPart(left: ReadonlySet<number>, open: readonly Factor[], sizes: readonly number[]) {
  let cheapest = { part: -1, parts: [] as number[], size: Number.POSITIVE_INFINITY };
  for (const part of left) {
    const others = new Set<number>();
    for (const factor of open) {
      if (factor.parts.includes(part)) for (const other of factor.parts) others.add(other);
    }
    others.delete(part);
    const parts = [...others].sort((a, b) => a - b);
    const size = product(parts.map((other) => sizes[other]!)) * sizes[part]!;
    if (size < cheapest.size) cheapest = { part, parts, size };
  }
  return cheapest;
}

function maximizeOver(
  part: number,
  parts: readonly number[],
  factors: readonly Factor[],
  sizes: readonly number[],
): { best: Uint16Array; message: Factor } {
  const otherSizes = parts.map((other) => sizes[other]!);
  const table = new Float64Array(product(otherSizes)).fill(Number.NEGATIVE_INFINITY);
  const best = new Uint16Array(table.length);
  // Steps of each factor's table for the parts in order and for the part itself.
  const steps = factors.map((factor) => {
    const own = strides(factor.parts, sizes);
    return [...parts, part].map((p) => (factor.parts.includes(p) ? own[factor.parts.indexOf(p)]! : 0));
  });
  const counter = new Array<number>(parts.length).fill(0);
  const at = new Array<number>(factors.length).fill(0);
  for (let i = 0; i < table.length; i++) {
    for (let f = 0; f < factors.length; f++) {
      at[f] = 0;
      for (let k = 0; k < counter.length; k++) at[f]! += steps[f]![k]! * counter[k]!;
    }
    for (let state = 0; state < sizes[part]!; state++) {
      let sum = 0;
      for (let f = 0; f < factors.length; f++) {
        sum += factors[f]!.table[at[f]! + steps[f]![parts.length]! * state]!;
      }
      if (sum > table[i]!) {
        table[i] = sum;
        best[i] = state;
      }
    }
    advance(counter, otherSizes);
  }
  return { best, message: { parts, table } };
}

/** Local search for problems too large: each part in turn takes its best state until nothing improves. */
function climb(sizes: readonly number[], factors: readonly Factor[]): number[] {
  const choice = new Array<number>(sizes.length).fill(0);
  for (let improved = true; improved; ) {
    improved = false;
    sizes.forEach((size, part) => {
      const own = factors.filter((factor) => factor.parts.includes(part));
      const scoreAt = (state: number): number => {
        const trial = choice.with(part, state);
        return own.reduce((sum, factor) => sum + scoreOf(factor, sizes, trial), 0);
      };
      let bestScore = scoreAt(choice[part]!);
      for (let state = 0; state < size; state++) {
        const score = scoreAt(state);
        if (score <= bestScore + 1e-9) continue;
        bestScore = score;
        choice[part] = state;
        improved = true;
      }
    });
  }
  return choice;
}
