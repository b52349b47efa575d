import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import { compileRestraints } from "./compile-restraints.ts";
import { loadDictionaries, monomerLibraryPath } from "./load-dictionaries.ts";
import { type DictionaryOrigin, readMonomerDictionary } from "./read-monomer-dictionary.ts";
import { restraintSources } from "./restraints.ts";
import { makeStructure } from "./testing/make-structure.ts";

const origin: DictionaryOrigin = { name: "lig.cif", source: "dictionary" };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readMonomerDictionary(bytesOf(text), origin);

const atomLoop = (id: string): string => `loop_
_chem_comp_atom.comp_id
_chem_comp_atom.atom_id
_chem_comp_atom.type_symbol
_chem_comp_atom.charge
${id} C1 C 0
${id} "O1'" O -1
${id} C2 C 0
${id} N3 N 0
${id} H1 H 0
`;

/** In the manner of AceDRG: nucleus distances beside the usual ones, words for signs, zero σ for constant torsions. */
const modern = `data_comp_list
loop_
_chem_comp.id
_chem_comp.name
_chem_comp.group
LIG 'a test ligand' NON-POLYMER
data_comp_LIG
${atomLoop("LIG")}
loop_
_chem_comp_bond.comp_id
_chem_comp_bond.atom_id_1
_chem_comp_bond.atom_id_2
_chem_comp_bond.type
_chem_comp_bond.value_dist_nucleus
_chem_comp_bond.value_dist_nucleus_esd
_chem_comp_bond.value_dist
_chem_comp_bond.value_dist_esd
LIG C1 "O1'" DOUBLE 1.25 0.01 1.251 0.015
LIG C1 C2 SINGLE 1.5 0.01 1.512 0.0
LIG C2 N3 SINGLE 1.4 0.01 1.45 0.012
LIG C2 H1 SINGLE 1.09 0.01 0.97 0.02
loop_
_chem_comp_angle.comp_id
_chem_comp_angle.atom_id_1
_chem_comp_angle.atom_id_2
_chem_comp_angle.atom_id_3
_chem_comp_angle.value_angle
_chem_comp_angle.value_angle_esd
LIG "O1'" C1 C2 120.5 2.0
LIG C1 C2 N3 110.1 .
loop_
_chem_comp_tor.comp_id
_chem_comp_tor.id
_chem_comp_tor.atom_id_1
_chem_comp_tor.atom_id_2
_chem_comp_tor.atom_id_3
_chem_comp_tor.atom_id_4
_chem_comp_tor.value_angle
_chem_comp_tor.value_angle_esd
_chem_comp_tor.period
LIG const_1 "O1'" C1 C2 N3 0.0 0.0 1
LIG sp3_1 "O1'" C1 C2 N3 60.0 10.0 3
LIG sp3_2 "O1'" C1 C2 H1 60.0 10.0 3
loop_
_chem_comp_chir.comp_id
_chem_comp_chir.id
_chem_comp_chir.atom_id_centre
_chem_comp_chir.atom_id_1
_chem_comp_chir.atom_id_2
_chem_comp_chir.atom_id_3
_chem_comp_chir.volume_sign
LIG chir_1 C2 C1 N3 H1 negative
LIG chir_2 C1 "O1'" C2 N3 both
LIG chir_3 C1 "O1'" C2 N3 cross4
loop_
_chem_comp_plane_atom.comp_id
_chem_comp_plane_atom.plane_id
_chem_comp_plane_atom.atom_id
_chem_comp_plane_atom.dist_esd
LIG plan-1 C1 0.02
LIG plan-1 "O1'" 0.02
LIG plan-1 C2 0.02
LIG plan-1 N3 0.02
LIG plan-2 C1 0.02
LIG plan-2 C2 0.02
`;

