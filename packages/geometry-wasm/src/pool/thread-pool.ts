/** Runs programs on the calling thread and its workers, synchronously. */
import { KernelError } from "../errors.ts";
import type { Block } from "../memory.ts";
import { drainChunks, slot } from "./control.ts";
import { type KernelCall, type KernelExports, runChunk, writeProgram } from "./program.ts";
import type { WorkerStart } from "./worker-loop.ts";

/** A worker thread as its host sees it. `ready` resolves when it has called `onReady`, and rejects when it cannot start. */
export interface WorkerHandle {
  readonly ready: Promise<void>;
  /** Ends the thread; resolves when it is gone. */
  terminate(): Promise<void>;
}
/** Starts a thread that calls `runWorker(start, …)`: how depends on the host. */
export type SpawnWorker = (start: WorkerStart) => WorkerHandle;

/** A program's chunks; the results must not depend on their order. */
export type Program = readonly (readonly KernelCall[])[];

/** A set of threads over one memory. */
export interface ThreadPool {
  /** The calling thread included. */
  readonly threads: number;
  /** Runs all chunks and returns when all are done. Throws KernelError when a kernel traps. */
  run(program: Program): void;
  close(): Promise<void>;
}

/** The calling thread alone. */
export function createSerialPool(exports: KernelExports, block: Block<Float64Array>): ThreadPool {
  return {
    threads: 1,
    run(program) {
      const numbers = block.view;
      writeProgram(numbers, program);
      for (let chunk = 0; chunk < program.length; chunk++) runChunk(exports, numbers, chunk);
    },
    close: async () => {},
  };
}

/** Opens `threads - 1` workers beside the calling thread. */
export async function openThreadPool(
  exports: KernelExports,
  block: Block<Float64Array>,
  start: Omit<WorkerStart, "control" | "program">,
  spawn: SpawnWorker,
  threads: number,
): Promise<ThreadPool> {
  const control = new Int32Array(new SharedArrayBuffer(4 * slot.count));
  const shared = { ...start, control, program: block.pointer };
  const workers = Array.from({ length: threads - 1 }, () => spawn(shared));
  const close = async (): Promise<void> => {
    Atomics.store(control, slot.closed, 1);
    wake(control, workers.length);
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    await Promise.all(workers.map((worker) => worker.ready));
  } catch (cause) {
    await close();
    throw new KernelError(`a worker thread of the geometry kernels did not start`, { cause });
  }
  return {
    threads,
    run(program) {
      if (Atomics.load(control, slot.closed) === 1) throw new KernelError("the geometry kernels are closed");
      if (program.length === 0) return;
      writeProgram(block.view, program);
      Atomics.store(control, slot.done, 0);
      Atomics.store(control, slot.nChunks, program.length);
      Atomics.store(control, slot.unclaimed, program.length);
      wake(control, Math.min(workers.length, program.length - 1));
      drainChunks(exports, control, block.view);
      waitUntilDone(control, program.length);
      throwFault(control, program);
    },
    close,
  };
}

function wake(control: Int32Array, nWorkers: number): void {
  Atomics.add(control, slot.epoch, 1);
  Atomics.notify(control, slot.epoch, nWorkers);
}

/** Sleeps where the host lets this thread sleep, else spins: a browser's main thread may not block. */
function waitUntilDone(control: Int32Array, nChunks: number): void {
  let mayBlock = true;
  for (let spins = 0; ; spins++) {
    const done = Atomics.load(control, slot.done);
    if (done === nChunks) return;
    if (spins < 1000 || !mayBlock) continue;
    try {
      Atomics.wait(control, slot.done, done, 10);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      mayBlock = false;
    }
  }
}

function throwFault(control: Int32Array, program: Program): void {
  const fault = Atomics.exchange(control, slot.fault, 0);
  if (fault === 0) return;
  const kernels = program[fault - 1]!.map(([kernel]) => kernel).join(", ");
  throw new KernelError(`a geometry kernel trapped (${kernels}): an index or a pointer is out of bounds`);
}
