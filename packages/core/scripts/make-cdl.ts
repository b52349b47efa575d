/**
 * Writes `src/tables/data/cdl.ts` from the conformation-dependent library 1.2 (Berkholz et al. 2009).
 *
 * Run: node packages/core/scripts/make-cdl.ts <conformation_dependent_library.json.gz>
 * Angles are packed in hundredths of a degree, lengths in ten-thousandths of an ångström, missing values as 0.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { packCounts } from "./pack-counts.ts";

const path = process.argv[2];
if (!path) throw new Error("Name the file conformation_dependent_library.json.gz.");
const { columns, classes } = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as {
  columns: readonly string[];
  classes: Record<string, Record<string, readonly (string | number)[]>>;
};
const names = columns.slice(2).filter((name) => name !== "sigma");
const bins = Array.from({ length: 36 }, (_, i) => -180 + 10 * i);
const lines = Object.entries(classes).map(([residueClass, grid]) => {
  const counts = columns.slice(2).flatMap((_, k) => {
    const perUnit = k < 14 ? 100 : 10_000;
    return bins.flatMap((phi) =>
      bins.map((psi) => {
        const value = Number(grid[`${phi},${psi}`]![k + 2]);
        const count = value < 0 ? 0 : Math.round(value * perUnit);
        if (value >= 0 && Math.abs(count / perUnit - value) > 1e-9)
          throw new Error(`${value} is finer than the packing`);
        return count;
      }),
    );
  });
  return `  ${residueClass}: ${JSON.stringify(packCounts(counts)).replace(/"(\w+)":/g, "$1: ")},\n`;
});
const text =
  "/** The conformation-dependent library 1.2 (Berkholz et al. 2009, Structure 17:1316; values as in cctbx, BSD), packed by scripts/make-cdl.ts. */\n" +
  'import type { PackedCounts } from "../packed-counts.ts";\n\n' +
  `export const cdlColumns: readonly string[] = ${JSON.stringify(names)};\n\n` +
  `export const packedCdl = {\n${lines.join("")}} satisfies Record<string, PackedCounts>;\n`;
writeFileSync(new URL("../src/tables/data/cdl.ts", import.meta.url), text);
