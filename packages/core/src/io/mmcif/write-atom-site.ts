/** Atoms of structures → `_atom_site`, with every value of the source that did not change as it was. */

import type { Structure } from "../../model/structure.ts";
import { elementData } from "../../tables/elements.ts";
import { type CifTable, columnOf, makeTable, rawAt } from "../cif/cif-document.ts";
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
  const table = makeTable(
    "_atom_site",
    items.map((item) => item.name),
    [values],
  );
  return { table: { ...table, isLoop: true }, ids: used };
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
function atomWriter(structure: Structure, rows: AtomRows, decimals: number) {
  const { atoms, residues, chains, entities, modelNumber } = structure;
  const isKept = rows.label !== undefined;
  const xyz = (axis: number, atom: number, row: number, raw: string): string => {
    const value = atoms.xyz[3 * atom + axis]!;
    if (raw !== "?" && row >= 0 && rows.xyz[3 * row + axis] === value) return raw;
    return plain(value.toFixed(decimals));
  };
  const number = (value: number, old: number | undefined, raw: string): string =>
    raw !== "?" && value === old ? raw : decimal(value, 2);
  const residueOf = (atom: number): number => atoms.residueOf[atom]!;
  const chainOf = (atom: number): number => residues.chainOf[residueOf(atom)]!;
  const keep = (raw: string, made: () => string): string => (raw === "?" ? made() : raw);

  const writers: Readonly<
    Record<Exclude<StandardItem, "id">, (atom: number, row: number, raw: string) => string>
  > = {
    group_PDB: (atom) => (residues.isHet[residueOf(atom)] === 1 ? "HETATM" : "ATOM"),
    type_symbol: (atom, row) =>
      row >= 0 && rows.element[row] === atoms.element[atom]
        ? rows.symbol[row]!
        : elementData(atoms.element[atom]!).symbol.toUpperCase(),
    label_atom_id: (atom, _, raw) => keep(raw, () => quoteCif(atoms.name[atom]!)),
    label_alt_id: (atom, _, raw) =>
      keep(raw, () => (atoms.altLoc[atom] ? quoteCif(atoms.altLoc[atom]!) : ".")),
    label_comp_id: (atom, _, raw) => keep(raw, () => quoteCif(residues.compId[residueOf(atom)]!)),
    label_asym_id: (atom) => quoteCif(chains.labelAsymId[chainOf(atom)]!),
    label_entity_id: (atom) => quoteCif(entities[chains.entityOf[chainOf(atom)]!]!.id),
    label_seq_id: (atom, _, raw) => {
      if (isKept && raw !== "?") return raw;
      const seqId = residues.labelSeqId[residueOf(atom)]!;
      return seqId > 0 ? String(seqId) : ".";
    },
    pdbx_PDB_ins_code: (atom, _, raw) =>
      keep(raw, () => {
        const insCode = residues.insCode[residueOf(atom)]!;
        return insCode === "" ? "?" : quoteCif(insCode);
      }),
    Cartn_x: (atom, row, raw) => xyz(0, atom, row, raw),
    Cartn_y: (atom, row, raw) => xyz(1, atom, row, raw),
    Cartn_z: (atom, row, raw) => xyz(2, atom, row, raw),
    occupancy: (atom, row, raw) => number(atoms.occ[atom]!, rows.occ[row], raw),
    B_iso_or_equiv: (atom, row, raw) => number(atoms.bIso[atom]!, rows.bIso[row], raw),
    pdbx_formal_charge: (atom, _, raw) =>
      keep(raw, () => (atoms.charge[atom] ? String(atoms.charge[atom]) : "?")),
    auth_seq_id: (atom, _, raw) => keep(raw, () => String(residues.authSeqId[residueOf(atom)])),
    auth_comp_id: (atom, _, raw) => keep(raw, () => quoteCif(residues.compId[residueOf(atom)]!)),
    auth_asym_id: (atom, _, raw) => keep(raw, () => quoteCif(chains.authAsymId[chainOf(atom)]!)),
    auth_atom_id: (atom, _, raw) => keep(raw, () => quoteCif(atoms.name[atom]!)),
    pdbx_PDB_model_num: () => String(modelNumber),
  };
  return (item: string, atom: number, row: number, raw: string): string => {
    const writer = (writers as Readonly<Record<string, (atom: number, row: number, raw: string) => string>>)[
      item
    ];
    return writer ? writer(atom, row, raw) : raw;
  };
}

/** Without the minus of a rounded −0. */
const plain = (text: string): string => (/^-0\.?0*$/.test(text) ? text.slice(1) : text);

/** A number with at least `least` decimals, and up to six where it has more. */
export function decimal(value: number, least: number): string {
  const short = value.toFixed(least);
  return plain(Number(short) === value ? short : value.toFixed(6).replace(/0+$/, ""));
}
