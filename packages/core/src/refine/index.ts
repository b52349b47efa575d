/** Refinement: objective, weights, stages, minimiser. */
export * from "./auto-weight.ts";
export * from "./decoder-stage.ts";
export * from "./lbfgs.ts";
export * from "./map-side.ts";
export * from "./objective.ts";
export * from "./place-model.ts";
export * from "./polish.ts";
export * from "./prepare-model.ts";
export * from "./resolution-bands.ts";
export * from "./self-contacts.ts";
export * from "./stereochemistry.ts";
export * from "./view-order.ts";
export * from "./weight-control.ts";
