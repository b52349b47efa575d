/** What goes out to people: descriptions of inputs, reports of results. */
export * from "./describe-map.ts";
export * from "./describe-model.ts";
export * from "./number-summary.ts";
