/** Kernels of molecular geometry in WebAssembly, behind typed functions. */
export * from "./density.ts";
export * from "./errors.ts";
export type { HydrogenList } from "./hydrogens/riding-hydrogens.ts";
export * from "./kmeans.ts";
export * from "./memory.ts";
export * from "./neighbors/exclusions.ts";
export * from "./neighbors/find-neighbors.ts";
export type { NeighborRules } from "./neighbors/neighbor-search.ts";
export * from "./open-geometry.ts";
export type { KernelCall, KernelName } from "./pool/program.ts";
export type { Program, SpawnWorker, WorkerHandle } from "./pool/thread-pool.ts";
export { runWorker, type WorkerStart } from "./pool/worker-loop.ts";
export { goodGridSize } from "./projection/fft-plan.ts";
export * from "./projection/projector.ts";
export type { Loss, Measurement } from "./system/compiled-term.ts";
export * from "./system/create-system.ts";
export type * from "./system/term-lists.ts";
export { type TermLists, type TermName, termNames, termTable } from "./system/term-table.ts";
