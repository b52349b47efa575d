import { describe, expect, it } from "vitest";
import { BackendError } from "../errors.ts";
import { openBackend } from "./open-backend.ts";
import { webGpuOpener } from "./webgpu.ts";

/** A host whose only adapter describes itself so; it refuses to give a device. */
function hostWith(info: object | undefined) {
  const log: string[] = [];
  const requestDevice = () => Promise.reject(new TypeError("device lost"));
  const requestAdapter = async () => (info ? { info, limits: {}, requestDevice } : null);
  const gpu = { requestAdapter } as unknown as GPU;
  const opener = webGpuOpener(async () => ({ gpu, name: "Host", release: () => void log.push("released") }));
  return { opener, log };
}

const whyNot = async (request: "auto" | "webgpu", info: object | undefined) => {
  const { opener, log } = hostWith(info);
  const error = await openBackend(request, [opener]).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BackendError);
  expect(log).toEqual(["released"]);
  return (error as BackendError).message;
};

describe("WebGPU", () => {
  it("is refused where no adapter is offered", async () => {
    expect(await whyNot("webgpu", undefined)).toMatch("Host finds no GPU");
  });

  it.each([
    { vendor: "google", architecture: "swiftshader", device: "", description: "SwiftShader driver 5.0.0" },
    { vendor: "mesa", architecture: "", device: "", description: "llvmpipe (LLVM 19.1.7, 256 bits)" },
    { vendor: "microsoft", architecture: "", device: "", description: "Microsoft Basic Render Driver" },
    { vendor: "", architecture: "", device: "", description: "", isFallbackAdapter: true },
  ])("is not chosen by auto where the adapter is software: $description", async (info) => {
    expect(await whyNot("auto", info)).toMatch("the only adapter is software");
    expect(await whyNot("webgpu", info)).toMatch("refuses a device: device lost");
  });

  it("is tried by auto on hardware", async () => {
    const info = { vendor: "nvidia", architecture: "hopper", device: "", description: "" };
    expect(await whyNot("auto", info)).toMatch("the GPU nvidia hopper refuses a device: device lost");
  });
});
