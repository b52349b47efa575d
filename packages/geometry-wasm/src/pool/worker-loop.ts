/** What a worker thread does: instantiate the kernels on the shared memory, then run chunks until closed. */
import { drainChunks, PROGRAM_LENGTH, slot } from "./control.ts";
import type { KernelExports } from "./program.ts";

/** All that a worker needs; may be posted between threads. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array;
  /** Address of the program. */
  readonly program: number;
}

/** Looks for new work this often before it sleeps: the phases of one evaluation follow each other within microseconds. */
const SPINS = 2000;

/** Blocks its thread until the pool is closed. `onReady` is called once the kernels are instantiated. */
export function runWorker(start: WorkerStart, onReady: () => void): void {
  const { control } = start;
  const instance = new WebAssembly.Instance(start.module, { env: { memory: start.memory } });
  const exports = instance.exports as unknown as KernelExports;
  const program = new Float64Array(start.memory.buffer, start.program, PROGRAM_LENGTH);
  let epoch = Atomics.load(control, slot.epoch);
  onReady();
  while (Atomics.load(control, slot.closed) === 0) {
    drainChunks(exports, control, program);
    for (let i = 0; i < SPINS && Atomics.load(control, slot.epoch) === epoch; i++);
    Atomics.wait(control, slot.epoch, epoch);
    epoch = Atomics.load(control, slot.epoch);
  }
}
