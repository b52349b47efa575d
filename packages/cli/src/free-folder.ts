/** A name for a results folder that is not there yet. */

import fs from "node:fs";

/** `name`, or `name-2`, `name-3` … */
export function freeFolder(name: string): string {
  let candidate = name;
  for (let i = 2; fs.existsSync(candidate); i++) candidate = `${name}-${i}`;
  return candidate;
}
