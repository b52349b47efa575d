/** Runs the command line from source in a process of its own, as a user's shell would. */

import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { writeMap } from "@cryoreel/core/io";
import { makeSmallInputs, writeStructure } from "@cryoreel/fixtures";

const program = path.resolve(import.meta.dirname, "../src/bin.ts");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `cryoreel ARGS` in `cwd`. */
export const startCli = (cwd: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ["--conditions=cryoreel-source", program, ...args], { cwd, stdio: "pipe" });

/** What a started program printed, and its exit code. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

export const runCli = (cwd: string, ...args: string[]): Promise<Outcome> => outcomeOf(startCli(cwd, args));

/** A new folder, with a space in its name, holding model.cif, map.mrc, half1.mrc and half2.mrc of a small helix. */
export function makeWorkFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cryoreel cli "));
  const { structure, map, halfMaps } = makeSmallInputs();
  const label = { program: "cryoreel", version: "test" };
  fs.writeFileSync(path.join(folder, "model.cif"), writeStructure(structure));
  for (const [name, volume] of Object.entries({ map, half1: halfMaps[0], half2: halfMaps[1] })) {
    fs.writeFileSync(path.join(folder, `${name}.mrc`), writeMap(volume, label));
  }
  return folder;
}

/** Flags of a run that is over soon: whether it runs counts, not how well. */
export const fewSteps = ["patch", "residue", "atom", "polish"].flatMap((stage) => [`--${stage}-steps`, "3"]);
