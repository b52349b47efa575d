/** What a run in Node says beyond the pipeline's events, and the log that keeps them all. */

import type { RefineEvent } from "@cryoreel/core/pipeline";
import type { MetricName } from "@cryoreel/core/validate";
import { type OutputFolder, outputNames } from "./output-folder.ts";

/** Headline metrics by name; null where a model has nothing to measure. */
export type MetricValues = Readonly<Record<MetricName, number | null>>;

/** The results are written; comes last. */
export interface ResultEvent {
  readonly type: "result";
  readonly folder: string;
  readonly before: MetricValues;
  readonly after: MetricValues;
}

export type RunEvent = RefineEvent | ResultEvent;

/** Appends events to `events.ndjson`, one JSON object a line with the seconds since the run began, and passes them on. */
export class EventLog {
  private readonly folder: OutputFolder;
  private readonly listener: (event: RunEvent) => void;
  private readonly now: () => number;
  private pending = "";
  private lastWrite: number;

  constructor(folder: OutputFolder, now: () => number, listener: (event: RunEvent) => void) {
    this.folder = folder;
    this.now = now;
    this.listener = listener;
    this.lastWrite = now();
  }

  add(event: RunEvent): void {
    const seconds = Number(this.now().toFixed(3));
    this.pending += `${JSON.stringify({ ...event, seconds })}\n`;
    // Steps come many a second: they are written together, everything else at once.
    if (event.type !== "step" || this.now() - this.lastWrite > 1) this.flush();
    this.listener(event);
  }

  flush(): void {
    if (this.pending !== "") this.folder.write(outputNames.events, this.pending, { append: true });
    this.pending = "";
    this.lastWrite = this.now();
  }
}
