/** Bytes ↔ models and maps: every file format, never a path. */
export * from "./bcif/read-bcif.ts";
export * from "./cif/cif-document.ts";
export * from "./cif/cif-value.ts";
export * from "./cif/parse-cif.ts";
export * from "./cif/write-cif.ts";
export * from "./decode-text.ts";
export * from "./fsc.ts";
export * from "./gzip.ts";
export * from "./input-fault.ts";
export * from "./mmcif/refinement-extras.ts";
export * from "./mmcif/write-mmcif.ts";
export * from "./model-file.ts";
export * from "./mrc/map-statistics.ts";
export * from "./mrc/mrc-header.ts";
export * from "./mrc/read-map.ts";
export * from "./mrc/write-map.ts";
export * from "./read-model.ts";
