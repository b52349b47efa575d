/** Wrong, truncated and damaged model files: always an InputError or a model, never a crash or a hang. */
import { describe, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { createRandom } from "../random.ts";
import { gzip } from "./gzip.ts";
import { writeMmcif } from "./mmcif/write-mmcif.ts";
import { writePdb } from "./pdb/write/write-pdb.ts";
import { readModel } from "./read-model.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const rows = Array.from({ length: 60 }, (_, i) => {
  const name = [" N  ", " CA ", " C  ", " O  "][i % 4]!;
  const x = (3.8 * Math.floor(i / 4) + (i % 4)).toFixed(3).padStart(8);
  const seq = String(1 + Math.floor(i / 4)).padStart(4);
  return `ATOM  ${String(i + 1).padStart(5)} ${name} ALA A${seq}    ${x}   0.000   ${(i % 5).toFixed(3)}  1.00 20.00           ${name[1]}  `;
});
const pdb = bytes(
  [
    "HEADER    TEST                                    28-OCT-13   1ABC",
    "SEQRES   1 A   15  ALA ALA ALA ALA ALA ALA ALA ALA ALA ALA ALA ALA ALA",
    "SEQRES   2 A   15  ALA ALA",
    "HELIX    1 AA1 ALA A    1  ALA A    5  1                                   5",
    "LINK         C   ALA A   1                 N   ALA A   9     1555   1555  2.10",
    "CRYST1   50.000   60.000   70.000  90.00  90.00  90.00 P 1           1",
    ...rows,
    "TER",
    "CONECT    1    5    9",
    "END",
  ].join("\n"),
);
const model = readModel(pdb);
const cif = writeMmcif(model, model.structures);

/** Reads and writes; true where it was refused as it should be. */
function isRefused(input: Uint8Array): boolean {
  try {
    const file = readModel(input, { file: "m" });
    writeMmcif(file, file.structures);
    return false;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).not.toMatch(/undefined|NaN\b(?!")|\[object/);
    return true;
  }
}

describe.each([
  ["PDB", pdb],
  ["mmCIF", cif],
])("%s", (_, whole) => {
  test("truncated at any length, and so compressed", () => {
    for (let length = 0; length < whole.length; length += 1 + Math.floor(whole.length / 250)) {
      isRefused(whole.subarray(0, length));
      expect(isRefused(gzip(whole).subarray(0, Math.floor(length / 9) + 1))).toBe(true);
    }
    expect(isRefused(whole.subarray(0, 0))).toBe(true);
  });

  test("with random bytes", () => {
    const random = createRandom(23);
    let refused = 0;
    for (let trial = 0; trial < 700; trial++) {
      const bad = new Uint8Array(whole);
      for (let flip = 0; flip <= trial % 6; flip++) {
        bad[random.integer(bad.length)] = trial % 2 ? random.integer(256) : 32 + random.integer(95);
      }
      if (isRefused(bad)) refused++;
    }
    expect(refused).toBeGreaterThan(100);
  });

  test("with lines lost, doubled or cut", () => {
    const random = createRandom(29);
    const lines = new TextDecoder().decode(whole).split("\n");
    for (let trial = 0; trial < 300; trial++) {
      const bad = [...lines];
      const at = random.integer(bad.length);
      if (trial % 3 === 0) bad.splice(at, 1 + random.integer(4));
      else if (trial % 3 === 1) bad.splice(at, 0, bad[random.integer(bad.length)]!);
      else bad[at] = bad[at]!.slice(0, random.integer(bad[at]!.length + 1));
      isRefused(bytes(bad.join("\n")));
    }
  });
});

test.each<[string, Uint8Array, RegExp]>([
  ["nothing", new Uint8Array(), /m: the file is empty \(0 bytes\)/],
  ["blanks", bytes("  \n\n"), /is no model/],
  ["a web page", bytes("<!DOCTYPE html><html>"), /is a web page/],
  ["JSON", bytes('{"a": 1}'), /is JSON/],
  ["a zip archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0), /is a zip archive; unpack it/],
  ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /is a picture/],
  ["a sequence", bytes(">sp|P1\nMKV"), /is a FASTA sequence/],
  [
    "a map",
    (() => {
      const b = new Uint8Array(2000);
      b.set(bytes("MAP "), 208);
      return b;
    })(),
    /is a density map.*--map/,
  ],
  ["prose", bytes("Dear colleague,\n"), /begins with "Dear colleague,"/],
  ["zeros", new Uint8Array(500), /is no model/],
])("%s is named for what it is", (_, input, message) => {
  expect(() => readModel(input, { file: "m" })).toThrow(InputError);
  expect(() => readModel(input, { file: "m" })).toThrow(message);
});

describe("what does not fit a PDB file", () => {
  const structure = model.structures[0]!;
  const { atoms, residues, chains } = structure;
  const write = (changed: typeof structure, rename = false) => writePdb(model, changed, { rename });
  test.each<[string, typeof structure, RegExp]>([
    [
      "chain",
      { ...structure, chains: { ...chains, authAsymId: ["Long"] } },
      /chain Long has more than one letter/,
    ],
    [
      "component",
      { ...structure, residues: { ...residues, compId: residues.compId.map(() => "A1LU6") } },
      /component A1LU6/,
    ],
    [
      "number",
      { ...structure, residues: { ...residues, authSeqId: residues.authSeqId.map(() => 10000) } },
      /residue number of A\/ALA 10000/,
    ],
    [
      "coordinate",
      { ...structure, atoms: { ...atoms, xyz: atoms.xyz.map(() => 10000) } },
      /coordinate of A\/ALA 1\/N/,
    ],
    [
      "atom name",
      { ...structure, atoms: { ...atoms, name: atoms.name.map(() => "CABCD") } },
      /name of A\/ALA 1\/CABCD/,
    ],
    [
      "B factor",
      { ...structure, atoms: { ...atoms, bIso: atoms.bIso.map(() => 1000) } },
      /B factor or occupancy/,
    ],
  ])("%s is refused", (_, changed, message) => {
    expect(() => write(changed)).toThrow(InputError);
    expect(() => write(changed)).toThrow(message);
  });

  test("long names are shortened on request, with a list in the file and to the caller", () => {
    const compId = residues.compId.map((id, i) => (i === 0 ? "A1LU6" : id));
    const changed = {
      ...structure,
      chains: { ...chains, authAsymId: ["Long"] },
      residues: { ...residues, compId },
    };
    const { bytes: written, mapping } = write(changed, true);
    expect(mapping).toEqual([
      "CHAIN A IS CHAIN Long OF THE MODEL",
      "COMPONENT 01 IS COMPONENT A1LU6 OF THE MODEL",
    ]);
    const text = new TextDecoder().decode(written);
    for (const line of mapping) expect(text).toContain(`REMARK 999 ${line}`);
    const again = readModel(written).structures[0]!;
    expect(again.chains.authAsymId[0]).toBe("A");
    expect(again.residues.compId[0]).toBe("01");
    expect([...again.atoms.xyz]).toEqual([...atoms.xyz]);
  });
});
