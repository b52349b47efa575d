/** The program's edge: finds the command, runs it, and turns every fault into one message and one exit code. */

import fs from "node:fs";
import path from "node:path";
import { flush, type Interfaces, run } from "@oclif/core";
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

/** Runs the command line and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await run([...argv], loadOptions());
    await flush();
  } catch (error) {
    process.exitCode = reportFault(error, (text) => process.stderr.write(text));
  }
}
