/** The WebGPU backend of TensorFlow.js on an adapter of the host's: a browser's, or Dawn's in Node. */
import { BackendError } from "../errors.ts";
import { startBackend } from "./backend.ts";
import type { BackendOpener } from "./open-backend.ts";
import { tf } from "./tf.ts";

/** A host's WebGPU: `navigator.gpu`, and how to let go of it. */
export interface WebGpuHost {
  readonly gpu: GPU;
  /** Names the interface in descriptions: "Dawn", "browser". */
  readonly name: string;
  readonly release?: () => void;
}

/** Emulators that Dawn and browsers offer as adapters: right, and thousands of times too slow. */
const software = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

const limits = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const;

/** Opens WebGPU on the host that `findHost` gives; `findHost` throws BackendError where there is none. */
export function webGpuOpener(findHost: () => Promise<WebGpuHost>): BackendOpener {
  return {
    name: "webgpu",
    async open(isWanted) {
      const host = await findHost();
      try {
        return await startOn(host, isWanted);
      } catch (error) {
        host.release?.();
        throw error;
      }
    },
  };
}

async function startOn(host: WebGpuHost, isWanted: boolean) {
  const adapter = await host.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new BackendError(`${host.name} finds no GPU: no adapter was offered`);
  const description = describe(adapter.info);
  if (isSoftware(adapter.info) && !isWanted) {
    throw new BackendError(`the only adapter is software (${description}), slower than the wasm backend`);
  }
  const device = await openDevice(adapter);
  // Loaded here, since it asks for navigator.gpu when it loads and registers a factory of its own where it finds one.
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device as never, adapter.info as never));
  return startBackend({
    name: "webgpu",
    description: `${description} (${host.name})`,
    mapTerm: "matmul",
    maxTensorBytes: Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize),
    release() {
      device.destroy();
      host.release?.();
    },
  });
}

async function openDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(limits.map((name) => [name, adapter.limits[name]]));
  try {
    return await adapter.requestDevice({ requiredLimits });
  } catch (cause) {
    throw new BackendError(
      `the GPU ${describe(adapter.info)} refuses a device: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
}

function isSoftware(info: GPUAdapterInfo): boolean {
  return info.isFallbackAdapter || software.test(`${info.architecture} ${info.device} ${info.description}`);
}

/** What the adapter tells of itself; browsers tell less. */
function describe({ vendor, architecture, description }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter(Boolean).join(" ") || "unnamed adapter";
}
