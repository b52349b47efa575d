/** Atoms of structures → `_atom_site`, with every value of the source that did not change as it was. */

import type { Structure } from "../../model/structure.ts";
import { elementData } from "../../tables/elements.ts";
import { type CifTable, columnOf, rawAt } from "../cif/cif-document.ts";
import { quoteCif } from "../cif/cif-value.ts";
import type { ModelFile } from "../model-file.ts";
import type { AtomRows } from "../structure/atom-rows.ts";
import { matchAtoms } from "../structure/match-atoms.ts";

/** Items that are always written; a source that has more keeps its own order and these are added behind. */
const standardItems = [
  "group_PDB",
  "id",
  "type_symbol",
  "label_atom_id",
  "label_alt_id",
  "label_comp_id",
  "label_asym_id",
  "label_entity_id",
  "label_seq_id",
  "pdbx_PDB_ins_code",
  "Cartn_x",
  "Cartn_y",
  "Cartn_z",
  "occupancy",
  "B_iso_or_equiv",
  "pdbx_formal_charge",
  "auth_seq_id",
  "auth_comp_id",
  "auth_asym_id",
  "auth_atom_id",
  "pdbx_PDB_model_num",
] as const;
type StandardItem = (typeof standardItems)[number];
type NumberItem = "Cartn_x" | "Cartn_y" | "Cartn_z" | "occupancy" | "B_iso_or_equiv";
type IdentityItem = Exclude<StandardItem, NumberItem | "id">;

/** `_atom_site` and the ids of its atoms. */
export interface WrittenAtomSite {
  readonly table: CifTable;
  readonly ids: ReadonlySet<string>;
}

/** @param source `_atom_site` of the file, where it was mmCIF. */
export function writeAtomSite(
  file: ModelFile,
  structures: readonly Structure[],
  source: CifTable | undefined,
): WrittenAtomSite {
  const items = itemsToWrite(source);
  const { rows } = file.document;
  const known = new Set<string>(rows.id);
  const used = new Set<string>();
  let counter = 0;
  const freshId = (): string => {
    do counter++;
    while (known.has(String(counter)) || used.has(String(counter)));
    return String(counter);
  };
  const decimals = coordinateDecimals(source);
  const values: string[] = [];
  for (const structure of structures) {
    const matched = matchAtoms(file, structure);
    const write = atomWriter(structure, rows, decimals);
    for (let atom = 0; atom < structure.nAtoms; atom++) {
      const row = matched[atom]!;
      const kept = row < 0 ? "" : rows.id[row]!;
      const id = kept === "" || used.has(kept) ? freshId() : kept;
      used.add(id);
      for (const item of items) {
        const raw = row < 0 || item.column < 0 ? "?" : rawAt(source!, row, item.column);
        values.push(item.name === "id" ? id : write(item.name, atom, row, raw));
      }
    }
  }
  const tags = items.map((item) => `_atom_site.${item.name}`);
  return { table: { category: "_atom_site", tags, values, isLoop: true, lines: [] }, ids: used };
}

interface Item {
  readonly name: string;
  /** Column in the source, or -1. */
  readonly column: number;
}

function itemsToWrite(source: CifTable | undefined): Item[] {
  if (!source) return standardItems.map((name) => ({ name, column: -1 }));
  const items = source.tags.map((tag, column) => {
    const name = tag.slice("_atom_site.".length);
    const standard = standardItems.find((item) => item.toLowerCase() === name.toLowerCase());
    return { name: standard ?? name, column };
  });
  const missing = standardItems.filter((name) => columnOf(source, name) < 0);
  return [...items, ...missing.map((name) => ({ name, column: -1 }))];
}

/** Decimals of moved coordinates: those of the source, between 3 and 6. */
function coordinateDecimals(source: CifTable | undefined): number {
  const raw = source ? rawAt(source, 0, columnOf(source, "Cartn_x")) : "";
  const decimals = /\.(\d+)/.exec(raw)?.[1]?.length ?? 3;
  return Math.min(Math.max(decimals, 3), 6);
}

/** Writes one item of one atom. `raw` is its value in the source, `?` where there is none. */
type ItemWriter = (atom: number, row: number, raw: string) => string;

