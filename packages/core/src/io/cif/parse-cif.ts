/** Parses CIF 1.1 text into a document of raw values, with the line of every row. */

import { inputFault, placeOf, type ReadOptions, shown } from "../input-fault.ts";
import { type CifBlock, type CifDocument, type CifFrame, type CifTable, categoryOf } from "./cif-document.ts";
import { CifScanner, type CifToken } from "./cif-scanner.ts";

interface OpenTable {
  category: string;
  tags: string[];
  values: string[];
  isLoop: boolean;
  lines: number[];
}

interface OpenFrame {
  frameName: string;
  items: OpenTable[];
}

interface OpenBlock {
  name: string;
  items: (OpenTable | OpenFrame)[];
}

/** What tags and loops are put into: the block, or the save frame that is open in it. */
interface Target {
  readonly items: (OpenTable | OpenFrame)[];
  /** Lower-case tag → its line. */
  readonly seen: Map<string, number>;
  /** Tables of pairs by category. */
  readonly pairs: Map<string, OpenTable>;
}

const openTarget = (items: (OpenTable | OpenFrame)[]): Target => ({
  items,
  seen: new Map(),
  pairs: new Map(),
});

/** Parses `text`. What is no CIF, ends too early, or gives a tag twice is an InputError with its line. */
export function parseCif(text: string, options: ReadOptions = {}): CifDocument {
  return new CifParser(text, options).parse();
}

class CifParser {
  private readonly scanner: CifScanner;
  private readonly options: ReadOptions;
  private readonly blocks: OpenBlock[] = [];
  private block: Target | undefined;
  private frame: Target | undefined;

  constructor(text: string, options: ReadOptions) {
    this.scanner = new CifScanner(text, options);
    this.options = options;
  }

  parse(): CifDocument {
    const { scanner } = this;
    let token = scanner.next();
    while (token !== "end") {
      if (token === "tag") token = this.readPair();
      else if (token === "loop") token = this.readLoop();
      else token = this.readHeading(token);
    }
    if (this.frame) throw this.fault("the file ends inside a save_ frame; it is truncated");
    if (this.blocks.length === 0) throw this.fault("the file has no data_ block; is it mmCIF?");
    return { blocks: this.blocks satisfies readonly CifBlock[] };
  }

  /** `data_name`, `save_name`, `save_`; anything else is out of place here. */
  private readHeading(token: CifToken): CifToken {
    const word = this.scanner.word();
    if (token === "data") {
      if (this.frame) throw this.fault(`${word} stands inside a save_ frame, which must be closed first`);
      const items: OpenBlock["items"] = [];
      this.blocks.push({ name: word.slice(5), items });
      this.block = openTarget(items);
    } else if (token === "save" && word.length > 5) {
      if (!this.block || this.frame) throw this.fault(`${word} is not allowed here`);
      const frame: OpenFrame & CifFrame = { frameName: word.slice(5), items: [] };
      this.block.items.push(frame);
      this.frame = openTarget(frame.items);
    } else if (token === "save") {
      if (!this.frame) throw this.fault("save_ closes a frame, but none is open");
      this.frame = undefined;
    } else {
      throw this.fault(
        `${shown(word)} stands where a tag, loop_ or data_ is expected; a value with blanks needs quotes`,
      );
    }
    return this.scanner.next();
  }

  private readPair(): CifToken {
    const { scanner } = this;
    const target = this.target();
    const tag = scanner.word();
    const line = scanner.tokenLine;
    this.claim(target, tag);
    if (scanner.next() !== "value") {
      throw this.fault(`${tag} has no value; the file is truncated or a value lacks its quotes`, line);
    }
    const category = categoryOf(tag);
    let table = target.pairs.get(category.toLowerCase());
    if (!table) {
      table = { category, tags: [], values: [], isLoop: false, lines: [] };
      target.pairs.set(category.toLowerCase(), table);
      target.items.push(table);
    }
    table.tags.push(tag);
    table.values.push(scanner.word());
    table.lines.push(line);
    return scanner.next();
  }

  private readLoop(): CifToken {
    const { scanner } = this;
    const target = this.target();
    const loopLine = scanner.tokenLine;
    const tags: string[] = [];
    let token = scanner.next();
    for (; token === "tag"; token = scanner.next()) {
      tags.push(scanner.word());
      this.claim(target, scanner.word());
    }
    if (tags.length === 0) throw this.fault("loop_ has no tags", loopLine);
    const table: OpenTable & CifTable = {
      category: categoryOf(tags[0]!),
      tags,
      values: [],
      isLoop: true,
      lines: [],
    };
    const { values, lines } = table;
    for (; token === "value"; token = scanner.next()) {
      if (values.length % tags.length === 0) lines.push(scanner.tokenLine);
      values.push(scanner.word());
    }
    const rest = values.length % tags.length;
    if (rest !== 0) {
      throw this.fault(
        `the last row of the loop of ${table.category || tags[0]} has ${rest} of ${tags.length} values; the file is truncated or a value lacks its quotes`,
        lines.at(-1),
      );
    }
    target.items.push(table);
    return token;
  }

  private target(): Target {
    const target = this.frame ?? this.block;
    if (!target) throw this.fault(`${shown(this.scanner.word())} stands before the first data_ block`);
    return target;
  }

  /** Notes a tag as used; a second time is a fault. */
  private claim(target: Target, tag: string): void {
    const key = tag.toLowerCase();
    const first = target.seen.get(key);
    if (first !== undefined) {
      throw this.fault(`${tag} is given a second time (first in line ${first}); keep one of them`);
    }
    target.seen.set(key, this.scanner.tokenLine);
  }

  private fault(sentence: string, line = this.scanner.tokenLine): Error {
    return inputFault(placeOf(this.options, line), sentence);
  }
}
