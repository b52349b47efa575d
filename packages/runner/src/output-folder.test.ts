/** Results are whole files, and what the disk refuses becomes a sentence. */

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { InputError } from "@cryoreel/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileFault } from "./file-fault.ts";
import { OutputFolder, outputNames } from "./output-folder.ts";

const names = Object.values(outputNames);
let base: string;
beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), "cryoreel output "));
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

test("makes the folder, with those above it, and leaves nothing in it", () => {
  const folder = path.join(base, "a", "b");
  OutputFolder.open(folder, { names, force: false });
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("a folder with files is refused; force removes the command's files and no others", () => {
  fs.writeFileSync(path.join(base, "model.cif"), "old");
  fs.writeFileSync(path.join(base, "mine.txt"), "mine");
  expect(() => OutputFolder.open(base, { names, force: false, resume: false })).toThrow(
    /not empty.*--force.*--resume/,
  );
  OutputFolder.open(base, { names, force: true });
  expect(fs.readdirSync(base)).toEqual(["mine.txt"]);
});

test("resume keeps what is there", () => {
  fs.writeFileSync(path.join(base, "checkpoint.bin"), "state");
  const folder = OutputFolder.open(base, { names, force: false, resume: true });
  expect(folder.read("checkpoint.bin")).toEqual(Buffer.from("state"));
  expect(folder.read("model.cif")).toBeUndefined();
});

test("a file is replaced whole, and a failed write leaves the old one and no part", () => {
  const folder = OutputFolder.open(base, { names, force: false });
  folder.write("report.json", "one");
  folder.write("report.json", "two");
  expect(fs.readFileSync(folder.pathOf("report.json"), "utf8")).toBe("two");
  // A folder in the place of the file: the last step, moving into place, fails.
  fs.mkdirSync(folder.pathOf("model.cif"));
  expect(() => folder.write("model.cif", "three")).toThrow(InputError);
  expect(fs.readdirSync(base).sort()).toEqual(["model.cif", "report.json"]);
});

test("a file where the folder should be is told", () => {
  const file = path.join(base, "file");
  fs.writeFileSync(file, "");
  for (const folder of [file, path.join(file, "below")]) {
    expect(() => OutputFolder.open(folder, { names, force: false })).toThrow(
      /is a file, where a folder is expected/,
    );
  }
});

test("what the operating system refuses is a sentence; a bug stays a bug", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  expect(fileFault(full, "out/model.cif", "Cannot write")).toEqual(
    new InputError(
      "Cannot write out/model.cif: the disk is full; free some space, or choose another folder with --out",
      { file: "out/model.cif" },
    ),
  );
  const bug = new TypeError("x is undefined");
  expect(fileFault(bug, "out", "Cannot write")).toBe(bug);
});
