import { describe, expect, test } from "vitest";
import { InputError } from "../../errors.ts";
import { residueLabel, type Structure } from "../../model/structure.ts";
import { columnOf, findTable, rawAt, rowCount } from "../cif/cif-document.ts";
import { textOf, textOrEmpty } from "../cif/cif-value.ts";
import { writeMmcif } from "../mmcif/write-mmcif.ts";
import type { ModelFile } from "../model-file.ts";
import { readModel } from "../read-model.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readModel(bytes(text), { file: "m.pdb" });

interface AtomSpec {
  readonly record?: string;
  readonly serial?: number | string;
  readonly name: string;
  readonly alt?: string;
  readonly comp: string;
  readonly chain?: string;
  readonly seq: number | string;
  readonly ins?: string;
  readonly xyz: readonly [number, number, number];
  readonly occ?: number;
  readonly b?: number;
  readonly element?: string;
  readonly tail?: string;
}

/** One ATOM line by the columns of the format; `name` is the whole four-character field. */
function atom(spec: AtomSpec): string {
  const { record = "ATOM", serial = 1, name, alt = " ", comp, chain = "A", seq, ins = " ", xyz } = spec;
  const { occ = 1, b = 20, element = "", tail = "" } = spec;
  const numbers = xyz.map((value) => value.toFixed(3).padStart(8)).join("");
  const head = `${record.padEnd(6)}${String(serial).padStart(5)} ${name.padEnd(4)}${alt}${comp.padStart(3)} ${chain}`;
  const line = `${head}${String(seq).padStart(4)}${ins}   ${numbers}${occ.toFixed(2).padStart(6)}${b.toFixed(2).padStart(6)}`;
  return `${line.padEnd(76)}${element.padStart(2)}${tail}`;
}

/** The backbone of a residue, 3.8 Å after the one before it along x, so that C and the next N are bonded. */
function residue(seq: number, comp = "ALA", extra: Partial<AtomSpec> = {}): string[] {
  const x = 3.8 * seq;
  const at: [string, number, string][] = [
    [" N  ", x, "N"],
    [" CA ", x + 1.3, "C"],
    [" C  ", x + 2.5, "C"],
    [" O  ", x + 2.5, "O"],
  ];
  return at.map(([name, px, element]) =>
    atom({ name, comp, seq, xyz: [px, name === " O  " ? 1.2 : 0, 0], element, ...extra }),
  );
}

const chainSummary = ({ chains, entities, residues }: Structure) =>
  chains.labelAsymId.map((label, i) => {
    const entity = entities[chains.entityOf[i]!]!;
    const first = chains.residueStart[i]!;
    const count = chains.residueStart[i + 1]! - first;
    return `${label} ${chains.authAsymId[i]} ${entity.type} ${entity.polymerType} ${count} ${residues.compId[first]}`;
  });

const labels = (s: Structure) => Array.from({ length: s.residues.nResidues }, (_, i) => residueLabel(s, i));

const cell = (file: ModelFile, category: string, item: string, row = 0): string => {
  const table = findTable(file.document.cif.blocks[0]!, category)!;
  return textOrEmpty(rawAt(table, row, columnOf(table, item)));
};

