// All kernels of the module: one line a file.
export * from "./memory";
export * from "./windows";
