/** Density maps: grid, resampling, masks, correlation. */

export * from "./chirp-transform.ts";
export * from "./fft.ts";
export * from "./grid.ts";
export * from "./interpolate.ts";
export * from "./soft-mask.ts";
export * from "./volume.ts";
