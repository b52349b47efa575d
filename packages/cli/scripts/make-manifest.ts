/** Writes oclif.manifest.json: with it `--help` loads no command. */

import fs from "node:fs";
import path from "node:path";
import { Plugin } from "@oclif/core";

const root = path.resolve(import.meta.dirname, "..");
const plugin = new Plugin({
  root,
  ignoreManifest: true,
  errorOnManifestCreate: true,
  respectNoCacheDefault: true,
});
await plugin.load();
fs.writeFileSync(path.join(root, "oclif.manifest.json"), `${JSON.stringify(plugin.manifest, null, 1)}\n`);
