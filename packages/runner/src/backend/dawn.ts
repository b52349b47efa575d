/** WebGPU in Node: Dawn, the implementation inside Chromium, from the npm package `webgpu`. */
import { BackendError } from "@cryoreel/core";
import { type BackendOpener, type WebGpuHost, webGpuOpener } from "@cryoreel/core/backend";

/** Dawn on this machine's driver (Vulkan, Metal, Direct3D). On Linux it needs `libvulkan.so.1` and the GPU's driver. */
export const dawnOpener: BackendOpener = webGpuOpener(loadDawn);

async function loadDawn(): Promise<WebGpuHost> {
  requireVulkan();
  const { create, globals } = await importDawn();
  // TensorFlow.js looks for navigator.gpu and for WebGPU's constants among the globals.
  Object.assign(globalThis, globals);
  const gpu = create([]) as GPU;
  Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  return {
    gpu,
    name: "Dawn",
    // While anything refers to Dawn, Node does not exit.
    release: () => void Reflect.deleteProperty(navigator, "gpu"),
  };
}

/** Without Vulkan's loader, Dawn on Linux writes a warning to the terminal and finds nothing: tell it before. */
function requireVulkan(): void {
  if (process.platform !== "linux") return;
  try {
    process.dlopen({ exports: {} }, "libvulkan.so.1");
  } catch (error) {
    // A library that loads is no Node addon, which is an error too, but not this one.
    if ((error as Error).message.includes("cannot open shared object file")) {
      throw new BackendError("Vulkan's loader libvulkan.so.1 is not installed", { cause: error });
    }
  }
}

async function importDawn() {
  try {
    return await import("webgpu");
  } catch (cause) {
    throw new BackendError(
      `Dawn has no binary for ${process.platform}-${process.arch}, or it cannot be loaded`,
      {
        cause,
      },
    );
  }
}
