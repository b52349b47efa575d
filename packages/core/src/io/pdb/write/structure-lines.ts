/** `_struct_conf`, `_struct_sheet_range`, connections and cis peptides → HELIX, SHEET, SSBOND, LINK, CISPEP, CONECT lines. */

import type { Connection, ConnectionEnd, Structure } from "../../../model/structure.ts";
import { elementData } from "../../../tables/elements.ts";
import type { CifBlock } from "../../cif/cif-document.ts";
import { numberOf } from "../../cif/cif-value.ts";
import { inferElement } from "../infer-element.ts";
import { nameField } from "./atom-lines.ts";
import type { PdbNames } from "./fit-to-pdb.ts";
import { type RowReader, rowsOf } from "./header-lines.ts";
import { type PdbField, pdbLine } from "./pdb-layout.ts";

/** A residue as header lines name it. */
interface PdbResidue {
  readonly comp: string;
  readonly chain: string;
  readonly seqId: number;
  readonly insCode: string;
}

const isPlaceable = ({ comp, chain, seqId, insCode }: PdbResidue): boolean =>
  comp.length <= 3 && chain.length === 1 && seqId >= -999 && seqId <= 9999 && insCode.length <= 1;

/** Component, chain, number and insertion code from column `first` on; `gap` columns are between chain and number. */
function residueAt(first: number, residue: PdbResidue, gap = 1): PdbField[] {
  const number = first + 4 + gap + 1;
  return [
    [first, first + 2, residue.comp.padStart(3)],
    [first + 4, first + 4, residue.chain],
    [number, number + 3, residue.seqId],
    [number + 4, number + 4, residue.insCode],
  ];
}

function renamed(names: PdbNames, comp: string, chain: string) {
  return { comp: names.components.get(comp) ?? comp, chain: names.chains.get(chain) ?? chain };
}

/** The residue of one end of a range (`beg`, `end`). */
function rangeEnd(row: RowReader, end: string, names: PdbNames): PdbResidue {
  return {
    ...renamed(names, row(`${end}_auth_comp_id`) || row(`${end}_label_comp_id`), row(`${end}_auth_asym_id`)),
    seqId: numberOf(row(`${end}_auth_seq_id`) || "?"),
    insCode: row(`pdbx_${end}_PDB_ins_code`),
  };
}

export function helixLines(block: CifBlock, names: PdbNames): string[] {
  const lines: string[] = [];
  for (const row of rowsOf(block, "_struct_conf")) {
    const [begin, end] = [rangeEnd(row, "beg", names), rangeEnd(row, "end", names)];
    if (!/^HELX/i.test(row("conf_type_id")) || !isPlaceable(begin) || !isPlaceable(end)) continue;
    const serial = (lines.length % 999) + 1;
    const helixClass = numberOf(row("pdbx_PDB_helix_class") || "?");
    const length = numberOf(row("pdbx_PDB_helix_length") || "?");
    lines.push(
      pdbLine(
        "HELIX",
        [8, 10, serial],
        [12, 14, (row("pdbx_PDB_helix_id") || String(serial)).slice(0, 3).padStart(3)],
        ...residueAt(16, begin),
        ...residueAt(28, end),
        [39, 40, helixClass >= 1 && helixClass <= 10 ? helixClass : 1],
        [41, 70, row("details").slice(0, 30)],
        [72, 76, length > 0 && length < 1e5 ? length : ""],
      ),
    );
  }
  return lines;
}

export function sheetLines(block: CifBlock, names: PdbNames): string[] {
  const sense = new Map<string, number>();
  for (const row of rowsOf(block, "_struct_sheet_order")) {
    sense.set(`${row("sheet_id")} ${row("range_id_2")}`, /^anti/i.test(row("sense")) ? -1 : 1);
  }
  const ranges = rowsOf(block, "_struct_sheet_range");
  const counts = new Map<string, number>();
  for (const row of ranges) counts.set(row("sheet_id"), (counts.get(row("sheet_id")) ?? 0) + 1);
  const strands = new Map<string, number>();
  return ranges.flatMap((row) => {
    const sheet = row("sheet_id");
    const strand = (strands.get(sheet) ?? 0) + 1;
    const [begin, end] = [rangeEnd(row, "beg", names), rangeEnd(row, "end", names)];
    if (!isPlaceable(begin) || !isPlaceable(end) || sheet.length > 3 || strand > 999) return [];
    strands.set(sheet, strand);
    return [
      pdbLine(
        "SHEET",
        [8, 10, strand],
        [12, 14, sheet.padStart(3)],
        [15, 16, Math.min(counts.get(sheet)!, 99)],
        ...residueAt(18, begin, 0),
        ...residueAt(29, end, 0),
        [39, 40, strand === 1 ? 0 : (sense.get(`${sheet} ${row("id")}`) ?? 0)],
      ),
    ];
  });
}

