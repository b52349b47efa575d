/** Shows a run's events to people: a bar with the numbers on a terminal, plain lines elsewhere. */

import type { RunEvent } from "@cryoreel/runner";
import { SingleBar } from "cli-progress";
import { TimeLeft } from "./time-left.ts";

type StepEvent = Extract<RunEvent, { type: "step" }>;

/** Where events go. */
export interface ProgressView {
  show(event: RunEvent): void;
  /** Leaves the terminal in order. */
  close(): void;
}

/** Seconds between two plain lines of steps. */
const plainInterval = 10;

const stageTitles: Readonly<Record<string, string>> = {
  compile: "reading the chemistry",
  dock: "docking the model",
  patch: "moving rigid patches",
  residue: "moving residues",
  rebuild: "rebuilding what cannot move there",
  atom: "moving atoms",
  polish: "polishing",
  report: "judging the model",
};

/** How many terms of the loss a line has room for. */
const termsShown = 3;

/** The stage, the step, the fit and the largest terms of the loss, in one line. */
export function describeStep({ stage, step, steps, frc, terms }: StepEvent): string {
  const fit = frc === undefined ? "" : ` FRC ${frc.toFixed(3)}`;
  const { total: _, geometry, ...single } = terms;
  const largest = Object.entries(single).sort(([, a], [, b]) => b - a);
  const shown = [
    ...(geometry === undefined ? [] : [["geometry", geometry] as const]),
    ...largest.slice(0, termsShown),
  ];
  const losses = shown.map(([name, value]) => `${name} ${value.toPrecision(2)}`).join(" ");
  return `${stage} ${step}/${steps}${fit}  ${losses}`;
}

/** What an event says in plain words; "" where people need not see it. */
function describe(event: RunEvent): string {
  switch (event.type) {
    case "started":
      return `refining ${event.nAtoms} atoms ${event.resolution === undefined ? "without a map" : `to ${event.resolution} Å on ${event.backend}`}, seed ${event.seed}`;
    case "stage":
      return event.weight === undefined ? (stageTitles[event.stage] ?? event.stage) : "";
    case "note":
      return `note: ${event.message}`;
    case "warning":
      return `warning: ${event.message}`;
    default:
      return "";
  }
}

export function openProgress(stream: NodeJS.WriteStream, now: () => number): ProgressView {
  return stream.isTTY ? new BarView(stream, now) : new PlainView(stream, now);
}

class PlainView implements ProgressView {
  private readonly stream: NodeJS.WritableStream;
  private readonly now: () => number;
  private readonly timeLeft: TimeLeft;
  private lastStep = Number.NEGATIVE_INFINITY;

  constructor(stream: NodeJS.WritableStream, now: () => number) {
    this.stream = stream;
    this.now = now;
    this.timeLeft = new TimeLeft(now);
  }

  show(event: RunEvent): void {
    const text = describe(event);
    if (text !== "") this.stream.write(`${text}\n`);
    if (event.type !== "step") return;
    this.timeLeft.update(event.stage, event.done);
    if (this.now() - this.lastStep < plainInterval) return;
    this.lastStep = this.now();
    const percent = Math.floor(100 * event.done);
    this.stream.write(`${percent}%  ${describeStep(event)}  ${this.timeLeft.text()} left\n`);
  }

  close(): void {}
}

class BarView implements ProgressView {
  private readonly stream: NodeJS.WriteStream;
  private readonly bar: SingleBar;
  private readonly timeLeft: TimeLeft;
  private readonly now: () => number;
  private done = 0;
  private text = "";
  private lastDraw = Number.NEGATIVE_INFINITY;

  constructor(stream: NodeJS.WriteStream, now: () => number) {
    this.stream = stream;
    this.now = now;
    this.timeLeft = new TimeLeft(now);
    this.bar = new SingleBar({
      stream,
      format: "{bar} {percentage}% {left} left  {text}",
      barsize: 20,
      hideCursor: true,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      // Every event draws; a timer would only keep the process alive.
      noTTYOutput: false,
      fps: 20,
    });
    this.bar.start(1, 0, this.payload());
  }

  show(event: RunEvent): void {
    if (event.type === "step") {
      this.done = event.done;
      this.timeLeft.update(event.stage, event.done);
      this.text = describeStep(event);
      if (this.now() - this.lastDraw < 0.1) return;
    } else this.print(describe(event));
    this.lastDraw = this.now();
    this.bar.update(this.done, this.payload());
  }

  close(): void {
    this.bar.stop();
  }

  /** A line above the bar. */
  private print(text: string): void {
    if (text === "") return;
    this.stream.cursorTo(0);
    this.stream.clearLine(0);
    this.stream.write(`${text}\n`);
  }

  private payload(): { left: string; text: string } {
    // A line that wraps could not be drawn over.
    const room = Math.max(10, this.stream.columns - 45);
    return { left: this.timeLeft.text(), text: this.text.slice(0, room) };
  }
}
