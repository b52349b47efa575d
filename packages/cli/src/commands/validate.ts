/** `cryoreel validate`: how good a model is, by itself and in its map. */

import path from "node:path";
import { validateConfigSchema } from "@cryoreel/core/validate";
import type { ValidateFiles, ValidateJob } from "@cryoreel/runner";
import { Command, Flags, type Interfaces } from "@oclif/core";
import { compileInLine } from "../compile-in-line.ts";
import { flagsFromSchema, settingsFromFlags } from "../flags-from-schema.ts";
import { freeFolder } from "../free-folder.ts";

const file = (description: string) => Flags.string({ description, helpValue: "<file>" });
const folder = (description: string) => Flags.string({ description, helpValue: "<folder>" });

export class Validate extends Command {
  static override summary = "Judge a model as MolProbity and the wwPDB do";
  static override description =
    "Measures geometry, contacts and, with a map, the fit to it, residue by residue. Writes report.html (opens offline in any browser), report.json and, with a map, fsc.xml into --out. What cannot be measured is left out and told.";
  static override usage =
    "validate --model <file> [--map <file> --resolution <number>] [--before <file>] [FLAGS]";
  static override examples = [
    "<%= config.bin %> validate --model after.cif --before before.pdb --map m.mrc --resolution 3.2",
    "<%= config.bin %> validate --model m.cif --half-map1 a.mrc --half-map2 b.mrc --out report",
  ];
  static override flags = {
    model: Flags.string({ char: "m", required: true, description: "Model to judge", helpValue: "<file>" }),
    before: file("Model that it was made from: judged alike and compared"),
    map: file("Map to judge the fit by. Default: the mean of the half maps"),
    "half-map1": file("First half map: the one that was refined against, if any"),
    "half-map2": file("Second half map"),
    mask: file("Mask for the FSC in place of the soft one around the model"),
    ...flagsFromSchema(validateConfigSchema, ["resolution", "contour", "modelNumber"]),
    dictionary: Flags.string({
      multiple: true,
      description: "Restraints of a ligand or modified residue (CIF); may be given several times",
      helpValue: "<file>",
    }),
    "monomer-library": folder("Folder of a monomer library (CCP4 layout), asked after --dictionary"),
    "cablam-grids": folder("Folder of MolProbity's CaBLAM grids (cablam.8000.expected.*.stat)"),
    percentiles: file("Table of percentiles to show beside the metrics (JSON)"),
    out: Flags.string({ char: "o", description: "Folder for the report", helpValue: "<folder>" }),
    force: Flags.boolean({ description: "Replace an earlier report in --out" }),
    json: Flags.boolean({ description: "Print the metrics as JSON and nothing else" }),
  };

  async run(): Promise<void> {
    compileInLine();
    const { flags } = await this.parse(Validate);
    const { runValidate } = await import("@cryoreel/runner/validate-files");
    const { openWorkLine } = await import("../render/work-line.ts");
    const line = openWorkLine(process.stderr, !flags.json);
    const { folder: out, report } = await runValidate(jobOf(flags), line.show).finally(line.close);
    if (flags.json) {
      const { validationSummary } = await import("../render/validation-summary.ts");
      return this.log(JSON.stringify(validationSummary(out, report)));
    }
    const { validationText } = await import("../render/validation-text.ts");
    this.log(validationText(report));
    this.log(`report:  ${path.resolve(out, "report.html")}`);
  }
}

type ValidateFlags = Interfaces.InferredFlags<typeof Validate.flags>;

function jobOf(flags: ValidateFlags): ValidateJob {
  const stem = path.basename(flags.model).replace(/(\.(pdb|ent|cif|mmcif|bcif|gz))+$/i, "");
  return {
    files: filesOf(flags),
    config: settingsFromFlags(validateConfigSchema, flags),
    out: flags.out ?? freeFolder(`${stem}-report`),
    force: flags.force,
  };
}

const filesOf = (flags: ValidateFlags): ValidateFiles => ({
  model: flags.model,
  dictionaries: flags.dictionary ?? [],
  ...(flags.before !== undefined && { before: flags.before }),
  ...(flags.map !== undefined && { map: flags.map }),
  ...(flags["half-map1"] !== undefined && { halfMap1: flags["half-map1"] }),
  ...(flags["half-map2"] !== undefined && { halfMap2: flags["half-map2"] }),
  ...(flags.mask !== undefined && { mask: flags.mask }),
  ...(flags["monomer-library"] !== undefined && { monomerLibrary: flags["monomer-library"] }),
  ...(flags["cablam-grids"] !== undefined && { cablamGrids: flags["cablam-grids"] }),
  ...(flags.percentiles !== undefined && { percentiles: flags.percentiles }),
});
