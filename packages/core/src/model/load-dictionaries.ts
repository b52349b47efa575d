/** Gathers the monomer dictionaries that a structure needs: the user's files first, then a library. */
import { InputError } from "../errors.ts";
import type { MonomerDictionary } from "./monomer.ts";
import { readMonomerDictionary } from "./read-monomer-dictionary.ts";
import type { Structure } from "./structure.ts";

export interface DictionarySources {
  /** The user's dictionary files; the first one that has a component wins. */
  readonly files?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Bytes of a component's file in a library, undefined where it has none. See `monomerLibraryPath`. */
  readonly loadMonomer?: (id: string) => Promise<Uint8Array | undefined>;
}

/** Component ids that Windows does not allow as file names; the CCP4 library doubles them. */
const reservedNames = new Set(["AUX", "COM", "CON", "LPT", "NUL", "PRN"]);

/** The place of a component in a directory laid out like the CCP4 monomer library: `a/ALA.cif`. */
export function monomerLibraryPath(id: string): string {
  const name = reservedNames.has(id.slice(0, 3).toUpperCase()) && id.length === 3 ? `${id}_${id}` : id;
  return `${id[0]!.toLowerCase()}/${name}.cif`;
}

/**
 * Dictionaries in the order in which `compileRestraints` looks into them. The library is asked for the components of the
 * structure that no file of the user has; what neither has is left to the built-in table.
 */
export async function loadDictionaries(
  structure: Structure,
  sources: DictionarySources,
): Promise<MonomerDictionary[]> {
  const files = (sources.files ?? []).map(({ name, bytes }) =>
    readMonomerDictionary(bytes, { name, source: "dictionary" }),
  );
  if (!sources.loadMonomer) return files;
  const known = (id: string): boolean => files.some((file) => file.monomers.has(id));
  const library: MonomerDictionary[] = [];
  for (const id of new Set(structure.residues.compId)) {
    const bytes = known(id) ? undefined : await sources.loadMonomer(id);
    if (!bytes) continue;
    const entry = readMonomerDictionary(bytes, { name: monomerLibraryPath(id), source: "library" });
    if (!entry.monomers.has(id)) {
      throw new InputError(
        `the library's ${entry.name} describes ${[...entry.monomers.keys()].join(", ")} instead of ${id}`,
        { file: entry.name },
      );
    }
    library.push(entry);
  }
  return [...files, ...library];
}
