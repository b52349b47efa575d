/** Reads monomer dictionaries: CCP4 and Refmac library files, AceDRG, Grade, eLBOW, and wwPDB chemical components. */
import { InputError } from "../errors.ts";
import {
  type CifBlock,
  type CifTable,
  columnOf,
  findTable,
  rawAt,
  rowCount,
} from "../io/cif/cif-document.ts";
import { numberOf, textOf, textOrEmpty } from "../io/cif/cif-value.ts";
import { parseCif } from "../io/cif/parse-cif.ts";
import { decodeText } from "../io/decode-text.ts";
import { gunzipIfNeeded } from "../io/gzip.ts";
import { atomicNumberOf } from "../tables/elements.ts";
import { usefulTorsions } from "./dictionary-torsions.ts";
import type {
  BondOrder,
  Monomer,
  MonomerAngle,
  MonomerAtom,
  MonomerBond,
  MonomerChirality,
  MonomerDictionary,
  MonomerGroup,
  MonomerPlane,
  MonomerTorsion,
} from "./monomer.ts";
import {
  coordinatesOf,
  defaultSigmas,
  type MonomerGeometry,
  monomerGeometry,
} from "./monomer-from-coordinates.ts";
import type { RestraintSource } from "./restraints.ts";

export interface DictionaryOrigin {
  /** File name for messages. */
  readonly name: string;
  readonly source: Extract<RestraintSource, "dictionary" | "library">;
}

/**
 * All monomers of a file (CIF, also gzipped). A block is a monomer when it has `_chem_comp_atom`. Bonds without a length take
 * it, and all other geometry, from the block's coordinates (wwPDB components); without these either the file is an InputError.
 */
export function readMonomerDictionary(bytes: Uint8Array, origin: DictionaryOrigin): MonomerDictionary {
  const { text, notes } = decodeText(gunzipIfNeeded(bytes, { file: origin.name }), { file: origin.name });
  const begin = beginningOfData(text, origin, [...notes]);
  const { blocks } = parseCif(begin.text, { file: origin.name });
  const list = blocks.find((block) => findTable(block, "_chem_comp") && !findTable(block, "_chem_comp_atom"));
  const monomers = new Map<string, Monomer>();
  for (const block of blocks) {
    const atoms = findTable(block, "_chem_comp_atom");
    if (!atoms || rowCount(atoms) === 0) continue;
    const monomer = readMonomer(block, atoms, { list, origin, notes: begin.notes });
    monomers.set(monomer.id, monomer);
  }
  if (monomers.size === 0) {
    throw new InputError(
      `${origin.name}: no block has atoms of a component (_chem_comp_atom); give a monomer dictionary in CIF`,
      { file: origin.name },
    );
  }
  return { name: origin.name, monomers, notes: begin.notes };
}