describe("chains", () => {
  test("polymer, ligands one by one, and waters together become chains of their own", () => {
    const file = read(
      [
        ...residue(1),
        ...residue(2, "GLY"),
        "TER",
        atom({ record: "HETATM", name: "ZN  ", comp: "ZN", seq: 101, xyz: [0, 9, 0], element: "ZN" }),
        atom({ record: "HETATM", name: " C1 ", comp: "LIG", seq: 102, xyz: [0, 12, 0], element: "C" }),
        atom({ record: "HETATM", name: " O  ", comp: "HOH", seq: 201, xyz: [0, 15, 0], element: "O" }),
        atom({ record: "HETATM", name: " O  ", comp: "HOH", seq: 202, xyz: [0, 18, 0], element: "O" }),
      ].join("\n"),
    );
    expect(chainSummary(file.structures[0]!)).toEqual([
      "A A polymer protein 2 ALA",
      "B A non-polymer none 1 ZN",
      "C A non-polymer none 1 LIG",
      "D A water none 2 HOH",
    ]);
    expect([...file.structures[0]!.residues.labelSeqId]).toEqual([1, 2, 0, 0, 0, 0]);
    expect(file.notes).toEqual([]);
  });

  test("a TER inside rising numbers does not split a chain; numbers that start again do", () => {
    const rising = [...residue(1), "TER", ...residue(3), ...residue(4)].join("\n");
    expect(chainSummary(read(rising).structures[0]!)).toEqual(["A A polymer protein 3 ALA"]);
    const again = [
      ...residue(1),
      ...residue(2),
      "TER",
      ...residue(1, "ALA", {}).map((l) => l.replace("   0.000", "  50.000")),
    ];
    const file = read(again.join("\n"));
    expect(chainSummary(file.structures[0]!)).toEqual([
      "A A polymer protein 2 ALA",
      "B A polymer protein 1 ALA",
    ]);
    expect(file.notes).toEqual([expect.stringContaining("used twice")]);
  });

  test("a modified residue is polymer where it is bonded, listed by SEQRES or MODRES; a free one is a ligand", () => {
    const modified = (seq: number) => residue(seq, "XYZ", { record: "HETATM" });
    expect(
      chainSummary(read([...residue(1), ...modified(2), ...residue(3)].join("\n")).structures[0]!),
    ).toEqual(["A A polymer protein 3 ALA"]);
    const apart = [...residue(1), ...modified(5)];
    expect(chainSummary(read(apart.join("\n")).structures[0]!)).toHaveLength(2);
    const listed = ["SEQRES   1 A    3  ALA GLY XYZ", ...apart].join("\n");
    const file = read(listed).structures[0]!;
    expect(chainSummary(file)).toEqual(["A A polymer protein 2 ALA"]);
    expect(file.entities[0]!.sequence).toEqual(["ALA", "GLY", "XYZ"]);
    expect([...file.residues.labelSeqId]).toEqual([1, 3]);
    const modres = ["MODRES 1ABC XYZ A    5  ALA  NAME", ...apart].join("\n");
    expect(chainSummary(read(modres).structures[0]!)).toHaveLength(1);
    const behindTer = [...residue(1), "TER", ...residue(5, "GLU", { record: "HETATM" })].join("\n");
    expect(chainSummary(read(behindTer).structures[0]!)).toEqual([
      "A A polymer protein 1 ALA",
      "B A non-polymer none 1 GLU",
    ]);
  });

  test("nucleotides: O2' tells RNA from DNA, also with old names", () => {
    const nucleotide = (comp: string, seq: number, isRna: boolean, quote: string) =>
      ["C1", "C3", "C4", "C5", "O3", ...(isRna ? ["O2"] : [])].map((name, i) =>
        atom({ name: ` ${name}${quote}`, comp, seq, xyz: [10 * seq + i, i, 0], element: name[0]! }),
      );
    const kinds = (lines: string[]) => chainSummary(read(lines.join("\n")).structures[0]!);
    expect(kinds(nucleotide("A", 1, true, "'"))).toEqual(["A A polymer rna 1 A"]);
    expect(kinds(nucleotide("A", 1, false, "*"))).toEqual(["A A polymer dna 1 A"]);
    expect(kinds([...nucleotide("A", 1, true, "'"), ...nucleotide("DT", 2, false, "'")])).toEqual([
      "A A polymer hybrid 2 A",
    ]);
  });

  test("equal chains share an entity; SEQRES gives the sequence and the gaps their places", () => {
    const text = [
      "SEQRES   1 A    6  MET ALA GLY SER ALA TRP",
      "SEQRES   1 B    6  MET ALA GLY SER ALA TRP",
      ...residue(2),
      ...residue(5),
      "TER",
      ...residue(3, "GLY", { chain: "B" }).map((line) =>
        line.replace("   0.000   0.000", "  30.000   0.000").replace("   1.200   0.000", "  31.200   0.000"),
      ),
    ].join("\n");
    const structure = read(text).structures[0]!;
    expect(structure.entities).toHaveLength(1);
    expect([...structure.residues.labelSeqId]).toEqual([2, 5, 3]);
  });

  test("a SEQRES of another chain is not believed, with a note", () => {
    const file = read(["SEQRES   1 A    2  TRP TRP", ...residue(1), ...residue(2)].join("\n"));
    expect(file.structures[0]!.entities[0]!.sequence).toEqual(["ALA", "ALA"]);
    expect(file.notes).toEqual([expect.stringContaining("does not fit")]);
  });

  test("blank chains take the segment identifier, else a free letter, with a note", () => {
    const blank = residue(1, "ALA", { chain: " " });
    const plain = read(blank.join("\n"));
    expect([plain.structures[0]!.chains.authAsymId, plain.notes]).toEqual([
      ["A"],
      [expect.stringContaining("chain A")],
    ]);
    const segments = read(blank.map((line) => `${line.slice(0, 72)}SEG1${line.slice(76)}`).join("\n"));
    expect(segments.structures[0]!.chains.authAsymId).toEqual(["SEG1"]);
  });
});

