/** Bytes of a text file → string with `\n` line ends. */

import { placeOf, type ReadOptions, unsupportedFault } from "./input-fault.ts";

/** V8 holds strings of at most about 2^29 characters. */
const longestText = 2 ** 29 - 64;

/** A decoded text; `notes` says when the bytes were not UTF-8. */
export interface DecodedText {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Decodes UTF-8, else Latin-1 (with a note). Removes a byte order mark and turns `\r\n` and `\r` into `\n`. */
export function decodeText(bytes: Uint8Array, options: ReadOptions = {}): DecodedText {
  if (bytes.length > longestText) {
    throw unsupportedFault(
      placeOf(options),
      `the text is ${(bytes.length / 2 ** 20).toFixed(0)} MB, more than a JavaScript string holds; use BinaryCIF`,
    );
  }
  let text: string;
  const notes: string[] = [];
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Old files carry Latin-1 names of authors; every byte sequence is valid Latin-1, so nothing is lost.
    text = new TextDecoder("windows-1252").decode(bytes);
    notes.push("the text is not UTF-8 and was read as Latin-1; it is written back as UTF-8");
  }
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  return { text, notes };
}
