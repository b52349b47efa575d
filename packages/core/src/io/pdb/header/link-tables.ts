/** SSBOND, LINK, CONECT, CISPEP → `_struct_conn` and `_struct_mon_prot_cis`. */

import { atomicNumberOf, elementData } from "../../../tables/elements.ts";
import { type CifTable, makeTable } from "../../cif/cif-document.ts";
import { quoteOrUnknown } from "../../cif/cif-value.ts";
import { inferElement } from "../infer-element.ts";
import { columns, type PdbRecord } from "../pdb-record.ts";
import {
  type HeaderContext,
  type NamedResidue,
  type ResidueColumns,
  recordsOf,
  residueIn,
  residueItems,
} from "./header-context.ts";

const bondEnds: readonly ResidueColumns[] = [
  { comp: [12, 14], chain: [15, 16], seq: [18, 21], ins: 22 },
  { comp: [26, 28], chain: [29, 30], seq: [32, 35], ins: 36 },
];
const linkEnds: readonly ResidueColumns[] = [
  { comp: [18, 20], chain: [21, 22], seq: [23, 26], ins: 27 },
  { comp: [48, 50], chain: [51, 52], seq: [53, 56], ins: 57 },
];

type LinkType = "covale" | "disulf" | "metalc";

interface LinkEnd {
  readonly named: NamedResidue;
  readonly atomName: string;
  readonly altLoc: string;
  /** Index in the structure, or -1. */
  readonly atom: number;
  readonly isMetal: boolean;
}

interface Link {
  readonly type: LinkType;
  readonly ends: readonly [LinkEnd, LinkEnd];
  readonly symmetry: readonly [string, string];
  readonly length: string;
}

/** `_struct_conn_type` and `_struct_conn` of SSBOND, LINK and the CONECT pairs that cross residues. */
export function linkTables(
  context: HeaderContext,
  bonded: readonly (readonly [number, number])[],
): CifTable[] {
  const links = [
    ...recordsOf(context, "SSBOND").map((record) => disulfide(context, record)),
    ...recordsOf(context, "LINK").map((record) => link(context, record)),
  ];
  const known = new Set(links.flatMap(({ ends: [a, b] }) => [`${a.atom} ${b.atom}`, `${b.atom} ${a.atom}`]));
  for (const [a, b] of bonded) {
    if (crossesResidues(context, a, b) && !known.has(`${a} ${b}`)) links.push(linkOfAtoms(context, a, b));
  }
  if (links.length === 0) return [];
  const counts: Record<LinkType, number> = { covale: 0, disulf: 0, metalc: 0 };
  const rows = links.map((one) => [
    `${one.type}${++counts[one.type]}`,
    one.type,
    ...linkValues(context, one),
  ]);
  const types = (Object.keys(counts) as LinkType[]).filter((type) => counts[type] > 0);
  return [
    makeTable(
      "_struct_conn_type",
      ["id"],
      types.map((type) => [type]),
    ),
    makeTable("_struct_conn", ["id", "conn_type_id", ...connectionItems], rows),
  ];
}

const connectionItems = [
  ...["ptnr1", "ptnr2"].flatMap((p) => [
    `${p}_label_asym_id`,
    `${p}_label_comp_id`,
    `${p}_label_seq_id`,
    `${p}_label_atom_id`,
    `pdbx_${p}_label_alt_id`,
    `pdbx_${p}_PDB_ins_code`,
    `${p}_auth_asym_id`,
    `${p}_auth_comp_id`,
    `${p}_auth_seq_id`,
    `${p}_symmetry`,
  ]),
  "pdbx_dist_value",
];

function linkValues(context: HeaderContext, { ends, symmetry, length }: Link): string[] {
  const values = ends.flatMap((end, i) => {
    const r = residueItems(context, end.named);
    return [
      r.labelAsymId,
      r.compId,
      r.labelSeqId,
      quoteOrUnknown(end.atomName),
      quoteOrUnknown(end.altLoc),
      r.insCode,
      r.authAsymId,
      r.compId,
      r.authSeqId,
      quoteOrUnknown(symmetry[i]!),
    ];
  });
  return [...values, quoteOrUnknown(length)];
}

function disulfide(context: HeaderContext, record: PdbRecord): Link {
  const end = (i: 0 | 1): LinkEnd => {
    const named = residueIn(context, record, bondEnds[i]!);
    const atom = context.finder.atom(named.residue, "SG", "");
    return { named, atomName: "SG", altLoc: "", atom, isMetal: false };
  };
  return { type: "disulf", ends: [end(0), end(1)], ...placement(record) };
}

