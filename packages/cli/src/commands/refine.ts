/** `cryoreel refine`: one model into one map. */

import os from "node:os";
import path from "node:path";
import { refineConfigSchema } from "@cryoreel/core/pipeline/config";
import type { RefineFiles, RefineJob } from "@cryoreel/runner";
import { Command, Flags, type Interfaces } from "@oclif/core";
import { flagsFromSchema, settingsFromFlags } from "../flags-from-schema.ts";
import { freeFolder } from "../free-folder.ts";

/** Flags of every command that runs a refinement. */
export const runFlags = {
  out: Flags.string({ char: "o", description: "Folder for the results", helpValue: "<folder>" }),
  force: Flags.boolean({ description: "Replace the results of an earlier run in --out" }),
  json: Flags.boolean({ description: "Print the events as JSON, one a line, and nothing else" }),
  resume: Flags.boolean({
    description: "Go on where a stopped run in --out left off",
    dependsOn: ["out"],
    exclusive: ["force"],
  }),
  threads: Flags.integer({
    description: "Threads of the geometry kernels. Default: one a core",
    min: 1,
    max: 256,
    helpValue: "<integer>",
  }),
};

/** The model and what its chemistry is read from. */
export const modelFlags = {
  model: Flags.string({ char: "m", required: true, description: "Model to refine", helpValue: "<file>" }),
  dictionary: Flags.string({
    multiple: true,
    description: "Restraints of a ligand or modified residue (CIF); may be given several times",
    helpValue: "<file>",
  }),
  "monomer-library": Flags.string({
    description: "Folder of a monomer library (CCP4 layout), asked after --dictionary",
    helpValue: "<folder>",
  }),
};

/** Settings that most runs touch; the rest is tuning. */
export const mainSettings = [
  "resolution",
  "backend",
  "seed",
  "hydrogens",
  "strict",
  "dock",
  "rebuildRotamers",
];

const file = (description: string) => Flags.string({ description, helpValue: "<file>" });

export class Refine extends Command {
  static override summary = "Refine a model into a cryo-EM map";
  static override description =
    "Reads PDB, mmCIF or BinaryCIF models and MRC/CCP4 maps, each also gzip-compressed. Writes model.cif, report.html, report.json, fsc.xml, events.ndjson, manifest.json and view.cxc (for ChimeraX) into --out.";
  static override usage = "refine --model <file> --map <file> --resolution <number> [--out <folder>] [FLAGS]";
  static override examples = [
    "<%= config.bin %> refine --model m.cif --map m.mrc --resolution 3.2",
    "<%= config.bin %> refine --model m.pdb --half-map1 a.mrc --half-map2 b.mrc --dictionary LIG.cif --out refined",
  ];
  static override flags = {
    ...modelFlags,
    map: file("Map to refine against. Default: half map 1, half map 2 is then held out"),
    "no-map": Flags.boolean({
      description:
        "Put the geometry right near the input model, without a map: the same as the geometry command",
      exclusive: ["map", "half-map1", "half-map2", "mask", "resolution"],
    }),
    "half-map1": file("First half map: gives the resolution, and cross-validation without --map"),
    "half-map2": file("Second half map"),
    mask: file("Map that multiplies the soft mask around the model"),
    ...flagsFromSchema(refineConfigSchema.omit({ invert: true }), mainSettings),
    ...runFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Refine);
    const { followRefine } = await import("../follow-run.ts");
    const { metricsTable } = await import("../render/metrics-table.ts");
    const job = { ...jobOf(flags, filesOf(flags)), geometryOnly: flags["no-map"] };
    const outcome = await followRefine(job, flags.json);
    if (flags.json) return;
    this.log(`\n${metricsTable(outcome.before, outcome.after)}\nresults: ${path.resolve(outcome.folder)}`);
  }
}

type RefineFlags = Interfaces.InferredFlags<typeof Refine.flags>;

/** What `runFlags` and the settings say of a run on `files`. */
export function jobOf(flags: Interfaces.InferredFlags<typeof runFlags>, files: RefineFiles): RefineJob {
  const stem = path.basename(files.model).replace(/(\.(pdb|ent|cif|mmcif|bcif|gz))+$/i, "");
  return {
    files,
    config: settingsFromFlags(refineConfigSchema, flags),
    out: flags.out ?? freeFolder(`${stem}-refined`),
    force: flags.force,
    resume: flags.resume,
    threads: flags.threads ?? os.availableParallelism(),
  };
}

/** The model and its dictionaries. */
export const modelFilesOf = (flags: Interfaces.InferredFlags<typeof modelFlags>): RefineFiles => ({
  model: flags.model,
  dictionaries: flags.dictionary ?? [],
  ...(flags["monomer-library"] !== undefined && { monomerLibrary: flags["monomer-library"] }),
});

const filesOf = (flags: RefineFlags): RefineFiles => ({
  ...modelFilesOf(flags),
  ...(flags.map !== undefined && { map: flags.map }),
  ...(flags["half-map1"] !== undefined && { halfMap1: flags["half-map1"] }),
  ...(flags["half-map2"] !== undefined && { halfMap2: flags["half-map2"] }),
  ...(flags.mask !== undefined && { mask: flags.mask }),
});
