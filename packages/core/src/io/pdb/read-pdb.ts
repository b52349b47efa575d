/** PDB text → model file: atoms, and the header as mmCIF categories. */

import type { Structure } from "../../model/structure.ts";
import { type CifTable, makeTable } from "../cif/cif-document.ts";
import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";
import { entityTables } from "../mmcif/entity-tables.ts";
import { withConnections } from "../mmcif/read-connections.ts";
import type { ModelFile } from "../model-file.ts";
import type { BuiltStructure } from "../structure/build-structure.ts";
import { createResidueFinder } from "../structure/find-residue.ts";
import { inferStructures } from "../structure/infer-structures.ts";
import { type AtomRecord, toAtomRows } from "../structure/to-atom-rows.ts";
import { anisotropicTable } from "./anisotropic-table.ts";
import { nameBlankChains } from "./chain-names.ts";
import { componentTables } from "./header/component-tables.ts";
import { conectCategory, conectPairs } from "./header/conect.ts";
import { crystalTables } from "./header/crystal-tables.ts";
import type { HeaderContext } from "./header/header-context.ts";
import { cisPeptideTables, linkTables } from "./header/link-tables.ts";
import { moleculeHints } from "./header/molecule-hints.ts";
import { referenceTables } from "./header/reference-tables.ts";
import { remarkTables } from "./header/remark-tables.ts";
import { secondaryStructureTables } from "./header/secondary-structure-tables.ts";
import { pdbIdOf, titleTables } from "./header/title-tables.ts";
import { verbatimTable } from "./header/verbatim-table.ts";
import { parsePdb } from "./parse-pdb.ts";
import type { PdbHeader } from "./pdb-record.ts";

/** Reads a PDB file. What is wrong with it is an InputError with its line. */
export function readPdb(text: string, options: ReadOptions): ModelFile {
  const parsed = parsePdb(text, options);
  if (parsed.atoms.length === 0) {
    throw inputFault(placeOf(options), "the file has no ATOM or HETATM records; is it a complete PDB file?");
  }
  const named = nameBlankChains(parsed.atoms, parsed.segmentIds);
  const atoms = withUniqueIds(named.atoms);
  const rows = toAtomRows(atoms);
  const hints = moleculeHints(parsed.header, named.blankChain);
  const entryId = pdbIdOf(parsed) || entryIdOf(options.file);
  const { built, notes } = inferStructures(rows, entryId, hints, options);
  const context: HeaderContext = {
    header: parsed.header,
    structure: built[0]!.structure,
    finder: createResidueFinder(built[0]!.structure),
    blankChain: named.blankChain,
    options,
  };
  const tables = [
    ...headerTables(context, built, conectAtoms(context, named.atoms, atoms, built[0]!)),
    ...anisotropicTable(parsed.anisotropic, rows, options),
  ].filter((table) => table.values.length > 0);
  const block = { name: entryId.replace(/\s/g, "_"), items: tables };
  return {
    format: "pdb",
    structures: built.map(({ structure }) => withConnections(structure, block)),
    document: {
      cif: { blocks: [block] },
      block: 0,
      rows,
      rowOf: built.map(({ rowOf }) => rowOf),
      // With a blank chain the header no longer speaks of the atoms' chains.
      ...(named.blankChain === "" ? { pdbHeader: linesBeforeAtoms(parsed.header) } : {}),
    },
    notes: [...parsed.notes, ...named.notes, ...notes],
  };
}

/** Header lines in file order, CONECT apart: its serial numbers are made anew. */
function linesBeforeAtoms(header: PdbHeader): string[] {
  return [...header]
    .filter(([type]) => type !== "CONECT")
    .flatMap(([, records]) => records)
    .sort((a, b) => a.line - b.line)
    .map((record) => record.text.padEnd(80));
}

/** Serial numbers stay the ids of atoms where each occurs once; else the atoms are counted. */
function withUniqueIds(atoms: readonly AtomRecord[]): readonly AtomRecord[] {
  const ids = new Set(atoms.map((atom) => atom.id));
  if (ids.size === atoms.length && !ids.has("")) return atoms;
  return atoms.map((atom, i) => ({ ...atom, id: String(i + 1) }));
}

/** The file's name without folder and ending, where the file has no id of its own. */
function entryIdOf(file: string | undefined): string {
  const name =
    file
      ?.split(/[/\\]/)
      .at(-1)
      ?.replace(/(\.(pdb|ent|gz))+$/i, "") ?? "";
  return name.replace(/[^\w.-]/g, "_") || "model";
}

interface ConectAtoms {
  /** Pairs of atom indices of the first model. */
  readonly pairs: readonly (readonly [number, number])[];
  /** The same pairs as atom ids, those within one residue only. */
  readonly inResidues: readonly (readonly [string, string])[];
}

/** Finds the atoms of CONECT records in the first model; `numbered` still has the serial numbers. */
function conectAtoms(
  { header, structure }: HeaderContext,
  numbered: readonly AtomRecord[],
  atoms: readonly AtomRecord[],
  { rowOf }: BuiltStructure,
): ConectAtoms {
  const atomOfSerial = new Map<string, number>();
  rowOf.forEach((row, atom) => {
    const { id } = numbered[row]!;
    if (id !== "" && !atomOfSerial.has(id)) atomOfSerial.set(id, atom);
  });
  const pairs = conectPairs(header).flatMap(([a, b]) => {
    const [first, second] = [atomOfSerial.get(String(a)), atomOfSerial.get(String(b))];
    return first === undefined || second === undefined ? [] : [[first, second] as const];
  });
  const { residueOf } = structure.atoms;
  const inResidues = pairs
    .filter(([a, b]) => residueOf[a] === residueOf[b])
    .map(([a, b]) => [atoms[rowOf[a]!]!.id, atoms[rowOf[b]!]!.id] as const);
  return { pairs, inResidues };
}

function headerTables(
  context: HeaderContext,
  built: readonly BuiltStructure[],
  conect: ConectAtoms,
): CifTable[] {
  const structures: Structure[] = built.map(({ structure }) => structure);
  return [
    ...titleTables(context),
    ...crystalTables(context),
    ...entityTables(structures),
    ...componentTables(context),
    ...referenceTables(context),
    ...secondaryStructureTables(context),
    ...linkTables(context, conect.pairs),
    ...cisPeptideTables(context),
    ...remarkTables(context),
    ...verbatimTable(context),
    makeTable(conectCategory, ["atom_id_1", "atom_id_2"], conect.inResidues),
  ];
}
