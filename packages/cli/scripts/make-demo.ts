/** Writes the files of `cryoreel demo` into assets/demo. They are the same whoever makes them. */

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { writeMap } from "@cryoreel/core/io";
import { demoMap, makeDemoInputs, writeStructure } from "@cryoreel/fixtures";

const folder = path.resolve(import.meta.dirname, "../assets/demo");
const version = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, "../package.json"), "utf8"),
).version;

const { truth, start, map } = await makeDemoInputs();
const label = { program: "cryoreel", version, comment: `simulated map, ${demoMap.resolution} A` };
const files: Readonly<Record<string, Uint8Array>> = {
  "start.cif": writeStructure(start),
  "truth.cif": writeStructure(truth),
  "map.mrc": writeMap(map, label),
};
fs.mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(files)) {
  fs.writeFileSync(path.join(folder, name), bytes);
  const digest = createHash("sha256").update(bytes).digest("hex");
  console.log(`${name} ${bytes.length} bytes, SHA-256 ${digest.slice(0, 16)}`);
}
