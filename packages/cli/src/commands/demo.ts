/** `cryoreel demo`: a refinement whose answer is known. */

import os from "node:os";
import path from "node:path";
import { refineConfigSchema } from "@cryoreel/core/pipeline/config";
import { Command } from "@oclif/core";
import { flagsFromSchema, settingsFromFlags } from "../flags-from-schema.ts";
import { freeFolder } from "../free-folder.ts";
import { mainSettings, runFlags } from "./refine.ts";

const assets = path.resolve(import.meta.dirname, "../../assets/demo");
/** What the simulated map resolves, Å. */
const demoResolution = 3;

export class Demo extends Command {
  static override summary = "Refine a made-up model into a simulated map and compare with the truth";
  static override description =
    "A two-domain protein with an RNA hairpin, simulated at 3 Å with noise. The start model has its domains moved and side chains turned. Takes one to three minutes on two cores.";
  static override usage = "demo [--out <folder>] [FLAGS]";
  static override flags = {
    ...flagsFromSchema(refineConfigSchema.omit({ resolution: true, invert: true }), mainSettings),
    ...runFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Demo);
    const { followRefine } = await import("../follow-run.ts");
    const { demoTable } = await import("../render/demo-table.ts");
    const files = {
      model: path.join(assets, "start.cif"),
      map: path.join(assets, "map.mrc"),
      dictionaries: [],
    };
    const outcome = await followRefine(
      {
        files,
        config: settingsFromFlags(refineConfigSchema, { ...flags, resolution: demoResolution }),
        out: flags.out ?? freeFolder("cryoreel-demo"),
        force: flags.force,
        resume: flags.resume,
        threads: flags.threads ?? os.availableParallelism(),
      },
      flags.json,
    );
    if (flags.json) return;
    const after = path.join(outcome.folder, "model.cif");
    const table = demoTable({
      ...outcome,
      truthFile: path.join(assets, "truth.cif"),
      startFile: files.model,
      modelFile: after,
    });
    this.log(
      `\n${table}\nmodel:   ${path.resolve(after)}\nreport:  ${path.resolve(outcome.folder, "report.html")}`,
    );
    this.log(`look:    chimerax ${path.resolve(outcome.folder, "view.cxc")}\ninputs:  ${assets}`);
  }
}
