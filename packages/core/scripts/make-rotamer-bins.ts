/**
 * Writes `src/tables/data/rotamer-bins.ts` from MolProbity's list of rotamer names.
 *
 * Run: node packages/core/scripts/make-rotamer-bins.ts <rotamer_names.props of cctbx, mmtbx/rotamer>
 * A line there is `arg ppp80="0, 120, 0, 120, 0, 120, 0, 130"`: lower and upper bound of each chi, degrees.
 */
import { readFileSync, writeFileSync } from "node:fs";

const path = process.argv[2];
if (!path) throw new Error("Name the file rotamer_names.props.");
const bins = new Map<string, string[]>();
for (const line of readFileSync(path, "utf8").split("\n")) {
  const match = /^(\w{3}) (\S+)="([\d, ]+)"/.exec(line);
  if (!match || match[1] === "mse") continue;
  const compId = match[1]!.toUpperCase();
  const bounds = match[3]!.split(", ");
  const ranges = bounds.flatMap((lower, i) => (i % 2 ? [] : [`${lower}-${bounds[i + 1]}`]));
  bins.set(compId, [...(bins.get(compId) ?? []), `${match[2]} ${ranges.join(" ")}`]);
}
const entries = [...bins].map(([compId, names]) => `  ${compId}: ${JSON.stringify(names)},\n`);
const text =
  "/** Rotamer names and their chi ranges in degrees (MolProbity, Hintze et al. 2016; as in cctbx, BSD), written by scripts/make-rotamer-bins.ts. */\n" +
  `export const rotamerBins: Readonly<Record<string, readonly string[]>> = {\n${entries.join("")}};\n`;
writeFileSync(new URL("../src/tables/data/rotamer-bins.ts", import.meta.url), text);
