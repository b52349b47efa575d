/** Kernels of molecular geometry in WebAssembly, behind typed functions. */
export * from "./errors.ts";
export * from "./memory.ts";
export * from "./open-geometry.ts";
export type { KernelCall, KernelName } from "./pool/program.ts";
export type { Program, SpawnWorker, WorkerHandle } from "./pool/thread-pool.ts";
export { runWorker, type WorkerStart } from "./pool/worker-loop.ts";
