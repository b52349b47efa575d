import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { InputError } from "../../errors.ts";
import { selectAtoms } from "../../model/select-atoms.ts";
import { residueLabel, type Structure, withCoordinates } from "../../model/structure.ts";
import { columnOf, findTable, rawAt, rowCount } from "../cif/cif-document.ts";
import { parseCif } from "../cif/parse-cif.ts";
import { writePdb } from "../pdb/write/write-pdb.ts";
import { readModel } from "../read-model.ts";
import { writeMmcif } from "./write-mmcif.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readModel(bytes(text), { file: "m.cif" });
const text = (array: Uint8Array) => new TextDecoder().decode(array);
const labels = (s: Structure) => Array.from({ length: s.residues.nResidues }, (_, i) => residueLabel(s, i));

const items =
  `group_PDB id type_symbol label_atom_id label_alt_id label_comp_id label_asym_id label_entity_id label_seq_id
pdbx_PDB_ins_code Cartn_x Cartn_y Cartn_z occupancy B_iso_or_equiv pdbx_formal_charge auth_seq_id auth_asym_id
pdbx_PDB_model_num`.split(/\s+/);

const loop = (category: string, tags: readonly string[], rows: readonly string[]) =>
  `loop_\n${tags.map((tag) => `${category}.${tag}`).join("\n")}\n${rows.join("\n")}\n`;

/** Long ids, several models, alternates, a symmetry link, an unknown category and a second block. */
const entry = `data_pdb_00001ABC
_entry.id pdb_00001abc
_mine.secret 'keep me'
_mine.text
;line 1
 line 2
;
${loop("_entity", ["id", "type", "pdbx_description"], ["1 polymer 'A chain'", "2 non-polymer ?", "7 water water"])}
_entity_poly.entity_id 1
_entity_poly.type 'polypeptide(L)'
${loop("_entity_poly_seq", ["entity_id", "num", "mon_id"], ["1 1 MET", "1 2 ALA", "1 3 GLY"])}
${loop(
  "_struct_conn",
  [
    "id",
    "conn_type_id",
    "ptnr1_auth_asym_id",
    "ptnr1_label_comp_id",
    "ptnr1_auth_seq_id",
    "ptnr1_label_atom_id",
    "pdbx_ptnr1_label_alt_id",
    "ptnr1_symmetry",
    "ptnr2_auth_asym_id",
    "ptnr2_label_comp_id",
    "ptnr2_auth_seq_id",
    "ptnr2_label_atom_id",
    "ptnr2_symmetry",
  ],
  [
    "c1 covale Long1 ALA 10002 CA B 1_555 Long1 A1LU6 5 C1 1_555",
    "c2 metalc Long1 ALA 10002 CA ? 1_555 Zz HOH 1 O 3_655",
    "c3 hydrog Long1 TRP 99 N ? ? Long1 A1LU6 5 C1 ?",
  ],
)}
${loop("_atom_site", items, [
  "ATOM 1 N N . MET A 1 1 ? 1.000 2.00000 3.1 1.00 10.50 ? 10001 Long1 1",
  "ATOM 2 C CA A ALA A 1 2 ? 2.000 3.00000 4.1 0.60 11.5 ? 10002 Long1 1",
  "ATOM 3 C CA B ALA A 1 2 ? 2.100 3.00000 4.1 0.40 12.5 ? 10002 Long1 1",
  "ATOM 4 C CA . GLY A 1 3 X 5.000 3.00000 4.1 1.00 12.5 ? 10002 Long1 1",
  "HETATM 50 C C1 . A1LU6 BA 2 . ? 9.000 3.00000 4.1 1.00 12.5 ? 5 Long1 1",
  "HETATM 51 ZN ZN . A1LU6 BA 2 . ? 9.000 5.00000 4.1 1.00 12.5 2 5 Long1 1",
  "HETATM 60 O O . HOH w 7 . ? 9.000 3.00000 9.1 1.00 12.5 ? 1 Zz 1",
  "HETATM 61 O O . HOH w 7 . ? 9.000 3.00000 19.1 1.00 12.5 ? 2 Zz 1",
  "ATOM 101 N N . MET A 1 1 ? 1.500 2.50000 3.5 1.00 10.50 ? 10001 Long1 2",
])}
${loop("_atom_site_anisotrop", ["id", "U[1][1]"], ["1 0.1", "50 0.2"])}
data_other
_x.y 1
`;

