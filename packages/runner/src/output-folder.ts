/** The folder of one run's results: whole files only, nothing of the user's overwritten unasked. */

import fs from "node:fs";
import path from "node:path";
import { InputError } from "@cryoreel/core";
import { fileFault } from "./file-fault.ts";

/** Files that a run writes. */
export const outputNames = {
  model: "model.cif",
  report: "report.json",
  fsc: "fsc.xml",
  events: "events.ndjson",
  manifest: "manifest.json",
  view: "view.cxc",
  checkpoint: "checkpoint.bin",
} as const;
export type OutputName = (typeof outputNames)[keyof typeof outputNames];

/** What may become of a folder that is there already. */
export interface OutputOptions {
  /** Replace an earlier run's files. Other files stay. */
  readonly force: boolean;
  /** Go on where an earlier run stopped. */
  readonly resume: boolean;
}

export class OutputFolder {
  readonly path: string;

  private constructor(folder: string) {
    this.path = folder;
  }

  /** Makes the folder and makes sure that files can be written there. InputError where it holds files already. */
  static open(folder: string, { force, resume }: OutputOptions): OutputFolder {
    const output = new OutputFolder(folder);
    output.attempt("Cannot use the folder", "", () => {
      const existed = fs.existsSync(folder) && fs.readdirSync(folder).length > 0;
      if (existed && !force && !resume) {
        throw new InputError(
          `The folder ${folder} is not empty: choose another one with --out, replace an earlier run with --force, or go on with --resume`,
          { file: folder },
        );
      }
      fs.mkdirSync(folder, { recursive: true });
    });
    if (!resume) for (const name of Object.values(outputNames)) output.remove(name);
    output.write(outputNames.events, "", { append: resume });
    return output;
  }

  pathOf(name: OutputName): string {
    return path.join(this.path, name);
  }

  /** The bytes of an earlier file, undefined where there is none. */
  read(name: OutputName): Uint8Array | undefined {
    return this.attempt("Cannot read", name, () =>
      fs.existsSync(this.pathOf(name)) ? fs.readFileSync(this.pathOf(name)) : undefined,
    );
  }

  /** Writes a whole file under another name and moves it into place: readers see the old file or the new one. */
  write(name: OutputName, content: Uint8Array | string, { append = false } = {}): void {
    const target = this.pathOf(name);
    this.attempt("Cannot write", name, () => {
      if (append) return fs.appendFileSync(target, content);
      const partial = `${target}.${process.pid}.part`;
      try {
        fs.writeFileSync(partial, content, { flush: true });
        fs.renameSync(partial, target);
      } catch (error) {
        fs.rmSync(partial, { force: true });
        throw error;
      }
    });
  }

  remove(name: OutputName): void {
    this.attempt("Cannot remove", name, () => fs.rmSync(this.pathOf(name), { force: true }));
  }

  private attempt<T>(what: string, name: OutputName | "", action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw fileFault(error, name === "" ? this.path : this.pathOf(name), what);
    }
  }
}
