/** One line on the terminal that says what is being done; nothing where the output is no terminal. */

/** Where progress goes. */
export interface WorkLine {
  readonly show: (doing: string, done: number) => void;
  /** Leaves the line empty. */
  readonly close: () => void;
}

/** A line on `stream` if that is a terminal and the line is wanted. */
export function openWorkLine(stream: NodeJS.WriteStream, isWanted: boolean): WorkLine {
  if (!isWanted || !stream.isTTY) return { show: () => {}, close: () => {} };
  const clear = (): void => {
    stream.cursorTo(0);
    stream.clearLine(0);
  };
  return {
    show: (doing, done) => {
      clear();
      stream.write(`${String(Math.round(100 * done)).padStart(3)}%  ${doing}`);
    },
    close: clear,
  };
}