describe("reading", () => {
  const file = read(entry);
  const structure = file.structures[0]!;

  test("long ids, numbers, insertion codes, alternates, charges", () => {
    expect(structure.entryId).toBe("pdb_00001abc");
    expect(labels(structure)).toEqual([
      "Long1/MET 10001",
      "Long1/ALA 10002",
      "Long1/GLY 10002X",
      "Long1/A1LU6 5",
      "Zz/HOH 1",
      "Zz/HOH 2",
    ]);
    expect(structure.chains.labelAsymId).toEqual(["A", "BA", "w"]);
    expect(structure.atoms.altLoc).toEqual(["", "A", "B", "", "", "", "", ""]);
    expect([...structure.atoms.charge]).toEqual([0, 0, 0, 0, 0, 2, 0, 0]);
    expect(structure.entities.map((e) => [e.id, e.type, e.polymerType, e.sequence.join(" ")])).toEqual([
      ["1", "polymer", "protein", "MET ALA GLY"],
      ["2", "non-polymer", "none", ""],
      ["7", "water", "none", ""],
    ]);
    expect([...structure.residues.labelSeqId]).toEqual([1, 2, 3, 0, 0, 0]);
    expect([...structure.residues.isHet]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(file.structures.map((s) => [s.modelNumber, s.nAtoms])).toEqual([
      [1, 8],
      [2, 1],
    ]);
    expect(file.notes).toEqual([]);
  });

  test("connections find their alternates; symmetry and absent atoms are told", () => {
    expect(structure.connections.map((c) => [c.id, c.type, c.end1.atom, c.end2.atom, c.symmetry])).toEqual([
      ["c1", "covale", 2, 4, ""],
      ["c2", "metalc", 1, 6, "3_655"],
      ["c3", "hydrog", -1, 4, ""],
    ]);
  });

  test("writing without a change gives every value back, tables that lacked are added", () => {
    const before = parseCif(entry);
    const after = parseCif(text(writeMmcif(file, file.structures)));
    expect(after.blocks.map((b) => b.name)).toEqual(["pdb_00001ABC", "other"]);
    for (const category of [
      "_entry",
      "_mine",
      "_entity",
      "_entity_poly",
      "_entity_poly_seq",
      "_struct_conn",
      "_atom_site_anisotrop",
    ]) {
      expect(findTable(after.blocks[0]!, category)!.values).toEqual(
        findTable(before.blocks[0]!, category)!.values,
      );
    }
    const [one, two] = [
      findTable(before.blocks[0]!, "_atom_site")!,
      findTable(after.blocks[0]!, "_atom_site")!,
    ];
    for (let row = 0; row < rowCount(one); row++) {
      one.tags.forEach((tag, i) => {
        expect(rawAt(two, row, columnOf(two, tag.slice(11)))).toBe(rawAt(one, row, i));
      });
    }
    const asym = findTable(after.blocks[0]!, "_struct_asym")!;
    expect(asym.values).toEqual(["A", "1", "BA", "2", "w", "7"]);
  });

  test("moved, dropped and added atoms, changed B factors", () => {
    const xyz = structure.atoms.xyz.slice();
    xyz[0] = -0.0001;
    const bIso = structure.atoms.bIso.slice();
    bIso[3] = 33.333;
    const changed = withCoordinates({ ...structure, atoms: { ...structure.atoms, bIso } }, xyz);
    const dropped = selectAtoms(changed, (atom) => atom !== 4);
    const name = [...dropped.atoms.name];
    name[4] = "C9";
    const renamed = { ...dropped, atoms: { ...dropped.atoms, name } };
    const block = parseCif(text(writeMmcif(file, renamed))).blocks[0]!;
    const table = findTable(block, "_atom_site")!;
    const column = (item: string) =>
      Array.from({ length: rowCount(table) }, (_, row) => rawAt(table, row, columnOf(table, item)));
    expect(column("id")).toEqual(["1", "2", "3", "4", "5", "60", "61"]);
    expect(column("Cartn_x").slice(0, 2)).toEqual(["0.000", "2.000"]);
    expect(column("Cartn_y")[0]).toBe("2.00000");
    expect(column("B_iso_or_equiv")[3]).toBe("33.333");
    expect(column("label_atom_id")[4]).toBe("C9");
    expect(column("type_symbol")[4]).toBe("ZN");
    expect(column("auth_atom_id")[4]).toBe("C9");
    expect(findTable(block, "_atom_site_anisotrop")!.values).toEqual(["1", "0.1"]);
  });
});

describe("extras", () => {
  const extras = {
    software: [{ name: "cryoreel", version: "0.1.0", classification: "refinement", description: "it's" }],
    fitting: { protocol: "FLEXIBLE FIT", space: "RECIPROCAL", targetCriteria: "FRC", overallBValue: 12.34 },
    dMin: 3.2,
    restraints: [{ type: "f_bond_d", devIdeal: 0.01234, count: 99 }],
  } as const;
  const values = (source: string, category: string, item: string) => {
    const file = read(source);
    const table = findTable(parseCif(text(writeMmcif(file, file.structures, extras))).blocks[0]!, category)!;
    return Array.from({ length: rowCount(table) }, (_, row) => rawAt(table, row, columnOf(table, item)));
  };

  test("are written where there was nothing", () => {
    expect(values(entry, "_software", "name")).toEqual(["cryoreel"]);
    expect(values(entry, "_em_3d_fitting", "overall_b_value")).toEqual(["12.34"]);
    expect(values(entry, "_refine", "ls_d_res_high")).toEqual(["3.20"]);
    expect(values(entry, "_refine_ls_restr", "dev_ideal")).toEqual(["0.012"]);
    expect(values(entry, "_em_3d_fitting", "entry_id")).toEqual(["pdb_00001abc"]);
  });

  test("are appended to software and fittings, and replace the statistics of an earlier refinement", () => {
    const earlier = entry.replace(
      "_mine.secret",
      `_software.name phenix
_software.pdbx_ordinal 4
_em_3d_fitting.id 1
_em_3d_fitting.ref_space REAL
_refine.entry_id pdb_00001abc
_refine.ls_d_res_high 9.9
_refine.solvent_model_details 'keep this'
loop_
_refine_ls_restr.type
_refine_ls_restr.number
f_bond_d 1
f_angle_d 2
_mine.secret`,
    );
    expect(values(earlier, "_software", "name")).toEqual(["phenix", "cryoreel"]);
    expect(values(earlier, "_software", "pdbx_ordinal")).toEqual(["4", "5"]);
    expect(values(earlier, "_em_3d_fitting", "id")).toEqual(["1", "2"]);
    expect(values(earlier, "_em_3d_fitting", "ref_space")).toEqual(["REAL", "RECIPROCAL"]);
    expect(values(earlier, "_refine", "ls_d_res_high")).toEqual(["3.20"]);
    expect(values(earlier, "_refine", "solvent_model_details")).toEqual(["'keep this'"]);
    expect(values(earlier, "_refine_ls_restr", "type")).toEqual(["f_bond_d"]);
  });
});

describe("files that say little", () => {
  const minimal = (tags: string, rows: string[]) => `data_x\n${loop("_atom_site", tags.split(" "), rows)}`;

  test("without label ids, chains and entities are inferred as for PDB files", () => {
    const file = read(
      minimal(
        "group_PDB id type_symbol auth_atom_id auth_comp_id auth_asym_id auth_seq_id Cartn_x Cartn_y Cartn_z",
        [
          "ATOM 1 N N ALA A 1 0 0 0",
          "ATOM 2 C CA ALA A 1 1 0 0",
          "HETATM 3 ZN ZN ZN A 2 5 0 0",
          "HETATM 4 O O HOH A 3 9 0 0",
        ],
      ),
    );
    expect(file.structures[0]!.chains.labelAsymId).toEqual(["A", "B", "C"]);
    expect(file.structures[0]!.entities.map((e) => e.type)).toEqual(["polymer", "non-polymer", "water"]);
    expect(file.notes).toHaveLength(3);
    const again = readModel(writeMmcif(file, file.structures));
    expect(again.structures).toEqual(file.structures);
    expect(again.notes).toEqual([]);
  });

  test("labels that mix author chains are not believed", () => {
    const tags =
      "group_PDB id type_symbol label_atom_id label_comp_id label_asym_id label_entity_id label_seq_id auth_asym_id auth_seq_id Cartn_x Cartn_y Cartn_z";
    const file = read(minimal(tags, ["ATOM 1 N N ALA X 1 1 A 1 0 0 0", "ATOM 2 N N ALA X 1 2 B 1 9 0 0"]));
    expect(file.structures[0]!.chains.labelAsymId).toEqual(["A", "B"]);
    expect(file.notes.join()).toMatch(/label_asym_id X holds the author chains A and B/);
  });

  test("entities that are only named in _atom_site are described by their residues", () => {
    const tags =
      "group_PDB id type_symbol label_atom_id label_comp_id label_asym_id label_entity_id label_seq_id auth_asym_id auth_seq_id Cartn_x Cartn_y Cartn_z";
    const file = read(
      minimal(tags, [
        "ATOM 1 C C4' G X 1 1 A 1 0 0 0",
        "HETATM 2 MG MG MG Y 2 . A 2 9 0 0",
        "HETATM 3 O O HOH Z 3 . A 3 9 9 0",
      ]),
    );
    expect(file.structures[0]!.entities.map((e) => [e.type, e.polymerType])).toEqual([
      ["polymer", "rna"],
      ["non-polymer", "none"],
      ["water", "none"],
    ]);
    expect(file.notes.filter((note) => /inferred/.test(note))).toEqual([]);
  });
});

test("a second model block and residues beside the sequence are noted", () => {
  const other = read(`${entry}\ndata_third\n_atom_site.id 1\n`);
  expect(other.notes).toEqual([
    expect.stringMatching(/2 data blocks hold atoms; the first one, pdb_00001ABC/),
  ]);
  const mutated = read(entry.replace("1 2 ALA", "1 2 TRP"));
  expect(mutated.notes).toEqual([expect.stringMatching(/1 residues .* \(first: ALA at A\/2\)/)]);
});

test("more than 100,000 atoms go through mmCIF, and not into PDB", () => {
  const n = 100_200;
  const rows = Array.from({ length: n }, (_, i) => {
    const at = `${(i % 100) * 3}.5 ${Math.floor(i / 100) % 100}.25 ${Math.floor(i / 10_000)}.125`;
    return `HETATM ${i + 1} O O . HOH W 1 . ? ${at} 1.00 10.50 ? ${i + 1} W 1`;
  });
  const file = read(
    `data_x\n${loop("_entity", ["id", "type"], ["1 water"])}${loop("_atom_site", items, rows)}`,
  );
  expect(file.structures[0]!.residues.nResidues).toBe(n);
  expect(file.structures[0]!.residues.authSeqId[n - 1]).toBe(n);
  const again = readModel(writeMmcif(file, file.structures));
  expect(isDeepStrictEqual(again.structures, file.structures)).toBe(true);
  expect(() => writePdb(file, file.structures)).toThrow(
    /100200 atoms are more than its 99999 serial numbers; write mmCIF/,
  );
});

describe("bad files are refused with line and item", () => {
  const row = "ATOM 1 N N . MET A 1 1 ? 1.000 2.00000 3.1 1.00 10.50 ? 1 A 1";
  const withRow = (bad: string) => `data_x\n${loop("_atom_site", items, [row, bad])}`;
  const second = "ATOM 2 C CA . MET A 1 1 ? 9.000 2.00000 3.1 1.00 10.50 ? 1 A 1";
  test.each([
    ["data_x\n_entry.id x\n", /no _atom_site/],
    ["data_comp_ATP\n_chem_comp_atom.atom_id PA\n", /--dictionary/],
    ["data_x\n_refln.index_h 1\n", /structure factors/],
    [`data_x\n${loop("_atom_site", ["id", "Cartn_x"], ["1 2"])}`, /has no Cartn_y/],
    [
      withRow(second.replace("9.000", "nan")),
      /m\.cif, line 23: _atom_site\.Cartn_x of atom 2 is "nan", not a number/,
    ],
    [withRow(second.replace("9.000", "?")), /Cartn_x of atom 2 is "\?"/],
    [withRow(second.replace("9.000", "1e999")), /Cartn_x/],
    [
      withRow(second.replace(" C CA", " QX CA")),
      /line 23: _atom_site\.type_symbol of atom 2 is "QX", no element/,
    ],
    [withRow(second.replace("? 1 A 1", "? 1.5 A 1")), /auth_seq_id of atom 2 is "1.5"/],
    [withRow(second.replace("? 1 A 1", "? 1 A x")), /pdbx_PDB_model_num/],
    [withRow(second.replace("1.00 10.50", "1.00 abc")), /B_iso_or_equiv/],
    [
      withRow(second.replace("9.000", "1.000")),
      /line 23: the atoms A\/MET 1\/N \(line 22\) and A\/MET 1\/CA lie at one place/,
    ],
    [withRow(second.replace(" CA ", " N ").replace(" C ", " N ")), /A\/MET 1\/N occurs twice/],
    [withRow(second).slice(0, -12), /line 23: the last row of the loop of _atom_site has 15 of 19 values/],
  ])("%#", (source, message) => {
    expect(() => read(source)).toThrow(InputError);
    expect(() => read(source)).toThrow(message);
  });
});
