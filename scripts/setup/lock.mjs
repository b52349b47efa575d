/** A lock between processes that set up one checkout: a file that names its holder. */

import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const pollMs = 250;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** The process that holds the lock, or undefined when the file is gone or not yet written. @param {string} file */
function readHolder(file) {
  try {
    const pid = Number.parseInt(fs.readFileSync(file, "utf8"), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

/** Removes the lock of a dead holder; should another process have taken the lock meanwhile, that one is put back. */
function breakLock(/** @type {string} */ file, /** @type {number} */ deadPid) {
  const taken = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, taken);
  } catch {
    return;
  }
  if (readHolder(taken) !== deadPid && !fs.existsSync(file)) fs.renameSync(taken, file);
  else fs.rmSync(taken);
}

/**
 * Waits for the lock and takes it. A lock whose holder has died is broken.
 * @param {string} file
 * @param {(pid: number) => void} onWait called once when another process holds the lock
 */
export async function acquireLock(file, onWait) {
  // Written under another name and linked into place: whoever sees the lock sees its holder.
  const own = `${file}.own.${process.pid}`;
  fs.writeFileSync(own, `${process.pid}\n`);
  let told = false;
  try {
    for (;;) {
      try {
        fs.linkSync(own, file);
        return { release: () => fs.rmSync(file, { force: true }) };
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      }
      const holder = readHolder(file);
      if (holder !== undefined && !isAlive(holder)) breakLock(file, holder);
      else {
        if (!told && holder !== undefined) onWait(holder);
        told ||= holder !== undefined;
        await sleep(pollMs);
      }
    }
  } finally {
    fs.rmSync(own, { force: true });
  }
}
