/** What only Node can do for cryoreel: files, native backends, jobs. */
export * from "./backend/index.ts";
