/** Runs a refinement for a command: shows or prints its events, and stops it on Ctrl-C. */

import { CancelledError } from "@cryoreel/core";
import { type RefineJob, type RefineOutcome, runRefine } from "@cryoreel/runner";
import { cancelOnSignal } from "./cancel-on-signal.ts";
import { openProgress, type ProgressView } from "./render/progress-view.ts";

const jsonView: ProgressView = {
  show: (event) => void process.stdout.write(`${JSON.stringify(event)}\n`),
  close: () => {},
};

/** `asJson`: events as NDJSON on stdout and nothing else. CancelledError says how to go on. */
export async function followRefine(job: RefineJob, asJson: boolean): Promise<RefineOutcome> {
  const seconds = (): number => performance.now() / 1000;
  const view = asJson ? jsonView : openProgress(process.stderr, seconds);
  const cancel = cancelOnSignal(() => {
    if (!asJson) process.stderr.write("\nstopping at the next step; press Ctrl-C again to stop at once\n");
  });
  try {
    return await runRefine(job, { signal: cancel.signal, onEvent: (event) => view.show(event) });
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    throw new CancelledError(`stopped. Go on with the same command and --out '${job.out}' --resume`, {
      cause: error,
    });
  } finally {
    view.close();
    cancel.dispose();
  }
}
