/** Reads the files of a job, once each, with their hashes for the manifest. */

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { InputError } from "@cryoreel/core";
import { fileFault } from "./file-fault.ts";

/** One input as it was read. */
export interface InputFile {
  /** What it is to the job: `model`, `map`. */
  readonly role: string;
  /** As the user gave it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Reads a file; an InputError says what is wrong with it. */
export async function readInputFile(role: string, file: string): Promise<InputFile> {
  try {
    const bytes = await fs.readFile(file);
    return { role, path: file, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_FS_FILE_TOO_LARGE") {
      throw new InputError(`${file} is larger than 2 GiB, more than cryoreel can read`, { file });
    }
    throw fileFault(error, file, `Cannot read the ${role.replaceAll("-", " ")}`);
  }
}

/** The bytes of a component's file in a monomer library folder, undefined where it has none. */
export async function readLibraryFile(folder: string, relative: string): Promise<Uint8Array | undefined> {
  const file = path.join(folder, ...relative.split("/"));
  try {
    return await fs.readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fileFault(error, file, "Cannot read the monomer library's");
  }
}
