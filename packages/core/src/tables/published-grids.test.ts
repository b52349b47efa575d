/** The packed distributions, and so what mixtures and costs are held against, cell by cell beside the published files. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { AngleGrid } from "./angle-grid.ts";
import { type RamachandranClass, ramachandranGrid } from "./ramachandran.ts";
import { rotamerGrid } from "./rotamers.ts";

const data = process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../shared", import.meta.url));
const folder = `${data}/reference`;
const isAbsent = !existsSync(folder);
const reason = isAbsent ? " (skipped: no published grids; CRYOREEL_DATA names their folder)" : "";

const ramachandranFiles: Readonly<Record<RamachandranClass, string>> = {
  general: "general-noGPIVpreP",
  glycine: "gly-sym",
  cisProline: "cispro",
  transProline: "transpro",
  preProline: "prepro-noGP",
  isoleucineValine: "ileval-nopreP",
};
const residues = "ARG ASN ASP CYS GLN GLU HIS ILE LEU LYS MET PRO SER THR TRP VAL".split(" ");

describe.skipIf(isAbsent).each([
  ...Object.entries(ramachandranFiles).map(([key, name]) => ({
    key,
    file: `ramachandran/rama8000-${name}.data`,
    grid: ramachandranGrid(key as RamachandranClass),
  })),
  ...[...residues, "PHE", "TYR"].map((key) => {
    const name = key === "PHE" || key === "TYR" ? "phetyr" : key.toLowerCase();
    return { key, file: `rotamer/rota8000-${name}.data`, grid: rotamerGrid(key)! };
  }),
])(`the published distribution of $key${reason}`, ({ file, grid }) => {
  it("is kept to the last digit, and nothing is added to it", () => {
    const left = new Set<number>();
    grid.counts.forEach((count, cell) => {
      if (count > 0) left.add(cell);
    });
    let worst = 0;
    for (const line of readLines(`${folder}/${file}`)) {
      const numbers = line.split(" ").map(Number);
      const [place, published] = [numbers.slice(0, -1), numbers.at(-1)!];
      const cell = cellAt(grid, place);
      worst = Math.max(worst, Math.abs(grid.counts[cell]! / grid.total - published));
      left.delete(cell);
    }
    expect(worst).toBeLessThan(1e-12);
    expect([...left]).toEqual([]);
  });
});

/** Lines of numbers: the centre of a cell in degrees, and its fraction. */
function readLines(file: string): string[] {
  const bytes = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function cellAt({ nBins, lowerDeg, widthDeg }: AngleGrid, placeDeg: readonly number[]): number {
  return placeDeg.reduce(
    (cell, angle, axis) => cell * nBins[axis]! + Math.floor((angle - lowerDeg[axis]!) / widthDeg[axis]!),
    0,
  );
}
