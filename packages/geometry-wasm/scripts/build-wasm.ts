/** Compiles assembly/ into two binaries (shared memory, plain memory) and embeds them in src/generated/wasm-binaries.ts. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { sourceHash } from "./source-hash.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "src/generated/wasm-binaries.ts");

const flags = [
  "-O3",
  "--converge",
  "--noAssert",
  "--uncheckedBehavior=always",
  "--runtime=stub",
  "--importMemory",
  "--noExportMemory",
  "--maximumMemory=65536",
  "--enable=simd",
];
const sharedFlags = [...flags, "--enable=threads", "--sharedMemory", "--initialMemory=16"];

async function compile(name: string, options: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [join(root, "assembly/index.ts"), `--baseDir=${root}`, `--outFile=${name}.wasm`, ...options],
    {
      writeFile: (file: string, contents: Uint8Array | string) => {
        if (file.endsWith(".wasm")) binary = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`asc failed on ${name}:\n${stderr.toString()}`, { cause: error });
  return new Uint8Array(binary);
}

function moduleText(hash: string, shared: Uint8Array<ArrayBuffer>, plain: Uint8Array<ArrayBuffer>): string {
  const kernels = WebAssembly.Module.exports(new WebAssembly.Module(plain)).map((entry) => entry.name);
  const embed = (name: string, bytes: Uint8Array): string =>
    `export const ${name} =\n  "${Buffer.from(bytes).toString("base64")}";\n`;
  return [
    "/** Written by scripts/build-wasm.ts from assembly/: the compiled kernels, base64. */",
    `export const sourceHash = "${hash}";`,
    `export const kernelNames = ${JSON.stringify(kernels)} as const;`,
    embed("sharedBinary", shared),
    embed("plainBinary", plain),
  ].join("\n");
}

function isFresh(hash: string): boolean {
  try {
    return readFileSync(target, "utf8").includes(`sourceHash = "${hash}"`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

const hash = sourceHash();
if (isFresh(hash)) {
  console.log("wasm kernels: up to date");
} else {
  const shared = await compile("shared", sharedFlags);
  const plain = await compile("plain", [...flags, "--initialMemory=16"]);
  mkdirSync(dirname(target), { recursive: true });
  // Renamed into place, so that nobody who builds or tests at the same time reads half a file.
  writeFileSync(`${target}.new`, moduleText(hash, shared, plain));
  renameSync(`${target}.new`, target);
  console.log(`wasm kernels: ${shared.length} bytes (shared memory), ${plain.length} bytes (plain)`);
}
