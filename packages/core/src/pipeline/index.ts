/** What the outside calls: configuration, events, pipelines. */
export * from "./config.ts";
export * from "./events.ts";
