/** `cryoreel refine` from files to files, in processes of its own. */

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { readFsc, readModel } from "@cryoreel/core/io";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fewSteps, makeWorkFolder, outcomeOf, runCli, startCli } from "./run-cli.ts";

let folder: string;
beforeAll(() => {
  folder = makeWorkFolder();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const read = (...names: string[]): Buffer => fs.readFileSync(path.join(folder, ...names));
const inputs = ["--model", "model.cif", "--map", "map.mrc", "--resolution", "4"];
const refine = (...args: string[]) => runCli(folder, "refine", ...inputs, ...fewSteps, ...args);

describe("a run", () => {
  beforeAll(async () => {
    const { code, stderr } = await refine("--out", "first run");
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  test("leaves every result and no part of one", () => {
    expect(fs.readdirSync(path.join(folder, "first run")).sort()).toEqual([
      "events.ndjson",
      "fsc.xml",
      "manifest.json",
      "model.cif",
      "report.html",
      "report.json",
      "view.cxc",
    ]);
  });

  test("writes a model of the same atoms", () => {
    const [before, after] = [read("model.cif"), read("first run", "model.cif")].map(
      (bytes) => readModel(bytes).structures[0]!,
    );
    expect(after!.atoms.name).toEqual(before!.atoms.name);
    expect(after!.residues.compId).toEqual(before!.residues.compId);
  });

  test("says in its manifest what it was made from", () => {
    const manifest = JSON.parse(read("first run", "manifest.json").toString());
    const sha256 = (name: string): string => createHash("sha256").update(read(name)).digest("hex");
    expect(manifest).toMatchObject({
      program: "cryoreel",
      seed: 1,
      config: { resolution: 4, patchSteps: 3 },
      inputs: [
        { role: "model", path: "model.cif", sha256: sha256("model.cif") },
        { role: "map", path: "map.mrc", sha256: sha256("map.mrc") },
      ],
    });
    expect(Date.parse(manifest.finished)).toBeGreaterThanOrEqual(Date.parse(manifest.started));
  });

  test("reports before and after, and a curve that reads back", () => {
    const report = JSON.parse(read("first run", "report.json").toString());
    for (const when of ["before", "value"]) {
      expect(report.metrics.cc_mask[when]).toBeGreaterThan(0.5);
      expect(report.metrics.bonds_rmsz[when]).toBeGreaterThan(0);
    }
    expect(read("first run", "report.html").toString()).toMatch(/^<!doctype html>/i);
    expect(readFsc(read("first run", "fsc.xml")).fsc[1]).toBeGreaterThan(0.5);
  });

  test("logs every event with its time", () => {
    const events = read("first run", "events.ndjson")
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.find(({ type }) => type === "started")).toMatchObject({ resolution: 4, seed: 1 });
    expect(events.filter(({ type, stage }) => type === "step" && stage === "patch")).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({ type: "result", folder: "first run" });
    expect(events.every(({ seconds }, i) => i === 0 || seconds >= events[i - 1].seconds)).toBe(true);
  });

  test("is repeated to the letter by the same seed, and printed as JSON alone with --json", async () => {
    const { code, stdout } = await refine("--out", "second run", "--json");
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.at(-1).type).toBe("result");
    expect(read("second run", "model.cif")).toEqual(read("first run", "model.cif"));
  });

  test("is not overwritten, unless by --force", async () => {
    const kept = read("first run", "manifest.json");
    const refused = await refine("--out", "first run");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^cryoreel: The folder first run is not empty: .*--force.*\n$/);
    expect(read("first run", "manifest.json")).toEqual(kept);
    fs.writeFileSync(path.join(folder, "first run", "notes.txt"), "mine");
    expect((await refine("--out", "first run", "--force")).code).toBe(0);
    expect(read("first run", "manifest.json")).not.toEqual(kept);
    expect(read("first run", "notes.txt").toString()).toBe("mine");
  });
});

test("without --out the results lie beside the caller, in a folder of their own", async () => {
  fs.mkdirSync(path.join(folder, "model-refined"));
  expect((await refine()).code).toBe(0);
  expect(fs.existsSync(path.join(folder, "model-refined-2", "model.cif"))).toBe(true);
});

test("half maps give the resolution; the second is held out", async () => {
  const halves = ["--half-map1", "half1.mrc", "--half-map2", "half2.mrc"];
  const { code, stderr } = await runCli(
    folder,
    "refine",
    "--model",
    "model.cif",
    ...halves,
    ...fewSteps,
    "--out",
    "halves",
  );
  expect(code, stderr).toBe(0);
  const { resolution } = JSON.parse(read("halves", "manifest.json").toString()).config;
  expect(resolution).toBeGreaterThan(3);
  expect(resolution).toBeLessThan(5);
  const { metrics } = JSON.parse(read("halves", "report.json").toString());
  expect(metrics.cc_mask_half2.value).toBeGreaterThan(0.3);
});

test("Ctrl-C leaves a checkpoint; --resume ends where the whole run ends", async () => {
  const steps = ["--patch-steps", "40", "--residue-steps", "40", "--atom-steps", "3", "--polish-steps", "3"];
  const args = ["refine", ...inputs, ...steps, "--checkpoint-seconds", "1", "--json"];
  const child = startCli(folder, [...args, "--out", "stopped"]);
  const outcome = outcomeOf(child);
  let isKilled = false;
  child.stdout?.on("data", (chunk: Buffer) => {
    // A second Ctrl-C would stop the process at once.
    if (!isKilled && chunk.includes('"type":"checkpoint"')) isKilled = child.kill("SIGINT");
  });
  const { code, stderr } = await outcome;
  expect(code).toBe(130);
  expect(stderr).toMatch(/^cryoreel: stopped\. .*--resume\n$/);
  expect(fs.existsSync(path.join(folder, "stopped", "model.cif"))).toBe(false);
  expect(fs.existsSync(path.join(folder, "stopped", "checkpoint.bin"))).toBe(true);

  expect((await runCli(folder, ...args, "--out", "stopped", "--resume")).code).toBe(0);
  expect((await runCli(folder, ...args, "--out", "whole")).code).toBe(0);
  const [resumed, whole] = ["stopped", "whole"].map(
    (name) => readModel(read(name, "model.cif")).structures[0]!.atoms.xyz,
  );
  expect(resumed).toEqual(whole);
});
