/** Reads a model of any format: PDB, mmCIF, BinaryCIF, each also gzip-compressed. */

import { readBcif } from "./bcif/read-bcif.ts";
import { parseCif } from "./cif/parse-cif.ts";
import { decodeText } from "./decode-text.ts";
import { detectModelFormat } from "./detect-model-format.ts";
import { gunzipIfNeeded } from "./gzip.ts";
import type { ReadOptions } from "./input-fault.ts";
import { readMmcif } from "./mmcif/read-mmcif.ts";
import type { ModelFile } from "./model-file.ts";
import { readPdb } from "./pdb/read-pdb.ts";

/**
 * Reads a model from the bytes of a file; the content decides the format, not the name. Whatever is wrong (empty, truncated,
 * not a model, coordinates that are no numbers, unknown elements, two atoms at one place) is an InputError with file, line and
 * what to do.
 */
export function readModel(bytes: Uint8Array, options: ReadOptions = {}): ModelFile {
  const plain = gunzipIfNeeded(bytes, options);
  const format = detectModelFormat(plain, options);
  if (format === "bcif") return readMmcif(readBcif(plain, options), format, options);
  const { text, notes } = decodeText(plain, options);
  const model =
    format === "pdb" ? readPdb(text, options) : readMmcif(parseCif(text, options), format, options);
  return notes.length > 0 ? { ...model, notes: [...notes, ...model.notes] } : model;
}
