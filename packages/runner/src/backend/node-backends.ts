/** The backends that Node can open, native ones included. */
import {
  type BackendName,
  type BackendOpener,
  cpuOpener,
  type OpenedBackend,
  openBackend,
  wasmOpener,
} from "@cryoreel/core/backend";
import { dawnOpener } from "./dawn.ts";
import { tensorFlowOpener } from "./tensorflow.ts";

/** One opener a backend. */
export const nodeBackendOpeners: readonly BackendOpener[] = [
  dawnOpener,
  tensorFlowOpener,
  withoutNewListeners(wasmOpener()),
  cpuOpener,
];

/** Opens `request` in this process. Throws BackendError when it is not there. */
export function openNodeBackend(request: BackendName | "auto"): Promise<OpenedBackend> {
  return openBackend(request, nodeBackendOpeners);
}

/**
 * The Emscripten code of TensorFlow.js adds process-wide listeners that rethrow whatever reaches them; faults are the
 * program's to handle, so they go as soon as the backend is open.
 */
function withoutNewListeners(opener: BackendOpener): BackendOpener {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const listeners = () => events.map((event) => [event, process.listeners(event as never)] as const);
  return {
    name: opener.name,
    async open(isWanted) {
      const before = listeners().flatMap(([, list]) => list);
      const backend = await opener.open(isWanted);
      for (const [event, list] of listeners()) {
        for (const listener of list) if (!before.includes(listener)) process.off(event, listener);
      }
      return backend;
    },
  };
}
