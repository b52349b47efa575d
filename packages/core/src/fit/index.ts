/** Map terms: how well a model agrees with a map, with gradients. */
export * from "./map-term.ts";
