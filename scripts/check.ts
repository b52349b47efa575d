/** The one check command: format, build with types, layers, package, tests; ends with the line `N passed, N failed, N skipped`. */

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Tally } from "./tally-reporter.ts";

const root = path.resolve(import.meta.dirname, "..");

/** Runs a step with its output on the terminal; true when it ended well. */
function run(title: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  console.log(`\n— ${title}: ${command} ${args.join(" ")}`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", ...env },
  });
  if (error) console.error(error.message);
  return status === 0;
}

/** Runs the tests and reads what the tally reporter counted. */
function runTests(): Tally {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cryoreel-check-"));
  const file = path.join(folder, "tally.json");
  try {
    const reporters = ["--reporter=default", "--reporter=./scripts/tally-reporter.ts"];
    const ok = run("tests", "pnpm", ["exec", "vitest", "run", ...reporters], { CRYOREEL_TALLY: file });
    const tally: Tally = fs.existsSync(file)
      ? JSON.parse(fs.readFileSync(file, "utf8"))
      : { passed: 0, failed: 0, skipped: [] };
    // A run that breaks outside of any test (a file that does not load) has failed too.
    return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const checks: readonly [title: string, args: readonly string[]][] = [
  ["format and lint", ["exec", "biome", "ci", "."]],
  ["build and types", ["run", "build"]],
  ["types of tests and scripts", ["exec", "tsc", "-p", "tsconfig.checks.json"]],
  ["layers", ["run", "layers"]],
  ["installed package", ["exec", "node", "scripts/check-package.ts"]],
];
const failedChecks = checks.filter(([title, args]) => !run(title, "pnpm", args)).map(([title]) => title);
const tally = runTests();

for (const title of tally.skipped) console.log(`skipped: ${title}`);
if (failedChecks.length > 0) console.log(`failed checks: ${failedChecks.join(", ")}`);
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`);
process.exitCode = failedChecks.length > 0 || tally.failed > 0 ? 1 : 0;
