/** The program's edge: finds the command, runs it, and turns every fault into one message and one exit code. */

import fs from "node:fs";
import path from "node:path";
import { type Interfaces, run } from "@oclif/core";
import { reportFault } from "./report-fault.ts";

const root = path.resolve(import.meta.dirname, "..");
/** From source, as in tests, the commands beside this file count, and not the manifest of the built ones. */
const isSource = import.meta.url.endsWith(".ts");

function loadOptions(): Interfaces.Options {
  const pjson = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as Interfaces.PJSON;
  if (isSource)
    pjson.oclif.commands = { strategy: "explicit", target: "./src/commands.ts", identifier: "commands" };
  return { root, pjson, ignoreManifest: isSource };
}

/** Output that nobody reads any more, as after `| head -1`, is no fault: a run goes on without it. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Runs the command line and sets the process's exit code. Node ends once all output is written: no flush is needed. */
export async function main(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  try {
    await run([...argv], loadOptions());
  } catch (error) {
    process.exitCode = reportFault(error, (text) => process.stderr.write(text));
  }
}
