/** The Gaussian mixture of a model and the directions that it is projected along. */

export * from "./b-factors.ts";
export * from "./gaussians.ts";
export * from "./views.ts";
