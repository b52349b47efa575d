/** Each chunk's own stretch of gradient, and its sum into one: no two threads write the same number. */
import { atomsOfChunk, type ChunkPlan, type Reach } from "../chunk-plan.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { Program } from "../pool/thread-pool.ts";

/** The windows of all chunks, the far one included. */
export interface GradientWindows {
  /** Address of the table: assembly/windows.ts. */
  readonly table: number;
  /** Where atom 0's gradient would be in a chunk's window. */
  origin(chunk: number): number;
  /** Adds the windows up into the gradient. */
  sum(): void;
  free(): void;
}

/** Allocates windows that cover `reach`; `gradient` is the address of the sum, [nAtoms,3]. */
export function createWindows(
  kernels: GeometryKernels,
  plan: ChunkPlan,
  reach: readonly Reach[],
  gradient: number,
): GradientWindows {
  const scope = kernels.memory.scope();
  const origins: number[] = [];
  const records = reach.flatMap(({ first, end }) => {
    const isEmpty = first >= end;
    const data = scope.float64(isEmpty ? 0 : 3 * (end - first)).pointer;
    origins.push(data - 24 * first);
    return isEmpty ? [0, 0, data] : [3 * first, 3 * end, data];
  });
  const table = scope.int32From(records).pointer;
  const program: Program = Array.from({ length: plan.nChunks }, (_, chunk) => {
    const [begin, end] = atomsOfChunk(plan, chunk);
    return [["sumWindows", table, reach.length, 3 * begin, 3 * end, gradient]];
  });
  return {
    table,
    origin: (chunk) => origins[chunk]!,
    sum: () => kernels.run(program),
    free: () => scope.free(),
  };
}
