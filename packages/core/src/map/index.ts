/** Density maps: grid, resampling, masks, correlation. */

export * from "./chirp-transform.ts";
export * from "./correlation.ts";
export * from "./fft.ts";
export * from "./fft-3d.ts";
export * from "./fsc.ts";
export * from "./grid.ts";
export * from "./interpolate.ts";
export * from "./low-pass.ts";
export * from "./model-density.ts";
export * from "./real-fft-3d.ts";
export * from "./resample.ts";
export * from "./soft-mask.ts";
export * from "./volume.ts";
