/** Builds the one sentence that a user reads when a file is at fault: where, what was found, what to do. */

import { type FaultPlace, InputError, UnsupportedError } from "../errors.ts";

/** Where bytes came from; `file` is only a name for messages. */
export interface ReadOptions {
  readonly file?: string | undefined;
}

/** `model.pdb, line 12: sentence`, as far as file and line are known. */
function placed(place: FaultPlace, sentence: string): string {
  const where = [place.file, place.line === undefined ? undefined : `line ${place.line}`].filter(Boolean);
  return where.length > 0 ? `${where.join(", ")}: ${sentence}` : sentence;
}

/** The input is wrong. */
export function inputFault(place: FaultPlace, sentence: string): InputError {
  return new InputError(placed(place, sentence), place);
}

/** The input is valid but not handled. */
export function unsupportedFault(place: FaultPlace, sentence: string): UnsupportedError {
  return new UnsupportedError(placed(place, sentence), place);
}

/** A place with `file` set only when it is known. */
export function placeOf(options: ReadOptions, line?: number, field?: string): FaultPlace {
  return {
    ...(options.file === undefined ? {} : { file: options.file }),
    ...(line === undefined ? {} : { line }),
    ...(field === undefined ? {} : { field }),
  };
}

/** At most `limit` characters of a value in quotes, so that a message stays one line. */
export function shown(value: string, limit = 40): string {
  const printable = Array.from(value, (c) => (c < " " || c === "\u007f" ? "·" : c));
  return printable.length > limit ? `"${printable.slice(0, limit).join("")}…"` : `"${printable.join("")}"`;
}
