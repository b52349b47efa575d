/** A computing backend of TensorFlow.js that was opened on purpose, and the ways to ask for one. */
import type { Tensor, TensorContainer } from "@tensorflow/tfjs";
import { BackendError } from "../errors.ts";
import { tf } from "./tf.ts";

export type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs";

/** Backends in the order in which `auto` tries them. */
export const backendNames = ["webgpu", "tensorflow", "wasm", "cpu"] as const;
export type BackendName = (typeof backendNames)[number];

/** What computes the map term beside a backend: tensors (one matrix product a view) or the Wasm kernel (spreading + FFT). */
export type MapTermKind = "matmul" | "kernel";

/** An open backend. Several may be open at a time; each runs its own code. */
export interface Backend {
  readonly name: BackendName;
  /** The device, for people: "NVIDIA H200 (vulkan)". */
  readonly description: string;
  /** What should compute the map term; with "kernel", networks are faster with the kernels too. */
  readonly mapTerm: MapTermKind;
  /** The largest tensor that the device takes, bytes. */
  readonly maxTensorBytes: number;
  /** Runs synchronous tensor code here and frees every tensor that it made, save those that it returns or `tf.keep`s. */
  run<T extends TensorContainer>(compute: () => T): T;
  /** Reads a tensor. Throws BackendError when the device fails. */
  read(tensor: Tensor): Promise<Float32Array>;
  /** Reads a tensor and frees it. Throws BackendError when the device fails. */
  take(tensor: Tensor): Promise<Float32Array>;
  /** Frees the device. Tensors that are still kept are lost. */
  close(): Promise<void>;
}

/** What an opener knows of its backend. */
export interface BackendTraits {
  readonly name: BackendName;
  readonly description: string;
  readonly mapTerm: MapTermKind;
  readonly maxTensorBytes: number;
  /** Frees what the opener holds beside TensorFlow.js. */
  readonly release?: () => Promise<void> | void;
}

/** Names whose factory TensorFlow.js registers once, when its module loads: they stay registered when closed. */
const registeredOnce: readonly BackendName[] = ["cpu", "tensorflow"];

/**
 * Initialises the TensorFlow.js backend `traits.name`, whose factory is registered already, and wraps it.
 * Throws BackendError when it cannot be initialised.
 */
export async function startBackend(traits: BackendTraits): Promise<Backend> {
  const { name } = traits;
  // Debugging checks and advertisements off.
  tf.enableProdMode();
  if (!(await tf.setBackend(name)))
    throw new BackendError(`TensorFlow.js could not start its ${name} backend`);
  const read = async (tensor: Tensor): Promise<Float32Array> => {
    try {
      return (await tensor.data()) as Float32Array;
    } catch (cause) {
      throw new BackendError(`the ${name} backend failed: ${(cause as Error).message}`, { cause });
    }
  };
  return {
    ...traits,
    read,
    run(compute) {
      activate(name);
      return tf.tidy(compute);
    },
    take: (tensor) => read(tensor).finally(() => tensor.dispose()),
    async close() {
      if (!registeredOnce.includes(name)) tf.removeBackend(name);
      await traits.release?.();
    },
  };
}

/** Makes `name` the backend of the tensor code that follows. Takes effect at once: a started backend switches synchronously. */
function activate(name: BackendName): void {
  if (tf.getBackend() === name) return;
  if (!tf.engine().registry[name])
    throw new BackendError(`the ${name} backend was closed while still in use`);
  void tf.setBackend(name);
}
