/** The foundation that every room of core stands on: errors, random numbers, angles. */
export * from "./errors.ts";
export * from "./random.ts";
export * from "./units.ts";