describe("numbers and names", () => {
  test("insertion codes, negative numbers, hybrid-36, five-digit numbers, chains of two letters", () => {
    const lines = [
      ...residue(-5),
      ...residue(1),
      ...residue(1, "GLY", { ins: "A" }).map((line) =>
        line.replace("   0.000   0.000", "   5.000   0.000").replace("   1.200", "   6.200"),
      ),
      atom({ name: " CA ", comp: "ALA", seq: "A000", xyz: [0, 30, 0], element: "C", serial: "A0000" }),
      atom({ name: " CA ", comp: "ALA", seq: "1234", ins: "5", xyz: [0, 40, 0], element: "C" }),
      `${atom({ name: " CA ", comp: "ALA", seq: 7, xyz: [0, 50, 0], element: "C" }).slice(0, 20)}BC${atom({ name: " CA ", comp: "ALA", seq: 7, xyz: [0, 50, 0], element: "C" }).slice(22)}`,
    ];
    const file = read(lines.join("\n"));
    expect(labels(file.structures[0]!)).toEqual([
      "A/ALA -5",
      "A/ALA 1",
      "A/GLY 1A",
      "A/ALA 10000",
      "A/ALA 12345",
      "BC/ALA 7",
    ]);
    expect(file.notes).toEqual([expect.stringContaining("above 9999")]);
  });

  test("four-letter residue names run into column 21 where no standard residue has a letter there", () => {
    const wide = (comp: string, seq: number) =>
      atom({ record: "HETATM", name: " O  ", comp: "XXX", seq, xyz: [0, 9 * seq, 0], element: "O" }).replace(
        "XXX ",
        comp,
      );
    const file = read([...residue(1), wide("TIP3", 2), wide("POPC", 3)].join("\n"));
    expect(labels(file.structures[0]!)).toEqual(["A/ALA 1", "A/TIP3 2", "A/POPC 3"]);
    expect(chainSummary(file.structures[0]!)[1]).toBe("B A water none 1 TIP3");
    expect(file.notes).toEqual([expect.stringContaining("column 21")]);
  });

  test("alternates, charges, occupancies and B factors", () => {
    const lines = [
      ...residue(1).slice(0, 1),
      atom({ name: " CA ", alt: "A", comp: "ALA", seq: 1, xyz: [5, 0, 0], occ: 0.6, b: 12.5, element: "C" }),
      atom({ name: " CA ", alt: "B", comp: "ALA", seq: 1, xyz: [5, 0, 0], occ: 0.4, b: 99.99, element: "C" }),
      atom({ record: "HETATM", name: "ZN  ", comp: "ZN", seq: 9, xyz: [9, 9, 9], element: "ZN", tail: "2+" }),
      atom({
        record: "HETATM",
        name: "CL  ",
        comp: "CL",
        seq: 10,
        xyz: [9, 9, 19],
        element: "CL",
        tail: "1-",
      }),
    ];
    const { atoms } = read(lines.join("\n")).structures[0]!;
    expect(atoms.altLoc).toEqual(["", "A", "B", "", ""]);
    expect([...atoms.occ]).toEqual([1, 0.6, 0.4, 1, 1]);
    expect([...atoms.bIso]).toEqual([20, 12.5, 99.99, 20, 20]);
    expect([...atoms.charge]).toEqual([0, 0, 0, 2, -1]);
    expect([...atoms.element]).toEqual([7, 6, 6, 30, 17]);
  });

  test("microheterogeneity, also atom by atom, is two residues at one number and one place of the sequence", () => {
    const one = residue(2, "SER", { alt: "A", occ: 0.5 });
    const two = residue(2, "GLY", { alt: "B", occ: 0.5 });
    const interleaved = one.flatMap((line, i) => [line, two[i]!]);
    for (const middle of [[...one, ...two], interleaved]) {
      const file = read([...residue(1), ...middle, ...residue(3)].join("\n"));
      const structure = file.structures[0]!;
      expect(labels(structure)).toEqual(["A/ALA 1", "A/SER 2", "A/GLY 2", "A/ALA 3"]);
      expect([...structure.residues.labelSeqId]).toEqual([1, 2, 2, 3]);
      expect(structure.entities[0]!.sequence).toEqual(["ALA", "SER", "ALA"]);
      expect(file.notes).toEqual([]);
      const table = findTable(file.document.cif.blocks[0]!, "_entity_poly_seq")!;
      const hetero = Array.from({ length: rowCount(table) }, (_, row) =>
        rawAt(table, row, columnOf(table, "hetero")),
      );
      expect(hetero).toEqual(["n", "y", "y", "n"]);
    }
  });

  test("scattered atoms are gathered, repeated numbers kept apart, each with one note", () => {
    const [n, ca, c, o] = residue(1) as [string, string, string, string];
    const scattered = read([n, ca, ...residue(2), c, o].join("\n"));
    expect(labels(scattered.structures[0]!)).toEqual(["A/ALA 1", "A/ALA 2"]);
    expect(scattered.structures[0]!.atoms.name.slice(0, 4)).toEqual(["N", "CA", "C", "O"]);
    expect(scattered.notes).toEqual([expect.stringContaining("do not stand together")]);
    const water = (y: number) =>
      atom({ record: "HETATM", name: " O  ", comp: "HOH", seq: 1, xyz: [0, y, 0], element: "O" });
    const waters = read([water(10), water(20), water(30)].join("\n"));
    expect(waters.structures[0]!.residues.nResidues).toBe(3);
  });

  test("short lines: elements from names, occupancy 1, B 0, each said once", () => {
    const file = read(
      residue(1)
        .concat(residue(2))
        .map((line) => line.slice(0, 54))
        .join("\n"),
    );
    const { atoms } = file.structures[0]!;
    expect([...atoms.element]).toEqual([7, 6, 6, 8, 7, 6, 6, 8]);
    expect([atoms.occ[0], atoms.bIso[0]]).toEqual([1, 0]);
    expect(file.notes).toHaveLength(3);
  });

  test("deuterium counts as hydrogen and is written back as D", () => {
    const file = read(
      [...residue(1), atom({ name: " D  ", comp: "ALA", seq: 1, xyz: [0, 3, 0], element: "D" })].join("\n"),
    );
    expect(file.structures[0]!.atoms.element[4]).toBe(1);
    expect(new TextDecoder().decode(writeMmcif(file, file.structures))).toMatch(/ATOM \d+ D D /);
  });
});

