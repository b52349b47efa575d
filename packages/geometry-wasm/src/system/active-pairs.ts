/** The pairs of a list that push at the present coordinates, as the kernel assembly/terms/repulsion.ts writes them. */
import { atomsOfChunk } from "../chunk-plan.ts";
import type { PairList } from "../neighbors/pair-list.ts";
import type { TermContext } from "./compiled-term.ts";

/** Numbers (f64) of one pair: two atoms (i32) and slope/d. */
const PAIR_LENGTH = 2;

/** Room for the pairs that push: all that are listed, cut up among the chunks. */
export interface ActivePairs {
  /** Makes room after the list was renewed. */
  fit(): void;
  /** Where a chunk's pairs begin. */
  pointer(chunk: number): number;
  /** The atoms of the first n pairs of a chunk. */
  atoms(chunk: number, n: number): number[];
  free(): void;
}

/** Allocates nothing before the first `fit`. */
export function createActivePairs({ kernels, plan }: TermContext, pairs: PairList): ActivePairs {
  const first = new Int32Array(plan.nChunks + 1);
  let block = kernels.memory.float64(0);
  const pointer = (chunk: number): number => block.pointer + 8 * PAIR_LENGTH * first[chunk]!;
  return {
    pointer,
    fit() {
      for (let chunk = 0; chunk < plan.nChunks; chunk++) {
        first[chunk + 1] = first[chunk]! + pairs.nListed(...atomsOfChunk(plan, chunk));
      }
      const needed = PAIR_LENGTH * first[plan.nChunks]!;
      if (needed > block.length) {
        block.free();
        block = kernels.memory.float64(Math.ceil(1.25 * needed));
      }
    },
    atoms(chunk, n) {
      const { buffer } = block.view;
      const words = new Int32Array(buffer, pointer(chunk), 4 * n);
      return Array.from({ length: 2 * n }, (_, k) => words[4 * (k >> 1) + (k & 1)]!);
    },
    free: () => block.free(),
  };
}
