/** DBREF, DBREF1/2, SEQADV → `_struct_ref`, `_struct_ref_seq`, `_struct_ref_seq_dif`. */

import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteCif, quoteOrUnknown } from "../../cif/cif-value.ts";
import { columns, type PdbRecord } from "../pdb-record.ts";
import { type HeaderContext, recordsOf, residueIn, residueItems } from "./header-context.ts";

interface Reference {
  readonly chain: string;
  readonly database: string;
  readonly accession: string;
  readonly code: string;
  readonly begin: string;
  readonly end: string;
  readonly databaseBegin: string;
  readonly databaseEnd: string;
}

export function referenceTables(context: HeaderContext): CifTable[] {
  const references = [
    ...recordsOf(context, "DBREF").map((record) => shortReference(context, record)),
    ...longReferences(context),
  ];
  if (references.length === 0) return differenceTable(context);
  const ids = new Map<string, string>();
  const refs: string[][] = [];
  const alignments = references.map((reference, i) => {
    const entity = entityOfChain(context, reference.chain);
    const key = `${reference.database} ${reference.accession} ${entity}`;
    if (!ids.has(key)) {
      ids.set(key, String(ids.size + 1));
      const names = [reference.database, reference.code, reference.accession].map(quoteOrUnknown);
      refs.push([ids.get(key)!, entity, ...names]);
    }
    const { accession, chain, begin, end, databaseBegin, databaseEnd } = reference;
    const values = [accession, chain, begin, end, databaseBegin, databaseEnd].map(quoteOrUnknown);
    return [String(i + 1), ids.get(key)!, ...values];
  });
  return [
    makeTable("_struct_ref", ["id", "entity_id", "db_name", "db_code", "pdbx_db_accession"], refs),
    makeTable(
      "_struct_ref_seq",
      [
        "align_id",
        "ref_id",
        "pdbx_db_accession",
        "pdbx_strand_id",
        "pdbx_auth_seq_align_beg",
        "pdbx_auth_seq_align_end",
        "db_align_beg",
        "db_align_end",
      ],
      alignments,
    ),
    ...differenceTable(context),
  ];
}

function shortReference(context: HeaderContext, record: PdbRecord): Reference {
  return {
    chain: columns(record, 12, 13) || context.blankChain,
    database: columns(record, 27, 32),
    accession: columns(record, 34, 41),
    code: columns(record, 43, 54),
    begin: columns(record, 15, 18),
    end: columns(record, 21, 24),
    databaseBegin: columns(record, 56, 60),
    databaseEnd: columns(record, 63, 67),
  };
}

/** DBREF1 and DBREF2 come in pairs. */
function longReferences(context: HeaderContext): Reference[] {
  const seconds = recordsOf(context, "DBREF2");
  return recordsOf(context, "DBREF1").map((record, i) => {
    const second = seconds[i];
    return {
      ...shortReference(context, record),
      accession: second ? columns(second, 19, 40) : "",
      code: columns(record, 48, 67),
      databaseBegin: second ? columns(second, 46, 55) : "",
      databaseEnd: second ? columns(second, 58, 67) : "",
    };
  });
}

/** The entity of the first polymer of an author chain, raw. */
function entityOfChain({ structure }: HeaderContext, authAsymId: string): string {
  const { chains, entities } = structure;
  const chain = chains.authAsymId.findIndex(
    (id, i) => id === authAsymId && entities[chains.entityOf[i]!]!.type === "polymer",
  );
  return chain < 0 ? "?" : quoteCif(entities[chains.entityOf[chain]!]!.id);
}

function differenceTable(context: HeaderContext): CifTable[] {
  const records = recordsOf(context, "SEQADV");
  if (records.length === 0) return [];
  const rows = records.map((record, i) => {
    const where = { comp: [13, 15], chain: [16, 17], seq: [19, 22], ins: 23 } as const;
    const r = residueItems(context, residueIn(context, record, where));
    return [
      String(i + 1),
      r.compId,
      r.authAsymId,
      r.authSeqId,
      r.insCode,
      r.labelSeqId,
      ...[
        [25, 28],
        [30, 38],
        [40, 42],
        [44, 48],
        [50, 80],
      ].map(([first, last]) => quoteOrUnknown(columns(record, first!, last!))),
    ];
  });
  const items = [
    "pdbx_ordinal",
    "mon_id",
    "pdbx_pdb_strand_id",
    "pdbx_auth_seq_num",
    "pdbx_pdb_ins_code",
    "seq_num",
    "pdbx_seq_db_name",
    "pdbx_seq_db_accession_code",
    "db_mon_id",
    "pdbx_seq_db_seq_num",
    "details",
  ];
  return [makeTable("_struct_ref_seq_dif", items, rows)];
}
