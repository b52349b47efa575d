/** Backends that only Node has, and the choice among them. */
export * from "./node-backends.ts";