/** SSBOND and LINK of the connections whose names fit. */
export function linkLines(structure: Structure, names: PdbNames): string[] {
  const bonds: string[] = [];
  const links: string[] = [];
  for (const connection of structure.connections) {
    const ends = [connection.end1, connection.end2].map((end) => ({
      ...renamed(names, end.compId, end.authAsymId),
      seqId: end.authSeqId,
      insCode: end.insCode,
    })) as [PdbResidue, PdbResidue];
    if (!ends.every(isPlaceable)) continue;
    const place = placementFields(structure, connection);
    if (connection.type === "disulf") {
      const serial: PdbField = [8, 10, (bonds.length % 999) + 1];
      bonds.push(pdbLine("SSBOND", serial, ...residueAt(12, ends[0]), ...residueAt(26, ends[1]), ...place));
    } else if (connection.type === "covale" || connection.type === "metalc") {
      const [name1, name2] = [linkName(structure, connection.end1), linkName(structure, connection.end2)];
      if (name1.length > 4 || name2.length > 4) continue;
      links.push(
        pdbLine(
          "LINK",
          [13, 16, name1],
          [17, 17, connection.end1.altLoc.slice(0, 1)],
          ...residueAt(18, ends[0], 0),
          [43, 46, name2],
          [47, 47, connection.end2.altLoc.slice(0, 1)],
          ...residueAt(48, ends[1], 0),
          ...place,
        ),
      );
    }
  }
  return [...bonds, ...links];
}

/** The name in its four columns. The element of an absent atom is guessed from its name and component. */
function linkName(structure: Structure, { atom, atomName, compId }: ConnectionEnd): string {
  const symbol =
    atom < 0
      ? inferElement(atomName.padEnd(4), compId, true)
      : elementData(structure.atoms.element[atom]!).symbol;
  return nameField(atomName, symbol);
}

/** Symmetry operators (1555 for the identity) and the length where both atoms are there. */
function placementFields(structure: Structure, { end1, end2, symmetry }: Connection): PdbField[] {
  const { xyz } = structure.atoms;
  const operator = symmetry.replace("_", "");
  const fields: PdbField[] = [
    [60, 65, "1555".padStart(6)],
    [67, 72, (operator === "" || operator.length > 6 ? "1555" : operator).padStart(6)],
  ];
  if (end1.atom < 0 || end2.atom < 0 || operator !== "") return fields;
  const d = [0, 1, 2].map((axis) => xyz[3 * end1.atom + axis]! - xyz[3 * end2.atom + axis]!);
  const length = Math.hypot(...d);
  return length < 100 ? [...fields, [74, 78, length.toFixed(2).padStart(5)]] : fields;
}

export function cisPeptideLines(block: CifBlock, names: PdbNames): string[] {
  const lines: string[] = [];
  for (const row of rowsOf(block, "_struct_mon_prot_cis")) {
    const first: PdbResidue = {
      ...renamed(names, row("auth_comp_id") || row("label_comp_id"), row("auth_asym_id")),
      seqId: numberOf(row("auth_seq_id") || "?"),
      insCode: row("pdbx_PDB_ins_code"),
    };
    const second: PdbResidue = {
      ...renamed(
        names,
        row("pdbx_auth_comp_id_2") || row("pdbx_label_comp_id_2"),
        row("pdbx_auth_asym_id_2"),
      ),
      seqId: numberOf(row("pdbx_auth_seq_id_2") || "?"),
      insCode: row("pdbx_PDB_ins_code_2"),
    };
    if (!isPlaceable(first) || !isPlaceable(second)) continue;
    const omega = numberOf(row("pdbx_omega_angle") || "?");
    lines.push(
      pdbLine(
        "CISPEP",
        [8, 10, (lines.length % 999) + 1],
        ...residueAt(12, first),
        ...residueAt(26, second),
        [44, 46, 0],
        [54, 59, Number.isNaN(omega) ? "" : omega.toFixed(2).padStart(6)],
      ),
    );
  }
  return lines;
}

/** CONECT of bonded pairs of serial numbers, each from both sides, four partners a line. */
export function conectLines(pairs: Iterable<readonly [number, number]>): string[] {
  const partners = new Map<number, Set<number>>();
  for (const [a, b] of pairs) {
    partners.set(a, (partners.get(a) ?? new Set()).add(b));
    partners.set(b, (partners.get(b) ?? new Set()).add(a));
  }
  return [...partners]
    .sort(([a], [b]) => a - b)
    .flatMap(([serial, set]) => {
      const list = [...set].sort((a, b) => a - b);
      const lines: string[] = [];
      for (let start = 0; start < list.length; start += 4) {
        const fields = list.slice(start, start + 4).map((b, i): PdbField => [12 + 5 * i, 16 + 5 * i, b]);
        lines.push(pdbLine("CONECT", [7, 11, serial], ...fields));
      }
      return lines;
    });
}
