/** A program: chunks of kernel calls that any threads may run in any order, written as numbers in shared memory. */
import { kernelNames } from "../generated/wasm-binaries.ts";

export type KernelName = (typeof kernelNames)[number];
/** The exports of an instance: every kernel takes numbers (pointers, counts, values). */
export type KernelExports = Readonly<Record<KernelName, (...args: number[]) => number>>;

/** A kernel and its arguments. */
export type KernelCall = readonly [kernel: KernelName, ...args: number[]];

const indexOf = new Map<string, number>(kernelNames.map((name, index) => [name, index]));

/**
 * Writes `chunks` for `runChunk`: where each chunk begins (n + 1 offsets), then per call the kernel's index, the number of
 * arguments, the arguments. Throws RangeError when `program` is too small.
 */
export function writeProgram(program: Float64Array, chunks: readonly (readonly KernelCall[])[]): void {
  let at = chunks.length + 1;
  chunks.forEach((calls, chunk) => {
    program[chunk] = at;
    for (const [kernel, ...args] of calls) {
      program[at++] = indexOf.get(kernel)!;
      program[at++] = args.length;
      for (const arg of args) program[at++] = arg;
    }
  });
  program[chunks.length] = at;
  if (at > program.length) {
    throw new RangeError(`a program of ${at} numbers exceeds ${program.length}: use fewer chunks`);
  }
}

/** Runs the calls of one chunk, in order. */
export function runChunk(exports: KernelExports, program: Float64Array, chunk: number): void {
  const end = program[chunk + 1]!;
  for (let at = program[chunk]!; at < end; ) {
    const kernel = exports[kernelNames[program[at]!]!];
    const first = at + 2;
    at = first + program[at + 1]!;
    kernel(...program.subarray(first, at));
  }
}