describe("models", () => {
  test("several models share chains and entities; END without MODEL begins another", () => {
    const shifted = residue(1).map((line) =>
      line.replace("   0.000   0.000", "   7.000   0.000").replace("   1.200   0.000", "   8.200   0.000"),
    );
    const models = read(
      ["MODEL        3", ...residue(1), "ENDMDL", "MODEL        7", ...shifted, "ENDMDL"].join("\n"),
    );
    expect(models.structures.map((s) => s.modelNumber)).toEqual([3, 7]);
    expect(models.structures[1]!.chains.labelAsymId).toEqual(["A"]);
    expect(models.structures[1]!.entities).toBe(models.structures[0]!.entities);
    const again = readModel(writeMmcif(models, models.structures));
    expect(again.structures).toEqual(models.structures);
    const ended = read([...residue(1), "END", ...shifted, "END"].join("\n"));
    expect(ended.structures).toHaveLength(2);
    expect(ended.notes).toEqual([expect.stringContaining("END")]);
  });
});

const header = `HEADER    TRANSPORT PROTEIN                       28-OCT-13   3J5P
TITLE     STRUCTURE OF A THING WITH A 'QUOTE' AND A
TITLE    2 SECOND LINE
COMPND    MOL_ID: 1;
COMPND   2 MOLECULE: A PROTEIN;
COMPND   3 CHAIN: A
EXPDTA    ELECTRON MICROSCOPY
JRNL        AUTH   A.B.SOMEBODY
REMARK   2 RESOLUTION.    3.20 ANGSTROMS.
REMARK   3
REMARK   3  PROGRAM     : NONE ; 'ODD' "TEXT"
REMARK 350 BIOMOLECULE: 1
REMARK 350 APPLY THE FOLLOWING TO CHAINS: A
REMARK 350   BIOMT1   1  1.000000  0.000000  0.000000        0.00000
REMARK 350   BIOMT2   1  0.000000  1.000000  0.000000        0.00000
REMARK 350   BIOMT3   1  0.000000  0.000000  1.000000        0.00000
REMARK 350   BIOMT1   2 -1.000000  0.000000  0.000000       10.50000
REMARK 350   BIOMT2   2  0.000000 -1.000000  0.000000        0.00000
REMARK 350   BIOMT3   2  0.000000  0.000000  1.000000        0.00000
REMARK 465   M RES C SSSEQI
REMARK 465     MET A     0
DBREF  3J5P A    1     4  UNP    O35433   TRPV1_RAT      111    114
SEQADV 3J5P ALA A    1  UNP  O35433    SER   111 CONFLICT
HET     ZN  A 101       1
HETNAM      ZN ZINC ION
FORMUL   2   ZN    ZN 2+
HELIX    1 AA1 ALA A    1  CYS A    2  1                                   2
SHEET    1   A 2 ALA A   1  ALA A   1  0
SHEET    2   A 2 CYS A   2  CYS A   2 -1  N  CYS A   2   O  ALA A   1
SSBOND   1 CYS A    2    CYS A    4                          1555   2555  2.03
LINK         N   ALA A   1                ZN    ZN A 101     1555   1555  2.10
LINK         SG  CYS A  99                ZN    ZN A 101     1555   1555  2.30
CISPEP   1 ALA A    3    CYS A    4          0        -0.53
SITE     1 AC1  1  ZN A 101
CRYST1   50.000   60.000   70.000  90.00  90.00  90.00 P 21 21 21    4
SCALE1      0.020000  0.000000  0.000000        0.00000
SCALE2      0.000000  0.016667  0.000000        0.00000
SCALE3      0.000000  0.000000  0.014286        0.00000
MTRIX1   1  1.000000  0.000000  0.000000        0.00000    1
MTRIX2   1  0.000000  1.000000  0.000000        0.00000    1
MTRIX3   1  0.000000  0.000000  1.000000        0.00000    1`;

