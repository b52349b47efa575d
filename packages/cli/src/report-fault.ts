/** What a user is told of a fault, and the exit code: 1 bug · 2 input or usage · 3 numerical · 4 backend · 130 cancelled. */

import { BackendError, CancelledError, InputError, NumericalError } from "@cryoreel/core";
import { Errors } from "@oclif/core";

/** A sentence for what the user or the machine did; a stack for what we did. */
export function reportFault(error: unknown, write: (text: string) => void): number {
  if (error instanceof Errors.ExitError) return error.oclif.exit ?? 0;
  const code = exitCode(error);
  write(code === 1 ? bugReport(error) : `cryoreel: ${sentence(error as Error)}\n`);
  return code;
}

/** One line: oclif spreads a usage error over several, under a headline. */
function sentence({ message }: Error): string {
  const lines = message.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !/^(The following errors? occurred:|Parsing --\S+)$/.test(line))
    .join(". ");
}

function exitCode(error: unknown): number {
  // A command line that oclif cannot parse, or a command that is not there. Its other errors are faults of the program.
  const isUsage = error instanceof Errors.CLIError && error.oclif.exit === 2;
  if (error instanceof InputError || isUsage) return 2;
  if (error instanceof NumericalError) return 3;
  if (error instanceof BackendError) return 4;
  return error instanceof CancelledError ? 130 : 1;
}

function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${stack}

cryoreel: this is a bug in cryoreel, not in your files. Please report it in the project's issue tracker with the text above,
the command line, and manifest.json of the run's folder (it holds no data of your model or map).
`;
}
