/**
 * The built-in monomer dictionary: amino acids, nucleotides, water, ions, haem, common sugars and nucleotides.
 *
 * Sources and the script that made the data stand in `data/monomers.ts`. A record has seven lines: `id|group|name`; atoms
 * `name element [charge]`; bonds `a b order length σ` (Å); angles `a b c value σ` (degrees); torsions `a b c d value σ period`;
 * hands `centre a b c` with `+` or `-` for the sign of the volume, `b` in front where both hands are legal; planes `atoms… σ`.
 * An empty line is a `-`.
 */
import type { BondOrder, Monomer, MonomerChirality, MonomerGroup } from "../model/monomer.ts";
import { monomerRecords } from "./data/monomers.ts";
import { atomicNumberOf } from "./elements.ts";

const orders: Readonly<Record<string, BondOrder>> = {
  s: "single",
  d: "double",
  t: "triple",
  a: "aromatic",
};

const entries = (line: string): string[][] =>
  line === "-" ? [] : line.split(";").map((entry) => entry.split(" "));

function parseChirality(words: string[]): MonomerChirality {
  const [centre, a, b, c, hand] = words as [string, string, string, string, string];
  return {
    atoms: [centre, a, b, c],
    sign: hand.endsWith("+") ? 1 : -1,
    bothHands: hand.startsWith("b"),
  };
}

function parseRecord(record: string): Monomer {
  const [head, atoms, bonds, angles, torsions, chirality, planes] = record.split("\n") as string[];
  const [id, group, name] = head!.split("|");
  return {
    id: id!,
    name: name!,
    group: group as MonomerGroup,
    source: "built-in",
    atoms: entries(atoms!).map(([atom, element, charge]) => ({
      name: atom!,
      element: atomicNumberOf(element!),
      charge: Number(charge ?? 0),
    })),
    bonds: entries(bonds!).map(([a, b, order, ideal, sigma]) => ({
      atoms: [a!, b!],
      order: orders[order!] ?? "unknown",
      ideal: Number(ideal),
      sigma: Number(sigma),
    })),
    angles: entries(angles!).map(([a, b, c, ideal, sigma]) => ({
      atoms: [a!, b!, c!],
      idealDeg: Number(ideal),
      sigmaDeg: Number(sigma),
    })),
    torsions: entries(torsions!).map(([a, b, c, d, ideal, sigma, period]) => ({
      atoms: [a!, b!, c!, d!],
      idealDeg: Number(ideal),
      sigmaDeg: Number(sigma),
      period: Number(period),
    })),
    chirality: entries(chirality!).map(parseChirality),
    planes: entries(planes!).map((words) => ({ atoms: words.slice(0, -1), sigma: Number(words.at(-1)) })),
  };
}

const records = new Map(
  monomerRecords
    .slice(1, -1)
    .split("\n\n")
    .map((record) => [record.slice(0, record.indexOf("|")), record]),
);
const parsed = new Map<string, Monomer>();

/** Other names of components: protonation states and residues of simulation programs, old nucleotide names, unknown residues. */
const aliases: Readonly<Record<string, string>> = {
  ...{ HID: "HIS", HIE: "HIS", HIP: "HIS", HSD: "HIS", HSE: "HIS", HSP: "HIS" },
  ...{ CYX: "CYS", CYM: "CYS", ASH: "ASP", GLH: "GLU", LYN: "LYS", UNK: "ALA" },
  ...{ ADE: "A", CYT: "C", GUA: "G", URA: "U", T: "DT", THY: "DT" },
  ...{ DOD: "HOH", WAT: "HOH", H2O: "HOH", TIP: "HOH", SOL: "HOH" },
};

/** Component ids of the built-in dictionary. */
export const builtInMonomerIds: readonly string[] = [...records.keys()];

/** The built-in entry of a component id or of one of its other names, if there is one. An unknown residue (UNK) is an alanine. */
export function builtInMonomer(name: string): Monomer | undefined {
  const id = aliases[name] ?? name;
  const known = parsed.get(id);
  const record = records.get(id);
  if (known || record === undefined) return known;
  const monomer = parseRecord(record);
  parsed.set(id, monomer);
  return monomer;
}
