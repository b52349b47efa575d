/** Bytes ↔ models and maps: every file format, never a path. */
export * from "./cif/cif-document.ts";
export * from "./cif/cif-value.ts";
export * from "./cif/parse-cif.ts";
export * from "./cif/write-cif.ts";
export * from "./decode-text.ts";
export * from "./gzip.ts";
export * from "./input-fault.ts";