/** Blanks what stands in front of the first data block: STAR's `global_` of old library files, and stray characters. */
function beginningOfData(
  text: string,
  origin: DictionaryOrigin,
  notes: string[],
): { text: string; notes: string[] } {
  const start = text.search(/^data_/m);
  if (start <= 0) return { text, notes };
  const lines = text.slice(0, start).split("\n");
  const stray = lines.findIndex((line) => line.trim() !== "" && !/^\s*(#|global_|_)/i.test(line));
  if (stray >= 0) {
    notes.push(`${origin.name}, line ${stray + 1}: characters in front of the first data block are ignored`);
  }
  return { text: "\n".repeat(lines.length - 1) + text.slice(start), notes };
}

interface ReadingContext {
  readonly list: CifBlock | undefined;
  readonly origin: DictionaryOrigin;
  readonly notes: string[];
}

/** Rows of a category as functions item → raw value; no rows when the block lacks the category. */
function rowsOf(block: CifBlock | undefined, category: string): ((item: string) => string)[] {
  const table = block && findTable(block, category);
  if (!table) return [];
  return Array.from(
    { length: rowCount(table) },
    (_, row) => (item) => rawAt(table, row, columnOf(table, item)),
  );
}

const nameAt = (row: (item: string) => string, item: string): string => textOf(row(item)).trim();

function atomNames(row: (item: string) => string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => nameAt(row, `atom_id_${i + 1}`));
}

const orPositive = (value: number, fallback: number): number => (value > 0 ? value : fallback);

function readMonomer(block: CifBlock, atomTable: CifTable, context: ReadingContext): Monomer {
  const rows = rowsOf(block, "_chem_comp_atom");
  const id = nameAt(rows[0]!, "comp_id") || block.name.replace(/^comp_/, "");
  const head = [...rowsOf(context.list, "_chem_comp"), ...rowsOf(block, "_chem_comp")].find(
    (row) => nameAt(row, "id") === id,
  );
  const atoms = rows.map((row) => readAtom(row, id, context.origin));
  const known = new Set(atoms.map((a) => a.name));
  const complete = (names: readonly string[]): boolean => names.every((name) => known.has(name));
  const bonds = rowsOf(block, "_chem_comp_bond")
    .map(readBond)
    .filter((b) => complete(b.atoms));
  const identity = {
    id,
    name: head ? textOrEmpty(head("name")).trim() : "",
    group: groupOf(head ? textOrEmpty(head("group")) || textOrEmpty(head("type")) : ""),
    source: context.origin.source,
    atoms,
  };
  if (bonds.some((b) => !(b.ideal > 0))) {
    const xyz = coordinatesOf(atomTable);
    if (!xyz) {
      throw new InputError(
        `${context.origin.name}: ${id} has bonds without length and atoms without coordinates; it holds no restraints`,
        { file: context.origin.name },
      );
    }
    context.notes.push(
      `${context.origin.name}: ${id} has no restraints; they are taken from its ideal coordinates`,
    );
    return { ...identity, ...monomerGeometry(xyz, atoms, bonds) };
  }
  const monomer = { ...identity, ...readGeometry(block, bonds, known) };
  refuseIncomplete(monomer, context.origin);
  return { ...monomer, torsions: usefulTorsions(monomer) };
}

/** What a block says of the atoms it has. */
function readGeometry(
  block: CifBlock,
  bonds: readonly MonomerBond[],
  known: ReadonlySet<string>,
): MonomerGeometry {
  const complete = (entry: { readonly atoms: readonly string[] }): boolean =>
    entry.atoms.every((name) => known.has(name));
  return {
    bonds,
    angles: rowsOf(block, "_chem_comp_angle")
      .map(readAngle)
      .filter((a) => complete(a) && a.idealDeg > 0),
    torsions: rowsOf(block, "_chem_comp_tor")
      .map(readTorsion)
      .filter((t) => complete(t) && Number.isFinite(t.idealDeg)),
    chirality: rowsOf(block, "_chem_comp_chir")
      .flatMap((row) => readChirality(row) ?? [])
      .filter(complete),
    planes: readPlanes(block)
      .map((p) => ({ ...p, atoms: p.atoms.filter((a) => known.has(a)) }))
      .filter((p) => p.atoms.length > 3),
  };
}

/** A cut-off file still reads as CIF when the cut falls between rows: unbonded atoms and missing angles give it away. */
function refuseIncomplete({ id, atoms, bonds, angles }: Monomer, origin: DictionaryOrigin): void {
  const bonded = new Set(bonds.flatMap((b) => b.atoms));
  const loose = atoms.find((a) => atoms.length > 1 && !bonded.has(a.name));
  const missing = loose
    ? `atom ${loose.name} has no bond`
    : bonds.length > 1 && angles.length === 0
      ? "it has no angles"
      : "";
  if (missing !== "") {
    throw new InputError(
      `${origin.name}: the entry of ${id} is incomplete: ${missing}; is the file truncated?`,
      {
        file: origin.name,
      },
    );
  }
}

function readAtom(row: (item: string) => string, id: string, origin: DictionaryOrigin): MonomerAtom {
  const symbol = nameAt(row, "type_symbol");
  const element = atomicNumberOf(symbol);
  const name = nameAt(row, "atom_id");
  if (element === 0) {
    throw new InputError(`${origin.name}: atom ${name} of ${id} has the unknown element "${symbol}"`, {
      file: origin.name,
    });
  }
  const charge = numberOf(row("charge"));
  return { name, element, charge: Number.isFinite(charge) ? Math.round(charge) : 0 };
}

const orderWords: readonly (readonly [RegExp, BondOrder])[] = [
  [/^sing/, "single"],
  [/^doub/, "double"],
  [/^trip/, "triple"],
  [/^arom/, "aromatic"],
  [/^delo/, "deloc"],
  [/^meta/, "metal"],
];

function readBond(row: (item: string) => string): MonomerBond {
  const word = (textOrEmpty(row("type")) || textOrEmpty(row("value_order"))).toLowerCase();
  return {
    atoms: atomNames(row, 2) as [string, string],
    order: orderWords.find(([pattern]) => pattern.test(word))?.[1] ?? "unknown",
    ideal: numberOf(row("value_dist")),
    sigma: orPositive(numberOf(row("value_dist_esd")), defaultSigmas.bond),
  };
}

function readAngle(row: (item: string) => string): MonomerAngle {
  return {
    atoms: atomNames(row, 3) as [string, string, string],
    idealDeg: numberOf(row("value_angle")),
    sigmaDeg: orPositive(numberOf(row("value_angle_esd")), defaultSigmas.angleDeg),
  };
}

function readTorsion(row: (item: string) => string): MonomerTorsion {
  return {
    atoms: atomNames(row, 4) as [string, string, string, string],
    idealDeg: numberOf(row("value_angle")),
    sigmaDeg: numberOf(row("value_angle_esd")) || 0,
    period: Math.max(1, Math.round(numberOf(row("period")) || 1)),
  };
}

/** `positiv`, `negativ`, `both`; the `cross…` entries of metal centres have no volume. */
function readChirality(row: (item: string) => string): MonomerChirality | undefined {
  const word = textOrEmpty(row("volume_sign")).toLowerCase();
  const sign = word.startsWith("pos") ? 1 : word.startsWith("neg") ? -1 : 0;
  if (sign === 0 && !word.startsWith("both")) return undefined;
  const atoms = [nameAt(row, "atom_id_centre"), ...atomNames(row, 3)];
  return { atoms: atoms as [string, string, string, string], sign, bothHands: sign === 0 };
}

function readPlanes(block: CifBlock): MonomerPlane[] {
  const planes = new Map<string, { atoms: string[]; sigma: number }>();
  for (const row of rowsOf(block, "_chem_comp_plane_atom")) {
    const id = nameAt(row, "plane_id");
    const plane = planes.get(id) ?? {
      atoms: [],
      sigma: orPositive(numberOf(row("dist_esd")), defaultSigmas.plane),
    };
    plane.atoms.push(nameAt(row, "atom_id"));
    planes.set(id, plane);
  }
  return [...planes.values()];
}

function groupOf(word: string): MonomerGroup {
  const lower = word.trim().toLowerCase();
  if (lower.includes("peptide")) return lower.includes("like") ? "other" : "peptide";
  if (lower.startsWith("rna") || lower === "dna/rna") return "rna";
  if (lower.startsWith("dna")) return "dna";
  if (lower.includes("pyranose") || lower.includes("saccharide")) return "pyranose";
  return "other";
}
