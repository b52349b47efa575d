/** The layer rules of the house: packages point one way, the judge stands alone, core has no host. */
const never = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    never("no-circular", {}, { circular: true }, "A cycle has no reading order."),
    never(
      "wasm-depends-on-nothing",
      { path: "^packages/geometry-wasm/src", pathNot: "\\.test\\.ts$" },
      { path: "^packages/(core|runner|cli)|^fixtures" },
      "geometry-wasm is the bottom layer.",
    ),
    never(
      "core-below-runner",
      { path: "^packages/core/src" },
      { path: "^packages/(runner|cli)" },
      "core never points up.",
    ),
    never(
      "runner-below-cli",
      { path: "^packages/runner/src" },
      { path: "^packages/cli" },
      "runner never points up.",
    ),
    never(
      "core-is-host-free",
      { path: "^packages/core/src", pathNot: "\\.test\\.ts$|/testing/" },
      { dependencyTypes: ["core"] },
      "core runs in a browser tab too: no Node built-ins.",
    ),
    never(
      "judge-stands-alone",
      { path: "^packages/core/src/validate", pathNot: "\\.test\\.ts$" },
      { path: "^packages/core/src/(refine|network|fit|gmm|backend)|^packages/geometry-wasm" },
      "The judge shares no code with the accused.",
    ),
    never(
      "accused-is-no-judge",
      {
        path: "^packages/core/src/(refine|network|fit|gmm|backend)|^packages/geometry-wasm",
        pathNot: "\\.test\\.ts$|/testing/",
      },
      { path: "^packages/core/src/validate" },
      "Nor does the accused share the judge's.",
    ),
    never(
      "io-is-bytes",
      { path: "^packages/core/src/io" },
      { path: "^packages/core/src/(refine|network|fit|gmm|validate|report|pipeline|backend)" },
      "Readers and writers know formats only.",
    ),
    never(
      "fixtures-only-in-tests",
      { path: "^packages/[^/]+/src", pathNot: "\\.test\\.ts$" },
      { path: "^fixtures" },
      "Product code never imports fixtures.",
    ),
    never(
      "testing-only-in-tests",
      { path: "^packages/[^/]+/src", pathNot: "\\.test\\.ts$|/testing/" },
      { path: "/testing/" },
      "What helps tests is not built.",
    ),
    never(
      "one-tfjs",
      { path: "^packages", pathNot: "^packages/(core/src/backend|runner/src/backend)" },
      { path: "@tensorflow" },
      "tfjs is imported in backend/ alone, so there is one version and one registry of gradients.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|build)/|assembly/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      conditionNames: ["cryoreel-source", "import", "node", "default"],
      exportsFields: ["exports"],
    },
  },
};
