/** Molecular models: structure, chemistry, restraints. */

export * from "./restraints.ts";
export * from "./structure.ts";
