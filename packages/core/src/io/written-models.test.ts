/** Every real model: written, read again by us and by gemmi, nothing lost. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { withCoordinates } from "../model/structure.ts";
import { createRandom } from "../random.ts";
import { findTable, isFrame } from "./cif/cif-document.ts";
import { parseCif } from "./cif/parse-cif.ts";
import { writeMmcif } from "./mmcif/write-mmcif.ts";
import { writePdb } from "./pdb/write/write-pdb.ts";
import { readModel } from "./read-model.ts";

const folder =
  process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../shared", import.meta.url));
const dataFolder = join(folder, "data");
const reason = existsSync(dataFolder) ? "" : "(skipped: no real data; CRYOREEL_DATA names their folder)";
const paths = reason
  ? []
  : readdirSync(dataFolder, { recursive: true, encoding: "utf8" }).filter((path) =>
      /\.(pdb|cif)$/.test(path),
    );
const read = (path: string) => readModel(readFileSync(join(dataFolder, path)), { file: path });

describe.skipIf(reason)(`real models ${reason}`, () => {
  test.each(paths)("%s is the same structure after writing and reading", (path) => {
    const file = read(path);
    const written = writeMmcif(file, file.structures);
    const again = readModel(written, { file: "again.cif" });
    // Vitest's own comparison takes seconds on arrays of this size.
    expect(isDeepStrictEqual(again.structures, file.structures)).toBe(true);
    expect(again.notes).toEqual([]);
    expect(isDeepStrictEqual(writeMmcif(again, again.structures), written)).toBe(true);
  });

  test.each(paths)("%s as PDB keeps atoms, residues and author chains", (path) => {
    const file = read(path);
    const again = readModel(writePdb(file, file.structures).bytes, { file: "again.pdb" });
    const [before, after] = [file.structures[0]!, again.structures[0]!];
    for (const part of [
      "atoms.name",
      "atoms.altLoc",
      "residues.compId",
      "residues.authSeqId",
      "chains.authAsymId",
    ]) {
      const [room, field] = part.split(".") as ["atoms", "name"];
      expect([part, isDeepStrictEqual(after[room][field], before[room][field])]).toEqual([part, true]);
    }
    expect(after.connections.length).toBeGreaterThanOrEqual(
      before.connections.filter((c) => c.type !== "hydrog").length,
    );
    const worst = after.atoms.xyz.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - before.atoms.xyz[i]!)),
      0,
    );
    expect(worst).toBeLessThan(0.00051);
  });

  test("moved atoms change Cartn_x, y, z and nothing else", () => {
    const path = "emd30342_7cec_A/390_7cec_A.cif";
    const file = read(path);
    const structure = file.structures[0]!;
    const random = createRandom(5);
    const moved = withCoordinates(
      structure,
      structure.atoms.xyz.map((value) => value + random.normal()),
    );
    const before = parseCif(readFileSync(join(dataFolder, path), "utf8")).blocks[0]!;
    const after = parseCif(new TextDecoder().decode(writeMmcif(file, moved))).blocks[0]!;
    for (const item of before.items) {
      if (isFrame(item)) continue;
      const table = findTable(after, item.category)!;
      expect(table.tags.slice(0, item.tags.length)).toEqual(item.tags);
      if (item.category !== "_atom_site") {
        expect(isDeepStrictEqual(table.values, item.values)).toBe(true);
        continue;
      }
      const differing = new Set<string>();
      for (let i = 0; i < item.values.length; i++) {
        if (item.values[i] !== table.values[i]) differing.add(item.tags[i % item.tags.length]!);
      }
      expect([...differing].sort()).toEqual([
        "_atom_site.Cartn_x",
        "_atom_site.Cartn_y",
        "_atom_site.Cartn_z",
      ]);
    }
    const read2 = readModel(writeMmcif(file, moved)).structures[0]!;
    const worst = read2.atoms.xyz.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - moved.atoms.xyz[i]!)),
      0,
    );
    expect(worst).toBeLessThan(0.0000051);
  });
});

const hasGemmi = spawnSync("python3", ["-c", "import gemmi"]).status === 0;
const gemmiReason = reason || (hasGemmi ? "" : "(skipped: python3 with gemmi is not installed)");

describe.skipIf(gemmiReason)(`gemmi agrees ${gemmiReason}`, () => {
  const temporary = gemmiReason ? "" : mkdtempSync(join(tmpdir(), "cryoreel-io-"));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));

  test.each(["cif", "pdb"])("on atoms, ids, connections and categories of every written .%s", (format) => {
    // The three are like RNA1: their turn would only cost time.
    const compared = paths.filter((path) => !/RNA[234]\.pdb|ps128/.test(path));
    const pairs = compared.flatMap((path) => {
      const file = read(path);
      const target = join(temporary, `${path.replaceAll("/", "-")}.${format}`);
      const bytes =
        format === "cif" ? writeMmcif(file, file.structures) : writePdb(file, file.structures).bytes;
      writeFileSync(target, bytes);
      return [join(dataFolder, path), target];
    });
    const script = fileURLToPath(new URL("../../scripts/compare-with-gemmi.py", import.meta.url));
    const run = spawnSync("python3", [script, ...pairs], { encoding: "utf8", maxBuffer: 1e8 });
    expect(run.stderr).toBe("");
    const results = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(results).toHaveLength(compared.length);
    for (const result of results) {
      expect(result.atoms).toBeGreaterThan(1000);
      expect(result).toMatchObject({ differences: [] });
    }
  });
});
