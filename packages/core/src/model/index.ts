/** Molecular models: structure, chemistry, restraints. */
export * from "./atom-chemistry.ts";
export * from "./atom-grid.ts";
export * from "./backbone-torsions.ts";
export * from "./bonded-graph.ts";
export * from "./compile-restraints.ts";
export * from "./conformers.ts";
export * from "./heavy-atom-contacts.ts";
export * from "./load-dictionaries.ts";
export * from "./monomer.ts";
export * from "./nucleotide-torsions.ts";
export * from "./polymer-links.ts";
export * from "./read-monomer-dictionary.ts";
export * from "./restraints.ts";
export * from "./select-atoms.ts";
export * from "./structure.ts";
export * from "./sugar-pucker.ts";
export * from "./wrong-hands.ts";
