/** One hash over everything that the compiled kernels depend on: the sources, the build script, the compiler's version. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
/** SHA-256 (hex) of assembly/, the build script and the AssemblyScript version. */
export function sourceHash() {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  const sources = readdirSync(join(root, "assembly"), { recursive: true })
    .map((name) => join("assembly", String(name)))
    .filter((name) => name.endsWith(".ts"))
    .sort();
  const hash = createHash("sha256");
  for (const name of [...sources, "scripts/build-wasm.ts"]) {
    hash.update(name.replaceAll("\\", "/")).update("\0");
    hash.update(readFileSync(join(root, name))).update("\0");
  }
  const compiler = createRequire(import.meta.url)("assemblyscript/package.json");
  return hash.update(compiler.version).digest("hex");
}
//# sourceMappingURL=source-hash.js.map
