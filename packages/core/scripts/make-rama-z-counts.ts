/**
 * Writes `src/tables/data/rama-z-counts.ts` from the Rama-Z tables of Sobolev et al. 2020 (reference_data, CC-BY 4.0).
 *
 * Run: node packages/core/scripts/make-rama-z-counts.ts <rama_z.json.gz>
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { packCounts } from "./pack-counts.ts";

const path = process.argv[2];
if (!path) throw new Error("Name the file rama_z.json.gz.");
const { counts } = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as {
  counts: Record<"H" | "S" | "L", Record<string, number[][]>>;
};
const classes = Object.keys(counts.H).sort();
const lines = (["H", "S", "L"] as const).map((structure) => {
  const packed = packCounts(classes.flatMap((name) => counts[structure][name]!.flat()));
  return `  ${structure}: ${JSON.stringify(packed).replace(/"(\w+)":/g, "$1: ")},\n`;
});
const text =
  "/** Counts of (phi, psi) per secondary structure and residue class (Sobolev et al. 2020, CC-BY 4.0), packed by scripts/make-rama-z-counts.ts. */\n" +
  'import type { PackedCounts } from "../packed-counts.ts";\n\n' +
  `export const ramaZClassNames: readonly string[] = ${JSON.stringify(classes)};\n\n` +
  `export const packedRamaZCounts = {\n${lines.join("")}} satisfies Record<string, PackedCounts>;\n`;
writeFileSync(new URL("../src/tables/data/rama-z-counts.ts", import.meta.url), text);
