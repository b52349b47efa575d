/** Each chunk's own stretch of gradient, and its sum into one: no two threads write the same number. */
import { atomsOfChunk, type ChunkPlan, type Reach } from "../chunk-plan.ts";
import type { Scope } from "../memory.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { Program } from "../pool/thread-pool.ts";

/** The windows of all chunks, the far one included. */
export interface GradientWindows {
  /** Address of the table: assembly/windows.ts. */
  readonly table: number;
  /** Where atom 0's gradient would be in a chunk's window. */
  origin(chunk: number): number;
  /** gradient = sum of the windows. */
  sum(): void;
  /** gradient += sum of the windows. */
  add(): void;
}

/** Allocates in `scope` windows that cover `reach`; `gradient` is the address of their sum, [nAtoms,3]. */
export function createWindows(
  kernels: GeometryKernels,
  scope: Scope,
  plan: ChunkPlan,
  reach: readonly Reach[],
  gradient: number,
): GradientWindows {
  const origins: number[] = [];
  const records = reach.flatMap(({ first, end }) => {
    const isEmpty = first >= end;
    const data = scope.float64(isEmpty ? 0 : 3 * (end - first)).pointer;
    origins.push(data - 24 * first);
    return isEmpty ? [0, 0, data] : [3 * first, 3 * end, data];
  });
  const table = scope.int32From(records).pointer;
  const blocks = Array.from({ length: plan.nChunks }, (_, chunk) => atomsOfChunk(plan, chunk));
  const program = (kernel: "sumWindows" | "addWindows"): Program =>
    blocks.map(([begin, end]) => [[kernel, table, reach.length, 3 * begin, 3 * end, gradient]]);
  const [sum, add] = [program("sumWindows"), program("addWindows")];
  return {
    table,
    origin: (chunk) => origins[chunk]!,
    sum: () => kernels.run(sum),
    add: () => kernels.run(add),
  };
}
