import { encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { InputError } from "../../errors.ts";
import { createRandom } from "../../random.ts";
import { findTable, rawAt } from "../cif/cif-document.ts";
import { textOf } from "../cif/cif-value.ts";
import { writeMmcif } from "../mmcif/write-mmcif.ts";
import { readModel } from "../read-model.ts";
import { decodeColumn } from "./decode-column.ts";
import { readBcif } from "./read-bcif.ts";

const raw = (
  array: Int8Array | Int16Array | Int32Array | Uint8Array | Float32Array | Float64Array,
  type: number,
) => ({
  data: new Uint8Array(array.buffer.slice(0)),
  step: { kind: "ByteArray", type },
});
const int32 = (values: number[]) => raw(Int32Array.from(values), 3);
const encoded = (bytes: ReturnType<typeof raw>, ...steps: object[]) => ({
  data: bytes.data,
  encoding: [...steps, bytes.step],
});
const integers = (values: number[]) => encoded(int32(values));

/** The StringArray encoding: distinct words in one string, offsets, indices; null is index -1. */
function strings(values: (string | null)[]) {
  const words = [...new Set(values.filter((value) => value !== null))];
  const offsets = [0];
  for (const word of words) offsets.push(offsets.at(-1)! + word.length);
  const indices = int32(values.map((value) => (value === null ? -1 : words.indexOf(value))));
  const offsetBytes = int32(offsets);
  return {
    data: indices.data,
    encoding: [
      {
        kind: "StringArray",
        dataEncoding: [indices.step],
        stringData: words.join(""),
        offsetEncoding: [offsetBytes.step],
        offsets: offsetBytes.data,
      },
    ],
  };
}

// The examples of the format description (github.com/molstar/BinaryCIF, encoding.md), by hand.
test.each([
  [
    "FixedPoint",
    encoded(int32([120, 123, 12]), { kind: "FixedPoint", factor: 100, srcType: 33 }),
    [1.2, 1.23, 0.12],
  ],
  [
    "IntervalQuantization",
    encoded(int32([0, 0, 1, 2, 2, 1]), {
      kind: "IntervalQuantization",
      min: 1,
      max: 2,
      numSteps: 3,
      srcType: 32,
    }),
    [1, 1, 1.5, 2, 2, 1.5],
  ],
  [
    "RunLength",
    encoded(int32([1, 3, 2, 1, 3, 2]), { kind: "RunLength", srcType: 3, srcSize: 6 }),
    [1, 1, 1, 2, 3, 3],
  ],
  [
    "Delta",
    encoded(int32([0, 3, 2, 1]), { kind: "Delta", origin: 1000, srcType: 3 }),
    [1000, 1003, 1005, 1006],
  ],
  [
    "IntegerPacking",
    encoded(raw(Int8Array.of(1, 2, -3, 127, 1), 1), {
      kind: "IntegerPacking",
      byteCount: 1,
      isUnsigned: false,
      srcSize: 4,
    }),
    [1, 2, -3, 128],
  ],
  [
    "IntegerPacking, negative",
    encoded(raw(Int8Array.of(-128, -128, -5), 1), {
      kind: "IntegerPacking",
      byteCount: 1,
      isUnsigned: false,
      srcSize: 1,
    }),
    [-261],
  ],
  [
    "IntegerPacking, unsigned",
    encoded(raw(Uint8Array.of(255, 0, 7), 4), {
      kind: "IntegerPacking",
      byteCount: 1,
      isUnsigned: true,
      srcSize: 2,
    }),
    [255, 7],
  ],
  ["StringArray", strings(["a", "AB", "a"]), ["a", "AB", "a"]],
  [
    "chain",
    encoded(
      int32([1, 2, 2, 1]),
      { kind: "FixedPoint", factor: 10, srcType: 33 },
      { kind: "Delta", origin: 0, srcType: 3 },
      { kind: "RunLength", srcType: 3, srcSize: 3 },
    ),
    [0.1, 0.2, 0.4],
  ],
])("%s", (_, column, values) => {
  expect(Array.from(decodeColumn(column) as ArrayLike<unknown>)).toEqual(values);
});

const n = 4;
const atomSite: Record<string, object> = {
  group_PDB: { data: strings(["ATOM", "ATOM", "HETATM", "HETATM"]) },
  id: { data: integers([1, 2, 3, 4]) },
  type_symbol: { data: strings(["N", "C", "ZN", "O"]) },
  label_atom_id: { data: strings(["N", "C1'", "ZN", "O"]) },
  label_alt_id: { data: strings([null, null, null, null]), mask: integers([1, 1, 1, 1]) },
  label_comp_id: { data: strings(["ALA", "ALA", "ZN", "HOH"]) },
  label_asym_id: { data: strings(["A", "A", "B", "C"]) },
  label_entity_id: { data: strings(["1", "1", "2", "3"]) },
  label_seq_id: { data: integers([1, 1, 0, 0]), mask: integers([0, 0, 1, 1]) },
  pdbx_PDB_ins_code: { data: strings([null, null, null, null]), mask: integers([2, 2, 2, 2]) },
  Cartn_x: {
    data: encoded(int32([1001, -2002, 3003, 9]), { kind: "FixedPoint", factor: 1000, srcType: 32 }),
  },
  Cartn_y: { data: encoded(raw(Float32Array.of(1.1, -2.25, 1e-3, 12345.678), 32)) },
  Cartn_z: { data: encoded(raw(Float64Array.of(1.1, -2.25, 1e-3, 12345.678), 33)) },
  occupancy: { data: encoded(int32([1, 4]), { kind: "RunLength", srcType: 3, srcSize: 4 }) },
  B_iso_or_equiv: { data: integers([10, 20, 30, 40]) },
  auth_seq_id: { data: integers([1, 1, 2, 3]) },
  auth_asym_id: { data: strings(["A", "A", "A", "A"]) },
  pdbx_PDB_model_num: { data: integers([1, 1, 1, 1]) },
};
const category = (name: string, rowCount: number, columns: Record<string, object>) => ({
  name,
  rowCount,
  columns: Object.entries(columns).map(([column, value]) => ({ name: column, ...value })),
});
const file = (categories: object[]) =>
  encode({ version: "0.3.0", encoder: "test", dataBlocks: [{ header: "1ABC", categories }] });
const whole = file([
  category("_entry", 1, { id: { data: strings(["1ABC"]) } }),
  category("_struct", 1, { title: { data: strings(["it's 'odd' and\nlong"]) } }),
  category("_odd", 3, { value: { data: strings([".", "?", "a b"]) } }),
  category("_atom_site", n, atomSite),
]);

test("a BinaryCIF model is the same as its text", () => {
  const model = readModel(whole, { file: "m.bcif" });
  expect(model.format).toBe("bcif");
  const structure = model.structures[0]!;
  expect([...structure.atoms.xyz.subarray(0, 3)]).toEqual([1.001, 1.1, 1.1]);
  expect([...structure.atoms.xyz.subarray(9)]).toEqual([0.009, 12345.678, 12345.678]);
  expect(structure.atoms.name).toEqual(["N", "C1'", "ZN", "O"]);
  expect([...structure.residues.labelSeqId]).toEqual([1, 0, 0]);
  expect(structure.entities.map((entity) => entity.type)).toEqual(["polymer", "non-polymer", "water"]);
  const text = readModel(writeMmcif(model, model.structures));
  expect(text.structures).toEqual(model.structures);
});

test("texts keep dots, quotes and lines", () => {
  const block = readBcif(whole).blocks[0]!;
  expect(textOf(rawAt(findTable(block, "_struct")!, 0, 0))).toBe("it's 'odd' and\nlong");
  expect(findTable(block, "_odd")!.values).toEqual(["'.'", "'?'", "'a b'"]);
  expect(findTable(block, "_atom_site")!.values.slice(4, 5)).toEqual(["."]);
});

describe("damage", () => {
  test.each<[string, Uint8Array]>([
    [
      "runs longer than their column",
      file([category("_a", 2, { b: { data: encoded(int32([1, 5]), { kind: "RunLength", srcSize: 2 }) } })]),
    ],
    [
      "an impossible size",
      file([
        category("_a", 2, { b: { data: encoded(int32([1, 5]), { kind: "RunLength", srcSize: 1e12 }) } }),
      ]),
    ],
    ["a column of wrong length", file([category("_a", 3, { b: { data: integers([1]) } })])],
    [
      "an unknown encoding",
      file([category("_a", 1, { b: { data: { data: new Uint8Array(4), encoding: [{ kind: "Magic" }] } } })]),
    ],
    ["no blocks", encode({ version: "0.3.0", encoder: "x" })],
  ])("%s is refused", (_, bytes) => {
    expect(() => readModel(bytes, { file: "m.bcif" })).toThrow(InputError);
    expect(() => readModel(bytes, { file: "m.bcif" })).toThrow(
      /m\.bcif: the BinaryCIF file is truncated or damaged/,
    );
  });

  test("truncation and random bytes give a model or an InputError, never anything else", () => {
    const random = createRandom(2);
    let refused = 0;
    for (let trial = 0; trial < 500; trial++) {
      const bytes = new Uint8Array(
        whole.subarray(0, trial % 2 ? whole.length : random.integer(whole.length)),
      );
      for (let flip = 0; flip < trial % 5; flip++) bytes[random.integer(bytes.length)] = random.integer(256);
      try {
        readModel(bytes);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(250);
  });
});