const cysteine = (seq: number) => [
  ...residue(seq, "CYS", { serial: 10 * seq }),
  atom({ name: " SG ", comp: "CYS", seq, xyz: [3.8 * seq, -2, 1], element: "S", serial: 10 * seq + 5 }),
];
const whole = [
  header,
  ...residue(1),
  ...cysteine(2),
  ...residue(3, "ALA", { serial: 30 }),
  ...cysteine(4),
  "TER",
  atom({ record: "HETATM", name: "ZN  ", comp: "ZN", seq: 101, xyz: [0, 9, 0], element: "ZN", serial: 90 }),
  "CONECT   25   90",
  "END",
].join("\n");

describe("header", () => {
  const file = read(whole);
  const structure = file.structures[0]!;

  test("what the entry is called and how it was made", () => {
    expect(structure.entryId).toBe("3J5P");
    expect(cell(file, "_entry", "id")).toBe("3J5P");
    expect(cell(file, "_struct", "title")).toBe("STRUCTURE OF A THING WITH A 'QUOTE' AND A SECOND LINE");
    expect(cell(file, "_pdbx_database_status", "recvd_initial_deposition_date")).toBe("2013-10-28");
    expect(cell(file, "_exptl", "method")).toBe("ELECTRON MICROSCOPY");
    expect(cell(file, "_em_3d_reconstruction", "resolution")).toBe("3.20");
    expect(cell(file, "_entity", "pdbx_description")).toBe("A PROTEIN");
    expect(cell(file, "_entity", "pdbx_description", 1)).toBe("ZINC ION");
  });

  test("crystal, operators, assemblies", () => {
    expect(cell(file, "_cell", "length_b")).toBe("60.000");
    expect(cell(file, "_symmetry", "space_group_name_H-M")).toBe("P 21 21 21");
    expect(cell(file, "_struct_ncs_oper", "code")).toBe("given");
    expect(cell(file, "_pdbx_struct_assembly_gen", "asym_id_list")).toBe("A,B");
    expect(cell(file, "_pdbx_struct_assembly_gen", "oper_expression")).toBe("1,2");
    expect(cell(file, "_pdbx_struct_oper_list", "vector[1]", 1)).toBe("10.50000");
  });

  test("secondary structure with label ids", () => {
    expect(cell(file, "_struct_conf", "end_label_seq_id")).toBe("2");
    expect(cell(file, "_struct_conf", "end_auth_asym_id")).toBe("A");
    expect(cell(file, "_struct_sheet_order", "sense")).toBe("anti-parallel");
    expect(cell(file, "_pdbx_struct_sheet_hbond", "range_1_label_atom_id")).toBe("O");
    expect(cell(file, "_struct_mon_prot_cis", "pdbx_omega_angle")).toBe("-0.53");
    expect(cell(file, "_struct_mon_prot_cis", "pdbx_auth_seq_id_2")).toBe("4");
  });

  test("SSBOND, LINK and CONECT become connections, absent atoms and symmetry kept", () => {
    const shown = structure.connections.map(({ id, type, end1, end2, symmetry }) => ({
      id,
      type,
      ends: `${end1.compId}${end1.authSeqId}/${end1.atomName} ${end2.compId}${end2.authSeqId}/${end2.atomName}`,
      found: [end1.atom >= 0, end2.atom >= 0],
      symmetry,
    }));
    expect(shown).toEqual([
      { id: "disulf1", type: "disulf", ends: "CYS2/SG CYS4/SG", found: [true, true], symmetry: "2_555" },
      { id: "metalc1", type: "metalc", ends: "ALA1/N ZN101/ZN", found: [true, true], symmetry: "" },
      { id: "metalc2", type: "metalc", ends: "CYS99/SG ZN101/ZN", found: [false, true], symmetry: "" },
      { id: "metalc3", type: "metalc", ends: "CYS2/SG ZN101/ZN", found: [true, true], symmetry: "" },
    ]);
    expect(structure.atoms.name[structure.connections[3]!.end1.atom]).toBe("SG");
  });

  test("every header line is in a category: remarks by number, the rest verbatim", () => {
    expect(cell(file, "_database_PDB_remark", "text", 1)).toBe("\n  PROGRAM     : NONE ; 'ODD' \"TEXT\"");
    const table = findTable(file.document.cif.blocks[0]!, "_cryoreel_pdb_record")!;
    const kept = Array.from({ length: rowCount(table) }, (_, row) =>
      textOf(rawAt(table, row, 1))
        .slice(0, 6)
        .trim(),
    );
    expect(kept).toEqual(["COMPND", "COMPND", "COMPND", "JRNL", "SITE"]);
    expect(cell(file, "_struct_ref", "pdbx_db_accession")).toBe("O35433");
    expect(cell(file, "_struct_ref_seq_dif", "db_mon_id")).toBe("SER");
    expect(cell(file, "_chem_comp", "formula", 2)).toBe("ZN 2+");
    expect(cell(file, "_pdbx_unobs_or_zero_occ_residues", "auth_comp_id")).toBe("MET");
  });

  test("ANISOU is kept for the atoms that stay", () => {
    const [first] = residue(1) as [string];
    const anisou = `${first.replace("ATOM  ", "ANISOU").slice(0, 28)}   2406   1892   1614    198    519   -328${first.slice(70)}`;
    const one = read([first, anisou, ...residue(2)].join("\n"));
    expect(cell(one, "_atom_site_anisotrop", "U[2][3]")).toBe("-0.0328");
    expect(cell(one, "_atom_site_anisotrop", "U[1][1]")).toBe("0.2406");
  });
});

