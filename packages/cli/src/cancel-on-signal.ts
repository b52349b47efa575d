/** Ctrl-C: the first asks the run to stop at its next step, the second stops the process at once. */

/** An AbortSignal that fires on SIGINT, SIGTERM or SIGHUP until `dispose` is called. */
export function cancelOnSignal(onCancel: () => void): {
  readonly signal: AbortSignal;
  readonly dispose: () => void;
} {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    onCancel();
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}
