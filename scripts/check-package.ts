/** Packs the packages, installs them into an empty folder as a user of npm would, and runs the installed program there. */

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const packages = ["geometry-wasm", "core", "runner", "cli"];
/** A refinement of a few steps: whether it runs counts here, not how well. */
const shortRun = ["patch", "residue", "atom", "polish"].flatMap((stage) => [`--${stage}-steps`, "2"]);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cryoreel package "));
const run = (command: string, args: readonly string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

function expect(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`the installed package fails: ${what}`);
}

try {
  for (const name of packages) {
    run("pnpm", ["pack", "--pack-destination", folder], path.join(root, "packages", name));
  }
  const tarballs = fs.readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  for (const name of tarballs) {
    const megabytes = fs.statSync(path.join(folder, name)).size / 1e6;
    console.log(`${name}: ${megabytes.toFixed(2)} MB`);
  }
  fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  run("npm", ["install", ...quiet, ...tarballs.map((name) => `./${name}`)]);

  const program = path.join(folder, "node_modules", ".bin", "cryoreel");
  expect(run(program, ["--help"]).includes("COMMANDS"), "--help");
  const events = run(program, ["demo", "--json", "--out", "a demo", ...shortRun])
    .trim()
    .split("\n");
  expect(JSON.parse(events.at(-1)!).type === "result", "demo does not end with its result");
  const files = fs.readdirSync(path.join(folder, "a demo"));
  expect(files.includes("model.cif") && files.includes("report.json"), "demo writes no model or report");
  expect(run(program, ["info", "a demo/model.cif"]).includes("mmcif model"), "info");
  console.log(`the installed program runs on Node.js ${process.versions.node}`);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
