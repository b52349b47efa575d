/** `cryoreel geometry`: puts the stereochemistry of a model right, without a map. */

import path from "node:path";
import { refineConfigSchema } from "@cryoreel/core/pipeline/config";
import { Command } from "@oclif/core";
import { flagsFromSchema } from "../flags-from-schema.ts";
import { jobOf, modelFilesOf, modelFlags, runFlags } from "./refine.ts";

/** Of the settings of a refinement, those that count without a map. */
const settings = refineConfigSchema
  .pick({
    seed: true,
    hydrogens: true,
    strict: true,
    rebuildRotamers: true,
    invert: true,
    polishSteps: true,
    checkpointSeconds: true,
  })
  .extend({
    rebuildRotamers: refineConfigSchema.shape.rebuildRotamers.describe(
      "Try other rotamers: auto = where a side chain is in trouble, on = everywhere",
    ),
  });
const mainSettings = ["seed", "hydrogens", "strict", "rebuildRotamers", "invert"];

export class Geometry extends Command {
  static override summary = "Put the geometry of a model right, without a map";
  static override description =
    "Bonds, angles, planes, hands, Ramachandran and rotamer angles, clashes with hydrogens and RNA suites are refined near the input model. The same as refine --no-map.";
  static override usage = "geometry --model <file> [--out <folder>] [FLAGS]";
  static override examples = ["<%= config.bin %> geometry --model m.cif --out better"];
  static override flags = { ...modelFlags, ...flagsFromSchema(settings, mainSettings), ...runFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Geometry);
    const { followRefine } = await import("../follow-run.ts");
    const { metricsTable } = await import("../render/metrics-table.ts");
    const job = { ...jobOf(flags, modelFilesOf(flags)), geometryOnly: true };
    const outcome = await followRefine(job, flags.json);
    if (flags.json) return;
    this.log(`\n${metricsTable(outcome.before, outcome.after)}\nresults: ${path.resolve(outcome.folder)}`);
  }
}
