/** Headline metrics of RNA backbones. */
import { countIn, type MetricTable } from "./metric.ts";

export const rnaMetrics = {
  suiteness: {
    label: "RNA suiteness, untriaged suites (suitename's mean)",
    unit: "",
    better: "higher",
    role: "in the loss",
    poor: 0.2,
    ideal: 0.8,
    target: "higher than before",
    value: ({ suiteAverages }) => suiteAverages.untriaged,
  },
  RNAsuiteness: {
    label: "RNA suiteness, named suites (the wwPDB's mean)",
    unit: "",
    better: "higher",
    role: "in the loss",
    poor: 0.2,
    ideal: 0.8,
    target: "higher than before",
    value: ({ suiteAverages }) => suiteAverages.named,
  },
  suiteness_all: {
    label: "RNA suiteness, all complete suites",
    unit: "",
    better: "higher",
    role: "in the loss",
    poor: 0.2,
    ideal: 0.8,
    target: "higher than before",
    value: ({ suiteAverages }) => suiteAverages.all,
  },
  suite_outliers: {
    label: "RNA suites without a name (outliers and triaged)",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 20,
    ideal: 0,
    target: "fewer than before",
    value: ({ suites }) => countIn(suites, ({ status }) => status === "outlier" || status === "triaged"),
  },
  pucker_outliers: {
    label: "RNA pucker outliers",
    unit: "",
    better: "lower",
    role: "in the loss",
    poor: 10,
    ideal: 0,
    target: "0",
    value: ({ puckers }) =>
      countIn(puckers, ({ deltaOutlier, epsilonOutlier }) => deltaOutlier || epsilonOutlier),
  },
} as const satisfies MetricTable;
