/** Estimates how long a run still takes from how fast its share of work has grown of late. */

/** Seconds over which the pace is averaged. */
const window = 30;

export class TimeLeft {
  private readonly now: () => number;
  private history: { readonly time: number; readonly done: number }[] = [];
  private stage = "";

  constructor(now: () => number) {
    this.now = now;
  }

  /** `done`: share of the whole run, 0 to 1. A new stage has a pace of its own, and what came before it took no steps. */
  update(stage: string, done: number): void {
    const time = this.now();
    if (stage !== this.stage) this.history = [];
    this.stage = stage;
    this.history.push({ time, done });
    const recent = this.history.findIndex((point) => time - point.time <= window);
    this.history = this.history.slice(Math.max(0, recent - 1));
  }

  /** `2:05`, or `–:––` before there is a pace to go by. */
  text(): string {
    const [first, last] = [this.history[0], this.history.at(-1)];
    const pace =
      first && last && last.time > first.time ? (last.done - first.done) / (last.time - first.time) : 0;
    if (!last || !(pace > 0)) return "–:––";
    const seconds = Math.round((1 - last.done) / pace);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    return hours > 0 ? `${hours}:${tail}` : tail;
  }
}
