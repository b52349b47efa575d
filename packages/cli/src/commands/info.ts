/** `cryoreel info`: what is in models and maps. */

import { Args, Command, Flags } from "@oclif/core";

export class Info extends Command {
  static override summary = "Say what is in a model or a map";
  static override description =
    "Takes any number of models and maps. With one map, also says how much of each model lies in its box.";
  static override usage = "info <file>... [--json]";
  static override examples = ["<%= config.bin %> info model.cif map.mrc.gz"];
  static override strict = false;
  static override args = { file: Args.string({ required: true, description: "Model or map" }) };
  static override flags = { json: Flags.boolean({ description: "Print JSON and nothing else" }) };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Info);
    const { describeFiles } = await import("@cryoreel/runner/describe-files");
    const { infoText } = await import("../render/info-text.ts");
    const described = await describeFiles(argv as string[]);
    this.log(flags.json ? JSON.stringify(described, null, 2) : described.map(infoText).join("\n"));
  }
}
