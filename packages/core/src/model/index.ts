/** Molecular models: structure, chemistry, restraints. */

export * from "./bonded-graph.ts";
export * from "./compile-restraints.ts";
export * from "./monomer.ts";
export * from "./polymer-links.ts";
export * from "./restraints.ts";
export * from "./structure.ts";
