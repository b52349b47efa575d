/** What a run says while it works: one JSON object a line, append-only. */

/** The stages of a single-model run, in order. */
export const stageNames = [
  "compile",
  "dock",
  "patch",
  "residue",
  "rebuild",
  "atom",
  "polish",
  "report",
] as const;
export type StageName = (typeof stageNames)[number];

export interface StartedEvent {
  readonly type: "started";
  readonly nAtoms: number;
  /** Å; absent without a map. */
  readonly resolution?: number;
  readonly seed: number;
  readonly backend: string;
  readonly stages: readonly StageName[];
}

/** A stage begins. `weight` is the map's weight where the stage has both terms. */
export interface StageEvent {
  readonly type: "stage";
  readonly stage: StageName;
  readonly steps: number;
  readonly dMin?: number;
  readonly weight?: number;
}

/** A step was made. Loss terms are unweighted values a restraint; `frc` is the mean over the batch. */
export interface StepEvent {
  readonly type: "step";
  readonly stage: StageName;
  readonly step: number;
  readonly steps: number;
  readonly frc?: number;
  readonly terms: Readonly<Record<string, number>>;
  /** Share of the whole run that is done, 0 … 1. */
  readonly done: number;
}

/** Something that the user should know; the run goes on. */
export interface NoteEvent {
  readonly type: "note" | "warning";
  readonly message: string;
}

/** A state was handed to `outputs.checkpoint`. */
export interface CheckpointEvent {
  readonly type: "checkpoint";
  readonly stage: StageName;
  readonly step: number;
}

export interface FinishedEvent {
  readonly type: "finished";
  readonly seconds: Readonly<Partial<Record<StageName, number>>>;
}

export type RefineEvent = StartedEvent | StageEvent | StepEvent | NoteEvent | CheckpointEvent | FinishedEvent;
