/** Side chains: rotamers, rebuild, χ refinement, and the guard over what a refinement does to each residue. */

export * from "./guard-residues.ts";
export * from "./rebuild-rotamers.ts";
export * from "./refine-chi.ts";
export * from "./residue-correlation.ts";
export * from "./rotamer-changes.ts";
export * from "./rotamer-library.ts";
export type { SideChainParts } from "./side-chain-scene.ts";
