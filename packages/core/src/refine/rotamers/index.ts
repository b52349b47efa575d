/** Side chains: rotamers, rebuild, χ refinement, and the guard over what a refinement does to each residue. */

export * from "./guard-residues.ts";
export * from "./rebuild-rotamers.ts";
export * from "./refine-chi.ts";
export * from "./residue-correlations.ts";
export * from "./restore-stretches.ts";
export * from "./rotamer-differences.ts";
export * from "./rotamer-library.ts";
export type { SideChainParts } from "./side-chain-scene.ts";
