/** The worker thread that `spawnNodeWorker` starts. */
import { parentPort, workerData } from "node:worker_threads";
import { runWorker, type WorkerStart } from "./pool/worker-loop.ts";

runWorker(workerData as WorkerStart, () => parentPort!.postMessage("ready"));
