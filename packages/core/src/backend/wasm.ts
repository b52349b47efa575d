/** The WebAssembly backend of TensorFlow.js: SIMD, one thread. */
import { BackendError } from "../errors.ts";
import { startBackend } from "./backend.ts";
import type { BackendOpener } from "./open-backend.ts";
import { tf } from "./tf.ts";

/**
 * Opens TensorFlow.js' WebAssembly. `binaryFolder` is the URL of the folder that serves its .wasm files, with a trailing
 * slash; Node finds them in the package by itself.
 */
export function wasmOpener(binaryFolder?: string): BackendOpener {
  return {
    name: "wasm",
    async open() {
      const wasm = await import("@tensorflow/tfjs-backend-wasm");
      if (binaryFolder !== undefined) wasm.setWasmPaths(binaryFolder);
      // The package registers its factory once, but closing the backend removes it.
      factory ??= tf.findBackendFactory("wasm");
      if (!factory) throw new BackendError("@tensorflow/tfjs-backend-wasm did not register itself");
      if (!tf.findBackendFactory("wasm")) tf.registerBackend("wasm", factory);
      return startBackend({
        name: "wasm",
        description: "WebAssembly, one thread",
        mapTerm: "kernel",
        maxTensorBytes: 2 ** 31,
      });
    },
  };
}

let factory: ReturnType<typeof tf.findBackendFactory> | undefined;
