/** The table of headline metrics: what each is called, measures and aims at, and whether a refinement optimises it. */
import type { ValidationParts } from "../validation-parts.ts";
import { contactMetrics } from "./contact-metrics.ts";
import { geometryMetrics } from "./geometry-metrics.ts";
import { mapMetrics } from "./map-metrics.ts";
import type { Metric } from "./metric.ts";
import { proteinMetrics } from "./protein-metrics.ts";
import { rnaMetrics } from "./rna-metrics.ts";

const table = { ...contactMetrics, ...proteinMetrics, ...geometryMetrics, ...rnaMetrics, ...mapMetrics };

export type MetricName = keyof typeof table;

/**
 * All metrics by name, in the order of a report. Names are those of the wwPDB's validation reports (schema 6.06) where it
 * has the item. One more metric is one more row in one of the tables above, and a field of `ValidationParts` if it needs a
 * new measurement.
 */
export const metrics: Readonly<Record<MetricName, Metric>> = table;

export const metricNames = Object.keys(metrics) as MetricName[];

/** The metrics' names by what they are about, in the order of a report. */
export const metricGroups: readonly { readonly title: string; readonly names: readonly MetricName[] }[] =
  Object.entries({
    Contacts: contactMetrics,
    "Protein torsions": proteinMetrics,
    "Covalent geometry": geometryMetrics,
    "RNA backbone": rnaMetrics,
    "Fit to the map": mapMetrics,
  }).map(([title, group]) => ({ title, names: Object.keys(group) as MetricName[] }));

/** The value of every metric, null where there is none. */
export function metricValues(parts: ValidationParts): Readonly<Record<MetricName, number | null>> {
  const values = metricNames.map((name) => [name, metrics[name].value(parts)]);
  return Object.fromEntries(values) as Record<MetricName, number | null>;
}
