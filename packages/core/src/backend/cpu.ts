/** The reference backend: TensorFlow.js in plain JavaScript, everywhere and slow. */
import { startBackend } from "./backend.ts";
import type { BackendOpener } from "./open-backend.ts";

export const cpuOpener: BackendOpener = {
  name: "cpu",
  open: () =>
    startBackend({
      name: "cpu",
      description: "plain JavaScript, one thread",
      mapTerm: "kernel",
      maxTensorBytes: 2 ** 31,
    }),
};
