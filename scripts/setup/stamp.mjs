/** Stamps: a digest of everything that a set-up step depends on, kept beside its result to know when to run it again. */

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** Folders and files that hold results, not sources. */
const results = new Set([
  "node_modules",
  "dist",
  "build",
  "generated",
  "assets",
  "coverage",
  ".turbo",
  ".cache",
  "oclif.manifest.json",
]);

/** Digest of the given texts. @param {readonly string[]} texts */
export function digest(texts) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest("hex");
}

/** Contents of the files, as they count in a stamp; an absent file counts as such. @param {readonly string[]} files */
export const contents = (files) =>
  files.map((file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "(absent)"));

/**
 * Path, size and modification time of every source file below `folder`: reading names is fast, reading contents is not.
 * @param {string} folder
 * @returns {string[]}
 */
export function listSources(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !results.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return listSources(file);
      const status = fs.statSync(file, { throwIfNoEntry: false });
      return status ? [`${file} ${status.size} ${status.mtimeMs}`] : [];
    });
}

/**
 * Whether a step's result is there and was made from what is here now.
 * @param {string} cache folder of the stamps
 * @param {{name: string, result: string, stamp: () => string}} step
 */
export function isCurrent(cache, step) {
  const file = path.join(cache, `${step.name}.stamp`);
  return fs.existsSync(step.result) && fs.existsSync(file) && fs.readFileSync(file, "utf8") === step.stamp();
}

/**
 * Records that the step's result was made from `stamp`, taken before the step ran: a later edit then shows.
 * @param {string} cache
 * @param {{name: string}} step
 * @param {string} stamp
 */
export function markCurrent(cache, step, stamp) {
  const file = path.join(cache, `${step.name}.stamp`);
  fs.writeFileSync(`${file}.${process.pid}`, stamp);
  fs.renameSync(`${file}.${process.pid}`, file);
}
