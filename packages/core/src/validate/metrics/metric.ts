/** What a headline metric is. */
import type { ValidationParts } from "../validation-parts.ts";

/**
 * Whether the metric is in the loss of a refinement, steers its guard (in the loop), or is held out: only a held-out one
 * can tell that a model was made better rather than made to look better.
 */
export type MetricRole = "in the loss" | "in the loop" | "held out";

/** One headline number. */
export interface Metric {
  readonly label: string;
  readonly unit: "" | "%" | "Å" | "°";
  readonly better: "lower" | "higher" | "near zero";
  readonly role: MetricRole;
  /** A fixed scale from poor to ideal, for sliders. */
  readonly poor: number;
  readonly ideal: number;
  /** What a refinement aims at, in words. */
  readonly target: string;
  /** Null where the model, or what was given with it, has nothing to measure. */
  readonly value: (parts: ValidationParts) => number | null;
}

/** Metrics by name. */
export type MetricTable = Readonly<Record<string, Metric>>;

/** How many rows are counted; null where there are no rows. */
export const countIn = <Row>(rows: readonly Row[], isCounted: (row: Row) => boolean): number | null =>
  rows.length > 0 ? rows.filter(isCounted).length : null;

/** What share of the rows is counted, percent; null where there are no rows. */
export const percentOf = <Row>(rows: readonly Row[], isCounted: (row: Row) => boolean): number | null =>
  rows.length > 0 ? (100 * rows.filter(isCounted).length) / rows.length : null;

/** A count, null where there was nothing to look through. */
export const countAmong = (n: number, counted: number): number | null => (n > 0 ? counted : null);
