/** What goes out to people: descriptions of inputs, reports of results. */
export * from "./describe-map.ts";
export * from "./describe-model.ts";
export * from "./format-metric.ts";
export * from "./number-summary.ts";
export * from "./page/report-page.ts";
export * from "./refinement-findings.ts";
export * from "./report-json.ts";
export * from "./validation-report.ts";
