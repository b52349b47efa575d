/** The judge: everything measured on a model, in float64 from the definitions. */
export * from "./cablam-grids.ts";
export * from "./clash.ts";
export * from "./clash-report.ts";
export * from "./hydrogens.ts";
export * from "./metrics/metric.ts";
export * from "./metrics/metrics.ts";
export * from "./residue-id.ts";
export * from "./residue-rows.ts";
export * from "./validate-config.ts";
export * from "./validate-model.ts";
export * from "./validation-parts.ts";
