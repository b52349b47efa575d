/** The folder of one run's results: whole files only, nothing of the user's overwritten unasked. */

import fs from "node:fs";
import path from "node:path";
import { InputError } from "@cryoreel/core";
import { fileFault } from "./file-fault.ts";

/** Files that a run writes. */
export const outputNames = {
  model: "model.cif",
  report: "report.json",
  page: "report.html",
  fsc: "fsc.xml",
  events: "events.ndjson",
  manifest: "manifest.json",
  view: "view.cxc",
  checkpoint: "checkpoint.bin",
} as const;
export type OutputName = (typeof outputNames)[keyof typeof outputNames];

/** What a command writes, and what may become of a folder that is there already. */
export interface OutputOptions {
  /** The files that belong to the command. */
  readonly names: readonly OutputName[];
  /** Replace an earlier run's files. Other files stay. */
  readonly force: boolean;
  /** Go on where an earlier run stopped; left out by commands that cannot. */
  readonly resume?: boolean;
}

export class OutputFolder {
  readonly path: string;

  private constructor(folder: string) {
    this.path = folder;
  }

  /** Makes the folder and makes sure that files can be written there. InputError where it holds files already. */
  static open(folder: string, options: OutputOptions): OutputFolder {
    const { names, force, resume = false } = options;
    const canResume = options.resume !== undefined;
    const output = new OutputFolder(folder);
    output.attempt("Cannot use the folder", "", () => {
      const existed = fs.existsSync(folder) && fs.readdirSync(folder).length > 0;
      if (existed && !force && !resume) {
        const ways = ["choose another one with --out", "replace an earlier run with --force"];
        if (canResume) ways.push("go on with --resume");
        throw new InputError(`The folder ${folder} is not empty: ${ways.join(", or ")}`, { file: folder });
      }
      fs.mkdirSync(folder, { recursive: true });
    });
    if (!resume) for (const name of names) output.remove(name);
    output.probe();
    return output;
  }

  /** A folder that cannot be written into is told before the work, not after it. */
  private probe(): void {
    const file = path.join(this.path, `.${process.pid}.part`);
    this.attempt("Cannot write into the folder", "", () => {
      fs.writeFileSync(file, "");
      fs.rmSync(file);
    });
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
