/** Refinement: objective, weights, stages, minimiser. */

export * from "./all-atom-terms.ts";
export * from "./auto-weight.ts";
export * from "./cbeta-list.ts";
export * from "./clash-rules.ts";
export * from "./count-faults.ts";
export * from "./decoder-stage.ts";
export * from "./hydrogen-list.ts";
export * from "./lbfgs.ts";
export * from "./map-side.ts";
export * from "./objective.ts";
export * from "./peptide-trials.ts";
export * from "./place-model.ts";
export * from "./polish.ts";
export * from "./prepare-model.ts";
export * from "./ramachandran-list.ts";
export * from "./rebuild-model.ts";
export * from "./resolution-bands.ts";
export * from "./rotamer-list.ts";
export * from "./self-contacts.ts";
export * from "./settle-hydrogens.ts";
export * from "./stereochemistry.ts";
export * from "./suite-list.ts";
export * from "./torsion-cost.ts";
export * from "./typical-torsions.ts";
export * from "./view-order.ts";
export * from "./weight-control.ts";
