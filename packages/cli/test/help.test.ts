/** The public surface: what `--help` says. */

import os from "node:os";
import { expect, test } from "vitest";
import { outcomeOf, runCli, startCli } from "./run-cli.ts";

test.each([[[]], [["refine"]], [["geometry"]], [["demo"]], [["info"]], [["validate"]]])(
  "help of %j",
  async (command) => {
    const { code, stdout, stderr } = await runCli(os.tmpdir(), ...command, "--help");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.replace(/cryoreel\/\S+ .*/, "cryoreel/VERSION")).toMatchSnapshot();
  },
);

test("a reader that goes away early, as head does, is no fault", async () => {
  const child = startCli(os.tmpdir(), ["refine", "--help"]);
  child.stdout?.destroy();
  expect(await outcomeOf(child)).toMatchObject({ code: 0, stderr: "" });
});
