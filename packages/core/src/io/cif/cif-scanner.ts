/** Splits CIF 1.1 text into tokens and counts lines. */

import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";

/** What the scanner distinguishes; "reserved" are the words that CIF 1.1 keeps for STAR. */
export type CifToken = "data" | "save" | "loop" | "tag" | "value" | "reserved" | "end";

const newline = 10;
const hash = 35;
const semicolon = 59;
const underscore = 95;

const isSpace = (code: number): boolean => code === 32 || code === newline || code === 9 || code === 13;

/** Walks over the text; after `next()` the token is `word()` and begins in line `tokenLine`. */
export class CifScanner {
  /** Line of the current token, from 1. */
  tokenLine = 1;
  private readonly text: string;
  private readonly options: ReadOptions;
  private position = 0;
  private line = 1;
  private start = 0;

  constructor(text: string, options: ReadOptions) {
    this.text = text;
    this.options = options;
  }

  /** The current token as written, delimiters included. */
  word(): string {
    return this.text.slice(this.start, this.position);
  }

  /** Moves to the next token. An unclosed quote or text field is an InputError. */
  next(): CifToken {
    this.skipSpace();
    this.start = this.position;
    this.tokenLine = this.line;
    const first = this.text.charCodeAt(this.position);
    if (Number.isNaN(first)) return "end";
    if (first === 39 || first === 34) return this.scanQuoted(first);
    if (first === semicolon && this.atLineStart()) return this.scanTextField();
    this.skipWord();
    if (first === underscore) return "tag";
    return this.kindOfWord();
  }

  private atLineStart(): boolean {
    return this.position === 0 || this.text.charCodeAt(this.position - 1) === newline;
  }

  private skipSpace(): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.position);
      if (code === newline) this.line++;
      else if (code === hash) {
        const end = text.indexOf("\n", this.position);
        this.position = end < 0 ? text.length : end;
        continue;
      } else if (!isSpace(code)) return;
      this.position++;
    }
  }

  private skipWord(): void {
    const { text } = this;
    let { position } = this;
    for (let code = text.charCodeAt(position); code > 32; code = text.charCodeAt(position)) position++;
    // Control characters other than white space would stop the scanner for ever: they belong to the word.
    while (position < text.length && !isSpace(text.charCodeAt(position))) position++;
    this.position = position;
  }

  private scanQuoted(quote: number): CifToken {
    const { text } = this;
    let position = this.position + 1;
    for (;;) {
      const code = text.charCodeAt(position);
      if (code === newline || Number.isNaN(code)) {
        throw inputFault(
          placeOf(this.options, this.tokenLine),
          `a value begins with ${String.fromCharCode(quote)} but the quote is not closed in its line`,
        );
      }
      position++;
      const following = text.charCodeAt(position);
      if (code === quote && (Number.isNaN(following) || isSpace(following))) break;
    }
    this.position = position;
    return "value";
  }

  private scanTextField(): CifToken {
    const end = this.text.indexOf("\n;", this.position);
    if (end < 0) {
      throw inputFault(
        placeOf(this.options, this.tokenLine),
        "the text field that begins here with a semicolon is not closed; the file is truncated",
      );
    }
    for (let i = this.text.indexOf("\n", this.position); i <= end; i = this.text.indexOf("\n", i + 1))
      this.line++;
    this.position = end + 2;
    return "value";
  }

  private kindOfWord(): CifToken {
    const length = this.position - this.start;
    // Only words with an underscore in fifth (or last) place can be keywords: look closer at those alone.
    if (length < 5) return "value";
    const word = this.text.slice(this.start, this.start + 8).toLowerCase();
    if (word.startsWith("data_")) return "data";
    if (word.startsWith("save_")) return "save";
    if (length === 5 && word.startsWith("loop_")) return "loop";
    if ((length === 5 && word.startsWith("stop_")) || (length === 7 && word.startsWith("global_"))) {
      return "reserved";
    }
    return "value";
  }
}
