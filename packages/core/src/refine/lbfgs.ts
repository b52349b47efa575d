/** Limited-memory BFGS on coordinates: the deterministic finish after the stochastic stages. */

/** A smooth function of n coordinates with its gradient. */
export type Objective = (
  x: Float64Array,
) => Promise<{ readonly value: number; readonly gradient: Float64Array }>;

export interface LbfgsOptions {
  /** Steps accepted at most. */
  readonly maxSteps: number;
  /** No coordinate moves farther than this in one step, Å. */
  readonly maxMove: number;
  /** Pairs of (step, gradient change) that are remembered. */
  readonly memory?: number;
  /** Stops when the largest gradient component falls below this. */
  readonly gradientTolerance?: number;
  /** Stops when the value fell by less than this fraction over ten steps. */
  readonly valueTolerance?: number;
}

/** An accepted step. */
export interface LbfgsStep {
  readonly step: number;
  readonly value: number;
  readonly x: Float64Array;
}

export interface LbfgsResult {
  readonly x: Float64Array;
  readonly value: number;
  readonly steps: number;
  readonly reason: "converged" | "steps" | "line-search";
}

const armijo = 1e-4;
const maxBacktracks = 12;

/**
 * Minimises `objective` from `x0` (not changed), yielding each accepted step. Two-loop recursion of Nocedal & Wright (2006), algorithm 7.4, with a
 * backtracking line search (Armijo); pairs without positive curvature are not remembered, so hinges do no harm.
 */
export async function* lbfgsSteps(
  objective: Objective,
  x0: Float64Array,
  options: LbfgsOptions,
): AsyncGenerator<LbfgsStep, LbfgsResult> {
  const memory = new CurvatureMemory(options.memory ?? 12);
  let x: Float64Array = x0.slice();
  let { value, gradient } = await objective(x);
  const history: number[] = [value];

  for (let step = 1; step <= options.maxSteps; step++) {
    if (largest(gradient) < (options.gradientTolerance ?? 1e-6)) {
      return { x, value, steps: step - 1, reason: "converged" };
    }
    const moved = await searchLine(
      objective,
      { x, value, gradient },
      memory.direction(gradient),
      options.maxMove,
    );
    if (!moved) {
      if (memory.isEmpty) return { x, value, steps: step - 1, reason: "line-search" };
      memory.clear();
      continue;
    }
    memory.remember(x, moved.x, gradient, moved.gradient);
    ({ x, value, gradient } = moved);
    history.push(value);
    yield { step, value, x };
    if (hasStalled(history, options.valueTolerance ?? 1e-7))
      return { x, value, steps: step, reason: "converged" };
  }
  return { x, value, steps: options.maxSteps, reason: "steps" };
}

/** `lbfgsSteps` to its end. */
export async function minimiseLbfgs(
  objective: Objective,
  x0: Float64Array,
  options: LbfgsOptions,
): Promise<LbfgsResult> {
  const steps = lbfgsSteps(objective, x0, options);
  for (;;) {
    const next = await steps.next();
    if (next.done) return next.value;
  }
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Halves the step until the value falls enough; undefined where no step does. */
async function searchLine(
  objective: Objective,
  from: Point,
  direction: Float64Array,
  maxMove: number,
): Promise<Point | undefined> {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return undefined;
  let length = Math.min(1, maxMove / largest(direction));
  for (let attempt = 0; attempt < maxBacktracks; attempt++, length /= 2) {
    const x = from.x.map((value, i) => value + length * direction[i]!);
    const there = await objective(x);
    if (there.value <= from.value + armijo * length * slope) return { x, ...there };
  }
  return undefined;
}

/** The last m pairs (s, y) and the product of the inverse Hessian that they imply with a gradient. */
class CurvatureMemory {
  private readonly pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get isEmpty(): boolean {
    return this.pairs.length === 0;
  }

  clear(): void {
    this.pairs.length = 0;
  }

  remember(x0: Float64Array, x1: Float64Array, g0: Float64Array, g1: Float64Array): void {
    const s = x1.map((value, i) => value - x0[i]!);
    const y = g1.map((value, i) => value - g0[i]!);
    const curvature = dot(s, y);
    if (!(curvature > 1e-10 * Math.sqrt(dot(s, s) * dot(y, y)))) return;
    this.pairs.push({ s, y, rho: 1 / curvature });
    if (this.pairs.length > this.capacity) this.pairs.shift();
  }

  /** −H·g; the plain negative gradient while nothing is remembered. */
  direction(gradient: Float64Array): Float64Array {
    const q = gradient.slice();
    const alphas = new Float64Array(this.pairs.length);
    for (let i = this.pairs.length - 1; i >= 0; i--) {
      const { s, y, rho } = this.pairs[i]!;
      alphas[i] = rho * dot(s, q);
      addScaled(q, y, -alphas[i]!);
    }
    const last = this.pairs.at(-1);
    const scale = last ? 1 / (last.rho * dot(last.y, last.y)) : 1;
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
    this.pairs.forEach(({ s, y, rho }, i) => {
      addScaled(q, s, alphas[i]! - rho * dot(y, q));
    });
    return q.map((value) => -value);
  }
}

const stallWindow = 10;

function hasStalled(history: readonly number[], tolerance: number): boolean {
  if (history.length <= stallWindow) return false;
  const now = history.at(-1)!;
  const then = history.at(-1 - stallWindow)!;
  return then - now <= tolerance * Math.max(1, Math.abs(then));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}
