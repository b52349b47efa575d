/** HETNAM, HETSYN, FORMUL, MODRES → `_chem_comp` of all components and `_pdbx_struct_mod_residue`. */

import { standardComponents } from "../../../tables/standard-components.ts";
import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteCif, quoteOrUnknown } from "../../cif/cif-value.ts";
import { columns, type PdbHeader, type PdbRecord } from "../pdb-record.ts";
import {
  type HeaderContext,
  type ResidueColumns,
  recordsOf,
  residueIn,
  residueItems,
} from "./header-context.ts";

const modifiedResidue: ResidueColumns = { comp: [13, 15], chain: [16, 17], seq: [19, 22], ins: 23 };

/** HETNAM: component id → name. */
export function componentNames(header: PdbHeader): ReadonlyMap<string, string> {
  return textByComponent(header.get("HETNAM") ?? [], { component: [12, 14], text: [16, 70] });
}

interface ComponentColumns {
  readonly component: readonly [number, number];
  readonly text: readonly [number, number];
}

/** Joins the texts of continued records by component; a line that ends in a hyphen goes on without a blank. */
function textByComponent(
  records: readonly PdbRecord[],
  where: ComponentColumns,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const record of records) {
    const id = columns(record, ...where.component);
    const before = texts.get(id);
    const more = columns(record, ...where.text);
    if (id === "") continue;
    texts.set(id, before === undefined ? more : `${before}${before.endsWith("-") ? "" : " "}${more}`);
  }
  return texts;
}

/** `_chem_comp` and `_pdbx_struct_mod_residue`. */
export function componentTables(context: HeaderContext): CifTable[] {
  const { structure, header } = context;
  const names = componentNames(header);
  const synonyms = textByComponent(recordsOf(context, "HETSYN"), { component: [12, 14], text: [16, 70] });
  const formulas = textByComponent(recordsOf(context, "FORMUL"), { component: [13, 15], text: [20, 70] });
  const polymerTypes = polymerTypeOfComponents(context);
  const ids = new Set([
    ...structure.residues.compId,
    ...structure.entities.flatMap((entity) => entity.sequence),
  ]);
  const rows = [...ids].sort().map((id) => {
    const standard = standardComponents.get(id);
    return [
      quoteCif(id),
      quoteCif(standard?.type ?? polymerTypes.get(id) ?? "non-polymer"),
      standard?.isStandard ? "y" : polymerTypes.has(id) ? "n" : ".",
      quoteOrUnknown(names.get(id) ?? standard?.name),
      quoteOrUnknown(synonyms.get(id)),
      quoteOrUnknown(formulas.get(id)?.replace(/^\*?\d*\((.*)\)$/, "$1")),
    ];
  });
  const items = ["id", "type", "mon_nstd_flag", "name", "pdbx_synonyms", "formula"];
  return [makeTable("_chem_comp", items, rows), ...modifiedResidueTable(context)];
}

/** `_chem_comp.type` of components that occur in polymers. */
function polymerTypeOfComponents({ structure }: HeaderContext): Map<string, string> {
  const linking: Readonly<Record<string, string>> = {
    protein: "L-peptide linking",
    rna: "RNA linking",
    dna: "DNA linking",
    hybrid: "RNA linking",
  };
  const types = new Map<string, string>();
  for (const { sequence, polymerType } of structure.entities) {
    for (const id of sequence) types.set(id, linking[polymerType] ?? "non-polymer");
  }
  return types;
}

function modifiedResidueTable(context: HeaderContext): CifTable[] {
  const records = recordsOf(context, "MODRES");
  if (records.length === 0) return [];
  const items = [
    "id",
    "label_asym_id",
    "label_comp_id",
    "label_seq_id",
    "auth_asym_id",
    "auth_comp_id",
    "auth_seq_id",
    "PDB_ins_code",
    "parent_comp_id",
    "details",
  ];
  const rows = records.map((record, i) => {
    const r = residueItems(context, residueIn(context, record, modifiedResidue));
    return [
      String(i + 1),
      r.labelAsymId,
      r.compId,
      r.labelSeqId,
      r.authAsymId,
      r.compId,
      r.authSeqId,
      r.insCode,
      quoteOrUnknown(columns(record, 25, 27)),
      quoteOrUnknown(columns(record, 30, 70)),
    ];
  });
  return [makeTable("_pdbx_struct_mod_residue", items, rows)];
}
