/** Side chains: rotamers, rebuild. */

export * from "./rebuild-rotamers.ts";
export * from "./rotamer-library.ts";
export type { SideChainParts } from "./side-chain-scene.ts";
