/** What the outside calls: configuration, events, pipelines. */
export * from "./checkpoint.ts";
export * from "./config.ts";
export * from "./events.ts";
export * from "./refine.ts";
export * from "./refine-host.ts";
export * from "./stage-checkpoint.ts";
