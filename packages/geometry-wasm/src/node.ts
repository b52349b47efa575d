/** Worker threads of Node for the kernels, and how many are worth starting. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SpawnWorker } from "./pool/thread-pool.ts";

// Compiled, this file and its worker end in .js; from source both end in .ts.
const workerFile = new URL(
  import.meta.url.endsWith(".ts") ? "./node-worker.ts" : "./node-worker.js",
  import.meta.url,
);

/** Starts a `node:worker_threads` worker. Once ready it does not keep the process alive. */
export const spawnNodeWorker: SpawnWorker = (start) => {
  const worker = new Worker(workerFile, { workerData: start });
  const ready = new Promise<void>((resolve, reject) => {
    worker.once("message", () => {
      worker.unref();
      resolve();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the worker thread ended with code ${code}`)));
  });
  // A fault is reported by whoever awaits `ready`; after that the thread only computes.
  ready.catch(() => {});
  return {
    ready,
    terminate: async () => {
      await worker.terminate();
    },
  };
};

/** Cores that this process may use. */
export function usableCores(): number {
  return availableParallelism();
}