describe("readMonomerDictionary", () => {
  it("reads a dictionary with restraints", () => {
    const { monomers, notes } = read(modern);
    const lig = monomers.get("LIG")!;
    expect(notes).toEqual([]);
    expect(lig).toMatchObject({ id: "LIG", name: "a test ligand", group: "other", source: "dictionary" });
    expect(lig.atoms[1]).toEqual({ name: "O1'", element: 8, charge: -1 });
    expect(lig.bonds[0]).toEqual({ atoms: ["C1", "O1'"], order: "double", ideal: 1.251, sigma: 0.015 });
    expect(lig.bonds[1]!.sigma).toBe(0.02);
    expect(lig.angles[1]).toEqual({ atoms: ["C1", "C2", "N3"], idealDeg: 110.1, sigmaDeg: 3 });
    expect(lig.torsions).toEqual([
      { atoms: ["O1'", "C1", "C2", "N3"], idealDeg: 60, sigmaDeg: 10, period: 3 },
    ]);
    expect(lig.chirality).toEqual([
      { atoms: ["C2", "C1", "N3", "H1"], sign: -1, bothHands: false },
      { atoms: ["C1", "O1'", "C2", "N3"], sign: 0, bothHands: true },
    ]);
    expect(lig.planes).toEqual([{ atoms: ["C1", "O1'", "C2", "N3"], sigma: 0.02 }]);
  });

  it("tolerates characters in front of the first block, and says so", () => {
    const { monomers, notes } = read(`f#\nglobal_\n_lib_name ?\n${modern}`);
    expect(monomers.has("LIG")).toBe(true);
    expect(notes).toEqual(["lig.cif, line 1: characters in front of the first data block are ignored"]);
    expect(read(`# comment\nglobal_\n_lib_name ?\n${modern}`).notes).toEqual([]);
  });

  it("takes the geometry of a wwPDB component from its ideal coordinates", () => {
    const component = `data_XYZ
_chem_comp.id XYZ
_chem_comp.name 'A COMPONENT'
_chem_comp.type 'L-PEPTIDE LINKING'
loop_
_chem_comp_atom.comp_id
_chem_comp_atom.atom_id
_chem_comp_atom.type_symbol
_chem_comp_atom.charge
_chem_comp_atom.pdbx_model_Cartn_x_ideal
_chem_comp_atom.pdbx_model_Cartn_y_ideal
_chem_comp_atom.pdbx_model_Cartn_z_ideal
XYZ C C 0 0 0 0
XYZ O C 0 1.5 0 0
XYZ N N 0 -0.5 1.4 0
XYZ S S 0 -0.5 -0.5 1.7
loop_
_chem_comp_bond.comp_id
_chem_comp_bond.atom_id_1
_chem_comp_bond.atom_id_2
_chem_comp_bond.value_order
XYZ C O SING
XYZ C N DOUB
XYZ C S SING
`;
    const { monomers, notes } = read(component);
    const xyz = monomers.get("XYZ")!;
    expect(notes[0]).toContain("ideal coordinates");
    expect(xyz.group).toBe("peptide");
    expect(xyz.bonds.map((b) => b.ideal)).toEqual([1.5, Math.hypot(0.5, 1.4), Math.hypot(0.5, 0.5, 1.7)]);
    expect(xyz.angles.length).toBe(3);
    // (O × N)·S = 1.5·1.4·1.7 > 0
    expect(xyz.chirality).toEqual([{ atoms: ["C", "O", "N", "S"], sign: 1, bothHands: false }]);
  });

  it.each([
    ["no CIF", "HELLO\n", /data_/],
    ["no component", "data_x\n_cell.length_a 1\n", /_chem_comp_atom/],
    ["unknown element", modern.replace("C1 C 0", "C1 Qq 0"), /Qq/],
    ["truncated in a row", modern.slice(0, modern.indexOf("SINGLE 1.4")), /truncated/],
    ["truncated between rows", modern.slice(0, modern.indexOf("LIG C2 H1 SINGLE")), /H1 has no bond/],
    ["truncated between loops", modern.slice(0, modern.indexOf("loop_\n_chem_comp_angle")), /no angles/],
    ["bonds without length", modern.replaceAll("value_dist", "value_gone"), /no restraints/],
  ])("refuses: %s", (_, text, message) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(message);
  });
});

describe("loadDictionaries", () => {
  const ligand = (compId: string) =>
    makeStructure([
      {
        id: "L",
        residues: [
          {
            compId,
            number: 1,
            atoms: [
              { name: "C1", at: [0, 0, 0] },
              { name: "C2", at: [1.5, 0, 0] },
            ],
          },
        ],
      },
    ]);
  const library = async (id: string): Promise<Uint8Array | undefined> =>
    id === "LIG" ? bytesOf(modern.replace("1.512 0.0", "1.6 0.02")) : undefined;

  it("prefers the user's file to the library, and the library to the built-in table", async () => {
    const structure = ligand("LIG");
    const both = await loadDictionaries(structure, {
      files: [{ name: "lig.cif", bytes: bytesOf(modern) }],
      loadMonomer: library,
    });
    const fromFile = compileRestraints(structure, { dictionaries: both });
    expect(fromFile.bonds.ideal[0]).toBe(1.512);
    expect(restraintSources[fromFile.sourceOf[0]!]).toBe("dictionary");
    const alone = await loadDictionaries(structure, { loadMonomer: library });
    const fromLibrary = compileRestraints(structure, { dictionaries: alone });
    expect(fromLibrary.bonds.ideal[0]).toBe(1.6);
    expect(restraintSources[fromLibrary.sourceOf[0]!]).toBe("library");
    expect(await loadDictionaries(ligand("EDO"), { loadMonomer: library })).toEqual([]);
  });

  it("refuses a library file about something else", async () => {
    const wrong = async (): Promise<Uint8Array> => bytesOf(modern);
    await expect(loadDictionaries(ligand("ABC"), { loadMonomer: wrong })).rejects.toThrow(/instead of ABC/);
  });

  it("knows the layout of the CCP4 library", () => {
    expect(monomerLibraryPath("ALA")).toBe("a/ALA.cif");
    expect(monomerLibraryPath("CON")).toBe("c/CON_CON.cif");
    expect(monomerLibraryPath("A1LZE")).toBe("a/A1LZE.cif");
  });
});

const monomers = "/usr/share/refmac/monomers";
describe.skipIf(!existsSync(monomers))("the CCP4 monomer library 5.41 (Debian's refmac-dictionary)", () => {
  it.each(["HIS", "HEM", "CLR", "NAG", "CON", "A"])("reads %s", (id) => {
    const name = monomerLibraryPath(id);
    const entry = readMonomerDictionary(readFileSync(`${monomers}/${name}`), { name, source: "library" });
    expect([...entry.monomers.keys()]).toEqual([id]);
    expect(entry.monomers.get(id)!.bonds.length).toBeGreaterThan(5);
    expect(entry.notes.length).toBe(id === "HIS" ? 1 : 0);
  });
});
