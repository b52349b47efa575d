/** Density maps: grid, resampling, masks, correlation. */
export * from "./volume.ts";
