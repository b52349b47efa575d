/** Reads the input files of a job and gathers the notes on them. */

import { type ModelFile, readMap, readModel } from "@cryoreel/core/io";
import type { Volume } from "@cryoreel/core/map";
import {
  loadDictionaries,
  type MonomerDictionary,
  monomerLibraryPath,
  type Structure,
} from "@cryoreel/core/model";
import { type InputFile, readInputFile, readLibraryFile } from "./input-files.ts";

/** Where restraints of ligands and modified residues come from. */
export interface DictionaryFiles {
  readonly dictionaries: readonly string[];
  /** A folder laid out like the CCP4 monomer library. */
  readonly monomerLibrary?: string;
}

/** Reads each file once and keeps what there is to say of it. */
export class InputReader {
  readonly files: InputFile[] = [];
  readonly notes: string[] = [];

  async read(role: string, path: string): Promise<InputFile> {
    const known = this.files.find((file) => file.path === path);
    if (known) return known;
    const file = await readInputFile(role, path);
    this.files.push(file);
    return file;
  }

  note(path: string, notes: readonly string[]): void {
    this.notes.push(...notes.map((note) => `${path}: ${note}`));
  }

  /** Every model of the file. */
  async model(role: string, path: string): Promise<ModelFile> {
    const file = readModel((await this.read(role, path)).bytes, { file: path });
    this.note(path, file.notes);
    return file;
  }

  async map(role: string, path: string): Promise<Volume> {
    const { volume, notes } = readMap((await this.read(role, path)).bytes, { file: path });
    this.note(path, notes);
    return volume;
  }

  /** The dictionaries that a structure needs: the user's files first, then the library. */
  async dictionaries(
    structure: Structure,
    { dictionaries, monomerLibrary }: DictionaryFiles,
  ): Promise<MonomerDictionary[]> {
    const files: InputFile[] = [];
    for (const path of dictionaries) files.push(await this.read("dictionary", path));
    return loadDictionaries(structure, {
      files: files.map(({ path, bytes }) => ({ name: path, bytes })),
      ...(monomerLibrary !== undefined && {
        loadMonomer: (id: string) => readLibraryFile(monomerLibrary, monomerLibraryPath(id)),
      }),
    });
  }
}
