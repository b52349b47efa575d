/** Backends of TensorFlow.js: opened on purpose, described, closed. */
export * from "./backend.ts";
export * from "./cpu.ts";
export * from "./open-backend.ts";
export * from "./tf.ts";
export * from "./wasm.ts";
export * from "./webgpu.ts";