/** The writers of the standard items; every other item is given back raw. */
function atomWriter(structure: Structure, rows: AtomRows, decimals: number) {
  const writers: Readonly<Record<string, ItemWriter>> = {
    ...identityWriters(structure, rows),
    ...numberWriters(structure, rows, decimals),
  };
  return (item: string, atom: number, row: number, raw: string): string =>
    writers[item]?.(atom, row, raw) ?? raw;
}

/** Items that are numbers of the structure: raw where the number is that of the source. */
function numberWriters(
  structure: Structure,
  rows: AtomRows,
  decimals: number,
): Record<NumberItem, ItemWriter> {
  const { atoms } = structure;
  const coordinate =
    (axis: number): ItemWriter =>
    (atom, row, raw) => {
      const value = atoms.xyz[3 * atom + axis]!;
      const isKept = raw !== "?" && row >= 0 && rows.xyz[3 * row + axis] === value;
      return isKept ? raw : plain(value.toFixed(decimals));
    };
  const number =
    (values: Float64Array, old: Float64Array): ItemWriter =>
    (atom, row, raw) =>
      raw !== "?" && values[atom] === old[row] ? raw : decimal(values[atom]!, 2);
  return {
    Cartn_x: coordinate(0),
    Cartn_y: coordinate(1),
    Cartn_z: coordinate(2),
    occupancy: number(atoms.occ, rows.occ),
    B_iso_or_equiv: number(atoms.bIso, rows.bIso),
  };
}

/** Items that say what the atom is: raw where the source has them, except the labels that may have been inferred. */
function identityWriters(structure: Structure, rows: AtomRows): Record<IdentityItem, ItemWriter> {
  const { atoms, residues, chains, entities, modelNumber } = structure;
  const residueOf = (atom: number): number => atoms.residueOf[atom]!;
  const chainOf = (atom: number): number => residues.chainOf[residueOf(atom)]!;
  const kept =
    (made: (atom: number) => string): ItemWriter =>
    (atom, _, raw) =>
      raw === "?" ? made(atom) : raw;
  const name = kept((atom) => quoteCif(atoms.name[atom]!));
  const compId = kept((atom) => quoteCif(residues.compId[residueOf(atom)]!));
  const orNone = (text: string, none: string): string => (text === "" ? none : quoteCif(text));
  return {
    group_PDB: (atom) => (residues.isHet[residueOf(atom)] === 1 ? "HETATM" : "ATOM"),
    type_symbol: (atom, row) =>
      row >= 0 && rows.element[row] === atoms.element[atom]
        ? rows.symbol[row]!
        : elementData(atoms.element[atom]!).symbol.toUpperCase(),
    label_atom_id: name,
    label_alt_id: kept((atom) => orNone(atoms.altLoc[atom]!, ".")),
    label_comp_id: compId,
    label_asym_id: (atom) => quoteCif(chains.labelAsymId[chainOf(atom)]!),
    label_entity_id: (atom) => quoteCif(entities[chains.entityOf[chainOf(atom)]!]!.id),
    label_seq_id: (atom, _, raw) => {
      const seqId = residues.labelSeqId[residueOf(atom)]!;
      return rows.label && raw !== "?" ? raw : seqId > 0 ? String(seqId) : ".";
    },
    pdbx_PDB_ins_code: kept((atom) => orNone(residues.insCode[residueOf(atom)]!, "?")),
    pdbx_formal_charge: kept((atom) => (atoms.charge[atom] ? String(atoms.charge[atom]) : "?")),
    auth_seq_id: kept((atom) => String(residues.authSeqId[residueOf(atom)])),
    auth_comp_id: compId,
    auth_asym_id: kept((atom) => quoteCif(chains.authAsymId[chainOf(atom)]!)),
    auth_atom_id: name,
    pdbx_PDB_model_num: () => String(modelNumber),
  };
}

/** Without the minus of a rounded −0. */
const plain = (text: string): string => (/^-0\.?0*$/.test(text) ? text.slice(1) : text);

/** A number with at least `least` decimals, and up to six where it has more. */
export function decimal(value: number, least: number): string {
  const short = value.toFixed(least);
  return plain(Number(short) === value ? short : value.toFixed(6).replace(/0+$/, ""));
}
