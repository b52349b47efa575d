/** Lets Dawn run on Chromium's SwiftShader, a Vulkan driver in software: so WebGPU can be tested without a GPU. */
import { existsSync } from "node:fs";
import { constants } from "node:os";

const CHROMIUM = "/usr/lib/chromium";
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
/** dlopen's flag that keeps a library loaded when it turns out to be no Node addon (bits/dlfcn.h). */
const RTLD_NODELETE = 0x1000;

/**
 * Makes SwiftShader the Vulkan driver of this process, with the Vulkan loader that Chromium carries where the system has none.
 * Call it before Dawn is opened. Returns why it cannot be had, or undefined.
 */
export function useSoftwareGpu(): string | undefined {
  if (!existsSync(DRIVER)) return `${DRIVER} is not installed (Debian's package chromium)`;
  process.env["VK_ICD_FILENAMES"] = DRIVER;
  try {
    process.dlopen({ exports: {} }, `${CHROMIUM}/libvulkan.so.1`, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch (error) {
    // Loaded all the same: from now on libvulkan.so.1 is found by its name.
    if (!(error as Error).message.includes("did not self-register")) return (error as Error).message;
  }
  return undefined;
}
