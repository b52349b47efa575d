/** Opens the kernels: one WebAssembly instance a thread over one memory. */
import { KernelError } from "./errors.ts";
import { plainBinary, sharedBinary } from "./generated/wasm-binaries.ts";
import { KernelMemory } from "./memory.ts";
import { PROGRAM_LENGTH } from "./pool/control.ts";
import type { KernelExports, KernelName } from "./pool/program.ts";
import {
  createSerialPool,
  openThreadPool,
  type Program,
  type SpawnWorker,
  type ThreadPool,
} from "./pool/thread-pool.ts";

/** How to open the kernels. */
export interface GeometryOptions {
  /** Threads that work, the calling one included; 1 by default. More than one needs `spawnWorker` and SharedArrayBuffer. */
  readonly threads?: number;
  readonly spawnWorker?: SpawnWorker;
  /** Upper limit of the memory, 64 KiB pages; default 65,536 (4 GiB). Hosts that refuse to reserve so much need less. */
  readonly maximumPages?: number;
}

/** Kernels ready to work. Nothing here is asynchronous but `close`. */
export interface GeometryKernels {
  /** Threads that work, the calling one included. */
  readonly threads: number;
  /** Why there are fewer threads than asked for; empty when there are not. */
  readonly reason: string;
  readonly memory: KernelMemory;
  /** Calls one kernel on the calling thread and returns its number. */
  call(kernel: KernelName, ...args: number[]): number;
  /** Calls `kernel(chunk, ...args)` for chunk = 0 … nChunks-1 on all threads; returns when all are done. */
  parallelFor(kernel: KernelName, nChunks: number, ...args: number[]): void;
  /** Runs chunks of calls on all threads; returns when all are done. */
  run(program: Program): void;
  /** Ends the workers. The kernels are unusable afterwards. */
  close(): Promise<void>;
}

const INITIAL_PAGES = 16;

/**
 * Opens the kernels. Without SharedArrayBuffer or `spawnWorker` they run on the calling thread alone and `reason` says why;
 * results are the same bit for bit for any number of threads. Throws KernelError where WebAssembly cannot be had.
 */
export async function openGeometry(options: GeometryOptions = {}): Promise<GeometryKernels> {
  const wanted = Math.max(1, Math.floor(options.threads ?? 1));
  const reason = wanted > 1 ? whySerial(options) : "";
  const isShared = wanted > 1 && reason === "";
  const module = await compile(isShared ? sharedBinary : plainBinary);
  const memory = createMemory(isShared, options.maximumPages ?? 65_536);
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const exports = instance.exports as unknown as KernelExports;
  const arena = new KernelMemory(memory, exports.heapBase());
  const program = arena.float64(PROGRAM_LENGTH);
  const pool = isShared
    ? await openThreadPool(exports, program, { module, memory }, options.spawnWorker!, wanted)
    : createSerialPool(exports, program);
  return createKernels(exports, arena, pool, reason);
}

function whySerial({ spawnWorker }: GeometryOptions): string {
  if (!spawnWorker) return "no way to start worker threads was given";
  if (typeof SharedArrayBuffer === "undefined") return "this host has no SharedArrayBuffer";
  return "";
}

function createKernels(
  exports: KernelExports,
  memory: KernelMemory,
  pool: ThreadPool,
  reason: string,
): GeometryKernels {
  return {
    threads: pool.threads,
    reason,
    memory,
    call: (kernel, ...args) => exports[kernel](...args),
    parallelFor(kernel, nChunks, ...args) {
      pool.run(Array.from({ length: nChunks }, (_, chunk) => [[kernel, chunk, ...args] as const]));
    },
    run: (program) => pool.run(program),
    close: () => pool.close(),
  };
}

function createMemory(shared: boolean, maximum: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum, shared });
  } catch (cause) {
    throw new KernelError(
      `this host does not grant the geometry kernels a memory of up to ${maximum} pages of 64 KiB: set a lower limit`,
      { cause },
    );
  }
}

async function compile(base64: string): Promise<WebAssembly.Module> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new KernelError("this host cannot compile the geometry kernels: it needs WebAssembly with SIMD", {
      cause,
    });
  }
}
