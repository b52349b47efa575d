/** What goes wrong for the user gets one sentence and its exit code; what goes wrong for us gets a stack. */

import fs from "node:fs";
import path from "node:path";
import { BackendError, CancelledError, InputError, NumericalError, UnsupportedError } from "@cryoreel/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportFault } from "../src/report-fault.ts";
import { makeWorkFolder, runCli } from "./run-cli.ts";

let folder: string;
beforeAll(() => {
  folder = makeWorkFolder();
  const write = (name: string, content: string | Buffer): void =>
    fs.writeFileSync(path.join(folder, name), content);
  write("empty.cif", "");
  write("prose.pdb", "Dear colleague,\nplease find the model attached.\n");
  write("truncated.mrc", fs.readFileSync(path.join(folder, "map.mrc")).subarray(0, 5000));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const sentence = /^cryoreel: [^\n]+\n$/;
const faults: readonly [what: string, args: readonly string[], says: RegExp][] = [
  ["an unknown command", ["refien"], /refien not found/],
  ["an unknown flag", ["refine", "--mdoel", "m.cif"], /--mdoel/],
  ["no model", ["refine", "--map", "map.mrc"], /Missing required flag model/],
  ["no map", ["refine", "--model", "model.cif", "--resolution", "4"], /--map/],
  ["half of the half maps", ["refine", "--model", "model.cif", "--half-map1", "half1.mrc"], /--half-map2/],
  ["no resolution", ["refine", "--model", "model.cif", "--map", "map.mrc"], /--resolution/],
  [
    "a resolution out of range",
    ["refine", "--model", "m", "--resolution", "0.2"],
    /a number from 1 to 40, not '0.2'/,
  ],
  [
    "a seed that is no integer",
    ["refine", "--model", "m", "--seed", "1.5"],
    /an integer from 0 on, not '1.5'/,
  ],
  ["a backend that does not exist", ["refine", "--model", "m", "--backend", "abacus"], /abacus/],
  [
    "an absent model",
    ["refine", "--model", "absent.cif", "--map", "map.mrc"],
    /absent\.cif: there is no such file/,
  ],
  ["an empty model", ["refine", "--model", "empty.cif", "--map", "map.mrc"], /empty\.cif/],
  ["a model that is none", ["refine", "--model", "prose.pdb", "--map", "map.mrc"], /prose\.pdb/],
  [
    "a truncated map",
    ["refine", "--model", "model.cif", "--map", "truncated.mrc", "--resolution", "4"],
    /truncated/,
  ],
  [
    "a folder in place of a map",
    ["refine", "--model", "model.cif", "--map", "."],
    /folder, where a file is expected/,
  ],
  [
    "results below a file",
    ["refine", "--model", "model.cif", "--map", "map.mrc", "--resolution", "4", "--out", "map.mrc/results"],
    /a part of the path is a file/,
  ],
  ["--resume without a folder", ["refine", "--model", "model.cif", "--map", "map.mrc", "--resume"], /--out/],
  ["a file that info cannot read", ["info", "prose.pdb"], /prose\.pdb/],
];

test.each(faults)("%s: exit code 2 and one sentence", async (_, args, says) => {
  const { code, stdout, stderr } = await runCli(folder, ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(says);
});

test("each class of fault has its exit code; only bugs show a stack", () => {
  const cases = [
    [new InputError("The map is empty: give another"), 2, "cryoreel: The map is empty: give another\n"],
    [new UnsupportedError("Too large"), 2, "cryoreel: Too large\n"],
    [new NumericalError("The loss is not finite", "bond", 7), 3, "cryoreel: The loss is not finite\n"],
    [new BackendError("No GPU"), 4, "cryoreel: No GPU\n"],
    [new CancelledError("stopped"), 130, "cryoreel: stopped\n"],
  ] as const;
  for (const [error, code, text] of cases) {
    let written = "";
    expect(reportFault(error, (part) => (written += part))).toBe(code);
    expect(written).toBe(text);
  }
  let written = "";
  expect(reportFault(new TypeError("x is undefined"), (part) => (written += part))).toBe(1);
  expect(written).toMatch(/TypeError: x is undefined\n {4}at .*[\s\S]*this is a bug in cryoreel/);
});
