/** Numbers of scientific meaning, each with its source. */
export * from "./elements.ts";
export * from "./link-geometry.ts";
export * from "./metal-coordination.ts";
export * from "./monomers.ts";
export * from "./ramachandran.ts";
export * from "./rna-pucker-geometry.ts";
export * from "./rna-suites.ts";
export * from "./rotamers.ts";
export * from "./united-atom-radii.ts";
