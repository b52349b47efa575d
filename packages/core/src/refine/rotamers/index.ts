/** Side chains: rotamers, rebuild, χ refinement. */

export * from "./rebuild-rotamers.ts";
export * from "./refine-chi.ts";
export * from "./rotamer-library.ts";
export type { SideChainParts } from "./side-chain-scene.ts";
