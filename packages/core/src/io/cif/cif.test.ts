import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../errors.ts";
import {
  columnOf,
  findTable,
  isFrame,
  makeTable,
  rawAt,
  rowCount,
  withColumns,
  withoutTable,
  withRow,
  withTable,
} from "./cif-document.ts";
import { isNull, numberOf, quoteCif, textOf } from "./cif-value.ts";
import { parseCif } from "./parse-cif.ts";
import { writeCif } from "./write-cif.ts";

/** Texts made of the pieces that CIF gives a meaning to. */
const awkward = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      ";",
      "#",
      "_",
      "$",
      "[",
      "]",
      ".",
      "?",
      " ",
      "\t",
      "\n",
      "a",
      "1.5",
      "data_",
      "loop_",
      "save_",
      "stop_",
      "global_",
      "ö",
      "\\",
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""))
  .filter((text) => !text.includes("\n;"));

test("any text comes back from its quoted form, in a pair and in a loop", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(awkward, fc.string()), { minLength: 2, maxLength: 9 }), (texts) => {
      const clean = texts.map((text) => text.replace(/[\r\0]/g, "").replaceAll("\n;", ""));
      const rows = clean.map((text, i) => [String(i), quoteCif(text), "?"]);
      const document = {
        blocks: [
          {
            name: "x",
            items: [
              makeTable("_a", ["id", "text", "none"], rows),
              makeTable("_b", ["text"], [[quoteCif(clean[0]!)]]),
            ],
          },
        ],
      };
      const again = parseCif(writeCif(document)).blocks[0]!;
      const table = findTable(again, "_a")!;
      expect(clean.map((_, i) => textOf(rawAt(table, i, 1)))).toEqual(clean);
      expect(textOf(rawAt(findTable(again, "_b")!, 0, 0))).toBe(clean[0]);
      expect(clean.some((_, i) => isNull(rawAt(table, i, 1)))).toBe(false);
    }),
    { numRuns: 400 },
  );
});

const sample = `# comment
data_7ABC
_entry.id 7ABC # behind a value
_cell.length_a   10.5(2)
_CELL.length_b 'it''s # not a comment'
_struct.title
;Two lines;
 with ; and 'quotes'
;
loop_
_strange.thing
_strange.other
. '.'
? "?"
a;b ;c
;
text
; last
save_frame
_item.name '_a.b'
save_
data_second
_x 1
`;

test("a document keeps blocks, frames, order, text, and quoted dots apart from bare ones", () => {
  const document = parseCif(sample);
  expect(document.blocks.map((block) => block.name)).toEqual(["7ABC", "second"]);
  const block = document.blocks[0]!;
  expect(block.items.map((item) => (isFrame(item) ? item.frameName : item.category))).toEqual([
    "_entry",
    "_cell",
    "_struct",
    "_strange",
    "frame",
  ]);
  expect(numberOf(rawAt(findTable(block, "_cell")!, 0, 0))).toBe(10.5);
  expect(textOf(findTable(block, "_struct")!.values[0]!)).toBe("Two lines;\n with ; and 'quotes'");
  const strange = findTable(block, "_STRANGE")!;
  expect(strange.values).toEqual([".", "'.'", "?", '"?"', "a;b", ";c", ";\ntext\n;", "last"]);
  expect(strange.values.map(isNull)).toEqual([true, false, true, false, false, false, false, false]);
  expect(strange.lines).toEqual([13, 14, 15, 16]);
});

test("writing and reading again changes nothing but layout", () => {
  const strip = (text: string) => {
    const values: unknown[] = [];
    for (const block of parseCif(text).blocks) {
      values.push(block.name);
      for (const item of block.items.flatMap((i) => (isFrame(i) ? i.items : [i]))) {
        values.push(item.category, item.isLoop, item.tags, item.values);
      }
    }
    return values;
  };
  const once = writeCif(parseCif(sample));
  expect(strip(once)).toEqual(strip(sample));
  expect(writeCif(parseCif(once))).toBe(once);
});

test.each([
  ["", /no data_ block/],
  ["hello", /before the first data_ block|stands where/],
  ["data_x\n_a.b", /line 2: _a.b has no value/],
  ["data_x\n_a.b 1\nloop_\n_c.d\n_c.e\n1 2\n3\n", /line 7: the last row of the loop of _c has 1 of 2 values/],
  ["data_x\n_a.b 'open\n", /line 2: a value begins with '/],
  ["data_x\n_a.b\n;open\n", /line 3: the text field/],
  ["data_x\n_a.b 1\n_A.B 2", /line 3: _A.B is given a second time \(first in line 2\)/],
  ["data_x\n_a.b 1 2", /line 2: "2" stands where/],
  ["data_x\nloop_\n1 2", /line 2: loop_ has no tags/],
  ["data_x\nsave_f\n_a.b 1", /inside a save_ frame/],
  ["data_x\nsave_", /none is open/],
  ["data_x\nglobal_", /stands where/],
])("%j is refused with its place", (text, message) => {
  expect(() => parseCif(text, { file: "m.cif" })).toThrow(InputError);
  expect(() => parseCif(text, { file: "m.cif" })).toThrow(message);
});

test.each([
  ["1", 1],
  ["-1.5e3", -1500],
  ["+.5", 0.5],
  ["12.34(56)", 12.34],
  ["'7'", 7],
  ["?", Number.NaN],
  [".", Number.NaN],
  ["0x10", Number.NaN],
  ["Infinity", Number.NaN],
  ["nan", Number.NaN],
  ["1e999", Number.NaN],
  ["1,5", Number.NaN],
  ["''", Number.NaN],
])("the number of %s is %d", (raw, value) => {
  expect(numberOf(raw)).toBe(value);
});

test("tables are edited without touching the original", () => {
  const block = { name: "x", items: [makeTable("_software", ["name", "version"], [["phenix", "1.2"]])] };
  const table = findTable(block, "_software")!;
  const more = withRow(table, { name: "cryoreel", pdbx_ordinal: "2" });
  expect(rowCount(more)).toBe(2);
  expect(more.values).toEqual(["phenix", "1.2", "?", "cryoreel", "?", "2"]);
  expect(columnOf(withColumns(table, ["VERSION", "date"]), "date")).toBe(2);
  const edited = withTable(withTable(block, more), makeTable("_new", ["a"], [["1"]]));
  expect(edited.items).toHaveLength(2);
  expect(withoutTable(edited, "_software").items).toHaveLength(1);
  expect(table.values).toEqual(["phenix", "1.2"]);
});
