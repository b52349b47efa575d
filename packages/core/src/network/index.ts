/** Decoders: networks from latent coordinates to parameters, and what the parameters do to a model. */
export * from "./atom-shifts.ts";
export * from "./create-network.ts";
export * from "./deformation.ts";
export type { LayerState } from "./dense-layer.ts";
export * from "./network.ts";
export { createPatchDeformation, type PatchParts, residueCentres } from "./patches.ts";
export { createResidueDeformation } from "./rigid-bodies.ts";
