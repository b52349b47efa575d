/**
 * Writes `src/tables/data/rna-suites.ts` from the list of RNA backbone suites (Richardson et al. 2008; values of suitename).
 *
 * Run: node packages/core/scripts/make-rna-suites.ts <suites.json>
 */
import { readFileSync, writeFileSync } from "node:fs";

interface Cluster {
  readonly name: string;
  readonly status: "certain" | "wannabe";
  readonly dominance: "dom" | "sat" | "ord";
  readonly centreDeg: readonly number[];
}

const path = process.argv[2];
if (!path) throw new Error("Name the file suites.json.");
const { bins } = JSON.parse(readFileSync(path, "utf8")) as {
  bins: readonly { readonly bin: string; readonly clusters: readonly Cluster[] }[];
};
const lines = bins.flatMap(({ bin, clusters }) =>
  clusters.map((cluster) => {
    const { name, status, dominance, centreDeg } = cluster;
    return `  ${JSON.stringify([bin, name, status, dominance, ...centreDeg])},\n`;
  }),
);
const text =
  "/** The RNA backbone suites (Richardson et al. 2008, RNA 14:465; centres as in suitename), written by scripts/make-rna-suites.ts. */\n" +
  "/* Bin, name, status, dominance, then the centre in degrees. */\n" +
  `export const suiteClusterRows: readonly (readonly (string | number)[])[] = [\n${lines.join("")}];\n`;
writeFileSync(new URL("../src/tables/data/rna-suites.ts", import.meta.url), text);
