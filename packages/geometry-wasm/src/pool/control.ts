/** The word by word protocol between the calling thread and its workers, in a SharedArrayBuffer of its own. */
import { type KernelExports, runChunk } from "./program.ts";

/** Slots of the control array (Int32). */
export const slot = {
  /** Raised whenever there is work, or the end: workers sleep on it. */
  epoch: 0,
  /** Chunks of the current program that nobody has claimed. */
  unclaimed: 1,
  nChunks: 2,
  /** Chunks finished; the calling thread sleeps on it. */
  done: 3,
  /** 1 when workers shall return. */
  closed: 4,
  /** 1 + the first chunk found to have trapped in a worker, else 0. */
  fault: 5,
  count: 6,
} as const;

/** Bytes at the start of the arena that hold the program. Fixed, so that workers never need a view of grown memory. */
export const PROGRAM_LENGTH = 1 << 16;

/**
 * Claims and runs chunks until none is unclaimed. A successful exchange proves that the program is the current one: its
 * owner writes no other before all its chunks are done, and the claimed chunk is not. So a worker that wakes late is harmless.
 */
export function drainChunks(exports: KernelExports, control: Int32Array, program: Float64Array): void {
  for (;;) {
    const left = Atomics.load(control, slot.unclaimed);
    if (left === 0) return;
    if (Atomics.compareExchange(control, slot.unclaimed, left, left - 1) !== left) continue;
    const nChunks = Atomics.load(control, slot.nChunks);
    const chunk = nChunks - left;
    try {
      runChunk(exports, program, chunk);
    } catch {
      Atomics.compareExchange(control, slot.fault, 0, chunk + 1);
    }
    if (Atomics.add(control, slot.done, 1) + 1 === nChunks) Atomics.notify(control, slot.done);
  }
}
