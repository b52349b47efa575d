/** The version of this program. */

import { createRequire } from "node:module";

/** As its package states it. */
export function programVersion(): string {
  return (createRequire(import.meta.url)("../package.json") as { version: string }).version;
}
