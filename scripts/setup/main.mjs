/** Brings this checkout up to date for the launcher: `node main.mjs dependencies|build`. Runs on any Node from 20. */

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { acquireLock } from "./lock.mjs";
import { isCurrent, markCurrent } from "./stamp.mjs";
import { SetupFailure, stepsUpTo } from "./steps.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const cache = path.join(root, ".cache", "setup");

/** @param {string} text */
const say = (text) => process.stderr.write(`cryoreel: ${text}\n`);

/** @param {string} goal name of the last step wanted */
async function setUp(goal) {
  const steps = stepsUpTo(goal, root);
  const pending = () => steps.filter((step) => !isCurrent(cache, step));
  if (pending().length === 0) return;
  fs.mkdirSync(cache, { recursive: true });
  const lock = await acquireLock(path.join(cache, "lock"), (pid) =>
    say(`process ${pid} is setting this checkout up; waiting for it.`),
  );
  process.once("exit", lock.release);
  const log = path.join(cache, "log.txt");
  const missing = pending();
  if (missing.length > 0) fs.writeFileSync(log, "");
  for (const step of missing) {
    say(`${step.title} …`);
    const stamp = step.stamp();
    await step.run(log);
    markCurrent(cache, step, stamp);
  }
}

/** The last lines of the log, so that a CI log shows the cause. @param {string} log */
function tail(log) {
  const lines = fs.readFileSync(log, "utf8").trimEnd().split("\n");
  return lines.slice(-15).join("\n");
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  say(`this is Node.js ${process.versions.node}; install Node.js 20 or newer (https://nodejs.org).`);
  process.exit(2);
}
try {
  await setUp(process.argv[2] ?? "build");
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  process.stderr.write(`${tail(error.log)}\n`);
  say(`${error.message} The whole log: ${error.log}`);
  process.exitCode = 1;
}