describe("bad files are refused with their line", () => {
  const good = residue(1);
  const changed = (from: number, to: number, text: string) => {
    const lines = [...good];
    lines[2] = lines[2]!.slice(0, from - 1) + text.padStart(to - from + 1) + lines[2]!.slice(to);
    return lines.join("\n");
  };
  test.each([
    ["HEADER    NOTHING", /no ATOM or HETATM/],
    [changed(31, 38, "nan"), /m\.pdb, line 3: the x coordinate in columns 31–38 is "nan"/],
    [changed(39, 46, ""), /line 3: the y coordinate/],
    [changed(47, 54, "1.2.3"), /line 3: the z coordinate/],
    [changed(55, 60, "x"), /line 3: the occupancy/],
    [changed(61, 66, "******"), /line 3: the B factor/],
    [changed(77, 78, "QX"), /line 3: the element is "QX" in columns 77–78/],
    [changed(23, 26, "****"), /line 3: the residue number/],
    [changed(13, 16, ""), /line 3: the atom name/],
    [changed(18, 20, ""), /line 3: the residue name/],
    [
      good.join("\n").slice(0, -40),
      /line 4: the atom record ends in column 38, before its coordinates; the file is truncated/,
    ],
    [
      [...good, good[1]!.replace("5.100", "7.100")].join("\n"),
      /line 5: the atom A\/ALA 1\/CA occurs twice \(first in line 2\)/,
    ],
    [
      [...good, atom({ name: " CB ", comp: "ALA", seq: 1, xyz: [5.1, 0, 0], element: "C" })].join("\n"),
      /line 5: the atoms A\/ALA 1\/CA \(line 2\) and A\/ALA 1\/CB lie at one place \(5\.100, 0\.000, 0\.000\)/,
    ],
    [["MODEL", ...good].join("\n"), /line 1: the MODEL record has no number/],
  ])("%#", (text, message) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(message);
  });
});