function link(context: HeaderContext, record: PdbRecord): Link {
  const end = (i: 0 | 1): LinkEnd => {
    const named = residueIn(context, record, linkEnds[i]!);
    const first = i === 0 ? 13 : 43;
    const atomName = columns(record, first, first + 3);
    const altLoc = columns(record, first + 4, first + 4);
    const atom = context.finder.atom(named.residue, atomName, altLoc);
    const field = record.text.slice(first - 1, first + 3);
    const element =
      atom >= 0
        ? context.structure.atoms.element[atom]!
        : atomicNumberOf(inferElement(field, named.compId, false));
    return { named, atomName, altLoc, atom, isMetal: isMetal(element) };
  };
  const ends = [end(0), end(1)] as const;
  return { type: ends.some((e) => e.isMetal) ? "metalc" : "covale", ends, ...placement(record) };
}

const isMetal = (element: number): boolean => element > 0 && elementData(element).isMetal;

/** Symmetry operators `1555` as `1_555`, and the length. */
function placement(record: PdbRecord): { symmetry: readonly [string, string]; length: string } {
  const symmetry = (first: number): string =>
    columns(record, first, first + 5).replace(/^(\d+)(\d{3})$/, "$1_$2");
  return { symmetry: [symmetry(60), symmetry(67)], length: columns(record, 74, 78) };
}

/** Bonds within a residue and along a polymer follow from the components; the rest is worth a record. */
function crossesResidues({ structure }: HeaderContext, a: number, b: number): boolean {
  const { atoms, residues } = structure;
  const [first, second] = [atoms.residueOf[a]!, atoms.residueOf[b]!];
  if (first === second) return false;
  const names = new Set([atoms.name[a], atoms.name[b]]);
  const isBackbone =
    (names.has("C") && names.has("N")) || (names.has("P") && (names.has("O3'") || names.has("O3*")));
  const isNext = Math.abs(first - second) === 1 && residues.chainOf[first] === residues.chainOf[second];
  return !(isBackbone && isNext);
}

function linkOfAtoms({ structure }: HeaderContext, a: number, b: number): Link {
  const { atoms, residues, chains } = structure;
  const end = (atom: number): LinkEnd => {
    const residue = atoms.residueOf[atom]!;
    const named: NamedResidue = {
      compId: residues.compId[residue]!,
      asymId: chains.authAsymId[residues.chainOf[residue]!]!,
      seqId: residues.authSeqId[residue]!,
      insCode: residues.insCode[residue]!,
      residue,
    };
    const [atomName, altLoc] = [atoms.name[atom]!, atoms.altLoc[atom]!];
    return { named, atomName, altLoc, atom, isMetal: isMetal(atoms.element[atom]!) };
  };
  const ends = [end(a), end(b)] as const;
  const isDisulfide = ends.every((e) => e.atomName === "SG" && e.named.compId === "CYS");
  const type = isDisulfide ? "disulf" : ends.some((e) => e.isMetal) ? "metalc" : "covale";
  const d = [0, 1, 2].map((axis) => atoms.xyz[3 * a + axis]! - atoms.xyz[3 * b + axis]!);
  return { type, ends, symmetry: ["", ""], length: Math.hypot(...d).toFixed(3) };
}

/** `_struct_mon_prot_cis` of CISPEP. */
export function cisPeptideTables(context: HeaderContext): CifTable[] {
  const records = recordsOf(context, "CISPEP");
  if (records.length === 0) return [];
  const items = [
    "pdbx_id",
    ...["", "_2"].flatMap((second) => {
      const p = second === "" ? "" : "pdbx_";
      return [
        `${p}label_comp_id${second}`,
        `${p}label_asym_id${second}`,
        `${p}label_seq_id${second}`,
        `pdbx_PDB_ins_code${second}`,
        `${p}auth_comp_id${second}`,
        `${p}auth_asym_id${second}`,
        `${p}auth_seq_id${second}`,
      ];
    }),
    "pdbx_PDB_model_num",
    "pdbx_omega_angle",
  ];
  const rows = records.map((record, i) => [
    String(i + 1),
    ...bondEnds.flatMap((where) => {
      const r = residueItems(context, residueIn(context, record, where));
      return [r.compId, r.labelAsymId, r.labelSeqId, r.insCode, r.compId, r.authAsymId, r.authSeqId];
    }),
    modelNumber(columns(record, 44, 46)),
    quoteOrUnknown(columns(record, 54, 59)),
  ]);
  return [makeTable("_struct_mon_prot_cis", items, rows)];
}

/** Files of one model write 0. */
const modelNumber = (text: string): string => (/^[1-9]\d*$/.test(text) ? text : "1");
