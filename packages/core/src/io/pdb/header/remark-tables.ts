/** REMARK records → their text, and what 2, 350 and 465 say: resolution, assemblies, unobserved residues. */

import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteCif, quoteOrUnknown } from "../../cif/cif-value.ts";
import { columns, type PdbRecord } from "../pdb-record.ts";
import { continuedText, type HeaderContext, recordsOf } from "./header-context.ts";

/** `_database_PDB_remark` (all remarks, verbatim), and the tables that repeat 2, 350 and 465. */
export function remarkTables(context: HeaderContext): CifTable[] {
  const byNumber = new Map<number, PdbRecord[]>();
  for (const record of recordsOf(context, "REMARK")) {
    const number = Number(columns(record, 8, 10));
    const list = byNumber.get(Number.isInteger(number) ? number : 0) ?? [];
    list.push(record);
    byNumber.set(Number.isInteger(number) ? number : 0, list);
  }
  if (byNumber.size === 0) return [];
  const rows = [...byNumber].map(([number, records]) => [
    String(number),
    quoteCif(records.map((record) => record.text.slice(10).trimEnd()).join("\n")),
  ]);
  return [
    makeTable("_database_PDB_remark", ["id", "text"], rows),
    ...resolutionTable(context, byNumber.get(2) ?? []),
    ...assemblyTables(context, byNumber.get(350) ?? []),
    ...unobservedTable(byNumber.get(465) ?? []),
  ];
}

function resolutionTable(context: HeaderContext, records: readonly PdbRecord[]): CifTable[] {
  const match = /RESOLUTION\.\s+(\d+\.?\d*)\s+ANGSTROM/i.exec(continuedText(records));
  if (!match) return [];
  const entry = quoteCif(context.structure.entryId);
  const isElectron = /ELECTRON MICROSCOPY/i.test(continuedText(recordsOf(context, "EXPDTA")));
  return [
    isElectron
      ? makeTable("_em_3d_reconstruction", ["entry_id", "id", "resolution"], [[entry, "1", match[1]!]])
      : makeTable("_reflns", ["entry_id", "pdbx_ordinal", "d_resolution_high"], [[entry, "1", match[1]!]]),
  ];
}

/** A group of chains of one assembly with the operators that apply to them. */
interface AssemblyGroup {
  readonly assembly: string;
  readonly chains: string[];
  readonly operators: string[];
}

interface Assemblies {
  readonly ids: string[];
  readonly groups: AssemblyGroup[];
  /** Operator id → its three lines of four numbers. */
  readonly operators: Map<string, string[][]>;
}

/** Reads the layout that wwPDB writes into REMARK 350. */
function parseAssemblies(records: readonly PdbRecord[]): Assemblies {
  const result: Assemblies = { ids: [], groups: [], operators: new Map() };
  for (const record of records) {
    const text = record.text.slice(10).trim();
    const molecule = /^BIOMOLECULE:\s*(\w+)/.exec(text)?.[1];
    const chains = /^(APPLY THE FOLLOWING TO|AND) CHAINS:\s*(.*)$/.exec(text);
    const matrix = /^BIOMT([123])\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)$/.exec(text);
    const group = result.groups.at(-1);
    if (molecule) result.ids.push(molecule);
    else if (chains && result.ids.length > 0) {
      const names = chains[2]!.split(/[,\s]+/).filter(Boolean);
      if (chains[1] === "AND") group?.chains.push(...names);
      else result.groups.push({ assembly: result.ids.at(-1)!, chains: names, operators: [] });
    } else if (matrix && group) {
      const [axis, id, ...numbers] = matrix.slice(1) as [string, string, ...string[]];
      if (axis === "1") group.operators.push(id);
      const lines = result.operators.get(id) ?? [];
      lines[Number(axis) - 1] = numbers;
      result.operators.set(id, lines);
    }
  }
  return result;
}

function assemblyTables(context: HeaderContext, records: readonly PdbRecord[]): CifTable[] {
  const { ids, groups, operators } = parseAssemblies(records);
  const complete = [...operators].filter(([, lines]) => lines.filter(Boolean).length === 3);
  if (groups.length === 0 || complete.length === 0) return [];
  const items = [1, 2, 3].flatMap((i) => [...[1, 2, 3].map((j) => `matrix[${i}][${j}]`), `vector[${i}]`]);
  const generated = groups.map((group) => [
    quoteCif(group.assembly),
    quoteOrUnknown(group.operators.join(",")),
    quoteOrUnknown(labelsOf(context, group.chains).join(",")),
  ]);
  const listed = complete.map(([id, lines]) => [quoteCif(id), "?", ...lines.flat().map(quoteCif)]);
  return [
    makeTable(
      "_pdbx_struct_assembly",
      ["id", "details"],
      ids.map((id) => [quoteCif(id), "?"]),
    ),
    makeTable("_pdbx_struct_assembly_gen", ["assembly_id", "oper_expression", "asym_id_list"], generated),
    makeTable("_pdbx_struct_oper_list", ["id", "type", ...items], listed),
  ];
}

/** All `label_asym_id` of author chains. */
function labelsOf({ structure }: HeaderContext, authAsymIds: readonly string[]): string[] {
  const { chains } = structure;
  return chains.labelAsymId.filter((_, chain) => authAsymIds.includes(chains.authAsymId[chain]!));
}

const unobserved = /^(\d*)\s*([A-Z0-9]{1,3})\s+(\S{1,2})\s+(-?\d+)([A-Z]?)$/;

function unobservedTable(records: readonly PdbRecord[]): CifTable[] {
  const rows: string[][] = [];
  let isList = false;
  for (const record of records) {
    const text = record.text.slice(10).trim();
    if (/^M\s+RES\s+C\s+SSSEQI?/.test(text)) isList = true;
    const match = isList ? unobserved.exec(text) : null;
    if (!match) continue;
    const [, model, compId, asymId, seqId, insCode] = match as unknown as string[];
    rows.push([
      String(rows.length + 1),
      model || "1",
      "Y",
      "1",
      quoteCif(asymId!),
      quoteCif(compId!),
      seqId!,
      quoteOrUnknown(insCode),
    ]);
  }
  if (rows.length === 0) return [];
  const items = [
    "id",
    "PDB_model_num",
    "polymer_flag",
    "occupancy_flag",
    "auth_asym_id",
    "auth_comp_id",
    "auth_seq_id",
    "PDB_ins_code",
  ];
  return [makeTable("_pdbx_unobs_or_zero_occ_residues", items, rows)];
}
