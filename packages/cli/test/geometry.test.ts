/** `cryoreel geometry` from a model to a better one, in a process of its own. */

import fs from "node:fs";
import path from "node:path";
import { readModel } from "@cryoreel/core/io";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkFolder, runCli } from "./run-cli.ts";

let folder: string;
beforeAll(() => {
  folder = makeWorkFolder();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const read = (...names: string[]): Buffer => fs.readFileSync(path.join(folder, ...names));

describe("a model alone", () => {
  beforeAll(async () => {
    const { code, stderr } = await runCli(folder, "geometry", "--model", "model.cif", "--out", "better");
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  test("leaves results without anything of a map", () => {
    expect(fs.readdirSync(path.join(folder, "better")).sort()).toEqual([
      "events.ndjson",
      "manifest.json",
      "model.cif",
      "report.html",
      "report.json",
      "view.cxc",
    ]);
    expect(read("better", "view.cxc").toString()).not.toContain("volume");
    expect(read("better", "model.cif").toString()).not.toContain("Fourier ring correlation");
  });

  test("has its geometry put right near where it was", () => {
    const { metrics } = JSON.parse(read("better", "report.json").toString());
    expect(metrics.cc_mask.value).toBeNull();
    expect(metrics.clashscore.value).toBe(0);
    expect(metrics.angles_rmsz.value).toBeLessThan(1);
    const [before, after] = [read("model.cif"), read("better", "model.cif")].map(
      (bytes) => readModel(bytes).structures[0]!.atoms,
    );
    expect(after!.name).toEqual(before!.name);
    const squares = after!.xyz.map((value, i) => (value - before!.xyz[i]!) ** 2);
    const rmsd = Math.sqrt(squares.reduce((a, b) => a + b) / before!.name.length);
    expect(rmsd).toBeGreaterThan(0.01);
    expect(rmsd).toBeLessThan(1);
  });

  test("is what refine --no-map makes of it", async () => {
    const { code } = await runCli(folder, "refine", "--no-map", "--model", "model.cif", "--out", "again");
    expect(code).toBe(0);
    expect(read("again", "model.cif").equals(read("better", "model.cif"))).toBe(true);
  });
});

test("--no-map and a map exclude each other", async () => {
  const { code, stderr } = await runCli(
    folder,
    "refine",
    "--no-map",
    "--model",
    "model.cif",
    "--map",
    "map.mrc",
  );
  expect(code).toBe(2);
  expect(stderr).toContain("--no-map");
});
