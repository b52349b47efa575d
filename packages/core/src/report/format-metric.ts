/** How headline numbers are written for people. */

import type { Metric } from "../validate/metrics/metric.ts";

/** The value with as many decimals as its scale needs, and a true minus sign; "–" where there is none. */
export function formatMetric({ unit, poor, ideal }: Metric, value: number | null): string {
  if (value === null) return "–";
  const decimals = Number.isInteger(value) ? 0 : Math.abs(poor - ideal) < 1 ? 3 : 2;
  const space = unit === "" || unit === "°" ? "" : " ";
  return `${fixed(value, decimals)}${space}${unit}`;
}

/** A number with `decimals` decimals and a true minus sign. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** A count with commas between thousands. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** `n noun` with the noun in the plural where there is not exactly one. */
export const plural = (n: number, noun: string): string => `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;

/** Whether `value` is nearer to the metric's ideal than `before`, farther, or as near. */
export function changeOf(
  metric: Metric,
  before: number | null,
  value: number | null,
): "better" | "worse" | "same" {
  if (before === null || value === null) return "same";
  const distance = (x: number): number => (metric.better === "near zero" ? Math.abs(x) : x);
  const gain = metric.better === "higher" ? value - before : distance(before) - distance(value);
  if (formatMetric(metric, before) === formatMetric(metric, value)) return "same";
  return gain > 0 ? "better" : "worse";
}

/** Where a value stands on the metric's fixed scale: 0 poor, 1 ideal. */
export function positionOf({ better, poor, ideal }: Metric, value: number): number {
  const distance = better === "near zero" ? -Math.abs(value) : value;
  return Math.min(1, Math.max(0, (distance - poor) / (ideal - poor)));
}
