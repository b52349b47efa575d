/** Lets the engine optimise code in line where there is but one core to do it on. */

import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";

/**
 * With one core the thread that optimises code only takes turns with the program, which meanwhile runs unoptimised: waiting for
 * it saves a command of seconds a tenth of its time. With more cores nothing changes.
 */
export function compileInLine(): void {
  if (availableParallelism() === 1) setFlagsFromString("--no-concurrent-recompilation");
}
