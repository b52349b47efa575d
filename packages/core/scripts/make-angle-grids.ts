/**
 * Writes `src/tables/data/{ramachandran,rotamer}-grids.ts` from the Top8000 text grids.
 *
 * Run: node packages/core/scripts/make-angle-grids.ts <folder with ramachandran/ and rotamer/>
 * The grids are those of github.com/rlabduke/reference_data, Top8000 (CC-BY 4.0); each value is a whole number of counts
 * over a total, which the script finds again, so that nothing is rounded. Arg and Lys are recomputed from the published
 * residue list with the published density method.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { PackedAngleGrid } from "../src/tables/angle-grid.ts";
import { packCounts } from "./pack-counts.ts";

const ramachandran = {
  general: "rama8000-general-noGPIVpreP.data",
  glycine: "rama8000-gly-sym.data",
  cisProline: "rama8000-cispro.data",
  transProline: "rama8000-transpro.data",
  preProline: "rama8000-prepro-noGP.data",
  isoleucineValine: "rama8000-ileval-nopreP.data",
};
const rotamer = {
  ARG: "arg.data.gz",
  ASN: "asn.data",
  ASP: "asp.data",
  CYS: "cys.data",
  GLN: "gln.data",
  GLU: "glu.data",
  HIS: "his.data",
  ILE: "ile.data",
  LEU: "leu.data",
  LYS: "lys.data.gz",
  MET: "met.data",
  PHE: "phetyr.data",
  PRO: "pro.data",
  SER: "ser.data",
  THR: "thr.data",
  TRP: "trp.data",
  VAL: "val.data",
};

const folder = process.argv[2];
if (!folder) throw new Error("Name the folder that holds ramachandran/ and rotamer/.");
writeGrids("ramachandran", ramachandran, (name) => join(folder, "ramachandran", name));
writeGrids("rotamer", rotamer, (name) => join(folder, "rotamer", `rota8000-${name}`));

function writeGrids(what: string, files: Record<string, string>, path: (name: string) => string): void {
  const entries = Object.entries(files).map(([key, name]) => `  ${key}: ${source(packGrid(path(name)))},\n`);
  const text =
    `/** Top8000 ${what} distributions (Richardson laboratory, reference_data, CC-BY 4.0), packed by scripts/make-angle-grids.ts. */\n` +
    `import type { PackedAngleGrid } from "../angle-grid.ts";\n\n` +
    `export const packed${what[0]!.toUpperCase()}${what.slice(1)}Grids = {\n${entries.join("")}} satisfies Record<string, PackedAngleGrid>;\n`;
  writeFileSync(new URL(`../src/tables/data/${what}-grids.ts`, import.meta.url), text);
}

function source(grid: PackedAngleGrid): string {
  return JSON.stringify(grid).replace(/"(\w+)":/g, "$1: ");
}

function packGrid(path: string): PackedAngleGrid {
  const bytes = readFileSync(path);
  const lines = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").split("\n");
  const axes = lines.slice(0, 9).flatMap((line) => {
    const match = /x\d: (\S+) (\S+) (\d+) true/.exec(line);
    return match ? [{ lower: Number(match[1]), upper: Number(match[2]), n: Number(match[3]) }] : [];
  });
  const rows = lines
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(/\s+/).map(Number));
  const values = new Float64Array(axes.reduce((product, axis) => product * axis.n, 1));
  for (const row of rows) {
    let cell = 0;
    axes.forEach(({ lower, upper, n }, k) => {
      cell = cell * n + Math.floor(((row[k]! - lower) / (upper - lower)) * n);
    });
    values[cell] = row.at(-1)!;
  }
  const total = Math.round(1 / values.reduce((least, v) => (v > 0 && v < least ? v : least), 1));
  const counts = Uint32Array.from(values, (v) => Math.round(v * total));
  const worst = values.reduce((error, v, i) => Math.max(error, Math.abs(v * total - counts[i]!)), 0);
  if (worst > 1e-6) throw new Error(`${path}: values are no multiples of 1/${total} (off by ${worst})`);
  return {
    lowerDeg: axes.map((axis) => axis.lower),
    upperDeg: axes.map((axis) => axis.upper),
    nBins: axes.map((axis) => axis.n),
    total,
    counts: packCounts(counts),
  };
}
