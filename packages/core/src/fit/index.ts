/** Map terms: how well a model agrees with a map, with gradients. */

export * from "./frc.ts";
export * from "./frc-reference.ts";
export * from "./frc-wasm.ts";
export * from "./map-target.ts";
export * from "./map-term.ts";
export * from "./map-transform.ts";
export * from "./projection-reference.ts";
export * from "./rigid-dock.ts";
export * from "./rigid-pose.ts";
export * from "./ring-grid.ts";
export * from "./tfjs-map-term.ts";
