// All kernels of the module: one line a file.

export * from "./dense";
export { placeHydrogens, pullHydrogens } from "./hydrogens/riding";
export { sampleDensity } from "./interpolate";
export { buildKdTree } from "./kdtree";
export * from "./kmeans";
export * from "./memory";
export * from "./neighbors";
export { compareViews, projectView } from "./projection/compare-views";
export * from "./terms/angle";
export * from "./terms/bond";
export * from "./terms/cbeta";
export * from "./terms/chirality";
export * from "./terms/contact";
export * from "./terms/plane";
export * from "./terms/reference";
export * from "./terms/repulsion";
export * from "./terms/suite";
export * from "./terms/torsion";
export * from "./terms/torsion-map";
export * from "./windows";
