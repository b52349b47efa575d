/** What only Node can do for cryoreel: files, native backends, jobs. */
export * from "./backend/index.ts";
export * from "./describe-files.ts";
export * from "./input-files.ts";
export * from "./output-folder.ts";
export * from "./refine-job.ts";
export * from "./run-events.ts";
export * from "./run-refine.ts";
export * from "./validate-files.ts";
export * from "./validate-job.ts";
