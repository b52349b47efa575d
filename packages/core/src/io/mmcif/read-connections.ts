/** `_struct_conn` → connections of a structure. */

import type { Connection, ConnectionEnd, ConnectionType, Structure } from "../../model/structure.ts";
import { type CifBlock, type CifTable, columnOf, findTable, rawAt, rowCount } from "../cif/cif-document.ts";
import { numberOf, textOrEmpty } from "../cif/cif-value.ts";
import { createResidueFinder, type ResidueFinder } from "../structure/find-residue.ts";

/** The structure with the connections of the block. Records whose atoms the structure lacks are kept with atom -1. */
export function withConnections(structure: Structure, block: CifBlock): Structure {
  const table = findTable(block, "_struct_conn");
  if (!table) return structure;
  const finder = createResidueFinder(structure);
  const connections: Connection[] = [];
  const column = {
    id: columnOf(table, "id"),
    type: columnOf(table, "conn_type_id"),
    symmetry1: columnOf(table, "ptnr1_symmetry"),
    symmetry2: columnOf(table, "ptnr2_symmetry"),
  };
  const end1 = endReader(table, "ptnr1", structure, finder);
  const end2 = endReader(table, "ptnr2", structure, finder);
  for (let row = 0; row < rowCount(table); row++) {
    const symmetry1 = textOrEmpty(rawAt(table, row, column.symmetry1));
    const symmetry2 = textOrEmpty(rawAt(table, row, column.symmetry2));
    connections.push({
      id: textOrEmpty(rawAt(table, row, column.id)),
      type: connectionType(textOrEmpty(rawAt(table, row, column.type))),
      end1: end1(row),
      end2: end2(row),
      symmetry: relativeSymmetry(symmetry1, symmetry2),
    });
  }
  return { ...structure, connections };
}

/** "" where both ends are in one asymmetric unit, else the operator that is not the identity. */
function relativeSymmetry(first: string, second: string): string {
  const identity = "1_555";
  if ((first || identity) === (second || identity)) return "";
  return second === "" || second === identity ? first : second;
}

function connectionType(type: string): ConnectionType {
  const lower = type.toLowerCase();
  if (lower.startsWith("covale")) return "covale";
  return lower === "disulf" || lower === "metalc" || lower === "hydrog" ? lower : "other";
}

/** Positions of the items of one end. */
function endColumns(table: CifTable, partner: string) {
  const column = (item: string): number => columnOf(table, item);
  return {
    authAsym: column(`${partner}_auth_asym_id`),
    authSeq: column(`${partner}_auth_seq_id`),
    authComp: column(`${partner}_auth_comp_id`),
    labelAsym: column(`${partner}_label_asym_id`),
    labelSeq: column(`${partner}_label_seq_id`),
    labelComp: column(`${partner}_label_comp_id`),
    insertion: column(`pdbx_${partner}_PDB_ins_code`),
    atomName: column(`${partner}_label_atom_id`),
    altLoc: column(`pdbx_${partner}_label_alt_id`),
  };
}

/** Reads one end of a row. Author ids where the table has them, else label ids. */
function endReader(
  table: CifTable,
  partner: string,
  structure: Structure,
  finder: ResidueFinder,
): (row: number) => ConnectionEnd {
  const at = endColumns(table, partner);
  const text = (row: number, column: number): string => textOrEmpty(rawAt(table, row, column));
  return (row) => {
    const compId = text(row, at.labelComp) || text(row, at.authComp);
    const atomName = text(row, at.atomName);
    const altLoc = text(row, at.altLoc);
    const authSeqId = numberOf(rawAt(table, row, at.authSeq));
    if (at.authAsym >= 0 && Number.isInteger(authSeqId)) {
      const name = {
        asymId: text(row, at.authAsym),
        compId,
        seqId: authSeqId,
        insCode: text(row, at.insertion),
      };
      const atom = finder.atom(finder.byAuth(name), atomName, altLoc);
      return { authAsymId: name.asymId, compId, authSeqId, insCode: name.insCode, atomName, altLoc, atom };
    }
    const labelSeqId = numberOf(rawAt(table, row, at.labelSeq));
    const asymId = text(row, at.labelAsym);
    const seqId = Number.isInteger(labelSeqId) ? labelSeqId : 0;
    const residue = finder.byLabel({ asymId, compId, seqId, insCode: "" });
    const atom = finder.atom(residue, atomName, altLoc);
    return { ...authNameOf(structure, residue, asymId, seqId), compId, atomName, altLoc, atom };
  };
}

/** Author ids of a residue that was found by label ids; the label ids where it was not found. */
function authNameOf(structure: Structure, residue: number, asymId: string, seqId: number) {
  if (residue < 0) return { authAsymId: asymId, authSeqId: seqId, insCode: "" };
  const { residues, chains } = structure;
  return {
    authAsymId: chains.authAsymId[residues.chainOf[residue]!]!,
    authSeqId: residues.authSeqId[residue]!,
    insCode: residues.insCode[residue]!,
  };
}
