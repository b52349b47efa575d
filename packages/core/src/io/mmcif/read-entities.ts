/** `_entity`, `_entity_poly`, `_entity_poly_seq` → entities. */

import type { Entity, EntityType, PolymerType } from "../../model/structure.ts";
import { type CifBlock, columnOf, findTable, rawAt, rowCount } from "../cif/cif-document.ts";
import { numberOf, textOrEmpty } from "../cif/cif-value.ts";

const entityTypes: readonly string[] = ["polymer", "non-polymer", "branched", "water", "macrolide"];

/** The entities of a block; none if it has no `_entity`. */
export function readEntities(block: CifBlock): Entity[] {
  const polymerTypes = readColumnPair(block, "_entity_poly", "entity_id", "type");
  const sequences = readSequences(block);
  const table = findTable(block, "_entity");
  if (!table) return [];
  const [idColumn, typeColumn, descriptionColumn] = ["id", "type", "pdbx_description"].map((item) =>
    columnOf(table, item),
  ) as [number, number, number];
  return Array.from({ length: rowCount(table) }, (_, row) => {
    const id = textOrEmpty(rawAt(table, row, idColumn));
    const given = textOrEmpty(rawAt(table, row, typeColumn)).toLowerCase();
    const isPolymer = given === "polymer" || (given === "" && polymerTypes.has(id));
    const type = (isPolymer ? "polymer" : entityTypes.includes(given) ? given : "non-polymer") as EntityType;
    return {
      id,
      type,
      polymerType: type === "polymer" ? polymerTypeOf(polymerTypes.get(id)) : "none",
      description: textOrEmpty(rawAt(table, row, descriptionColumn)),
      sequence: sequences.get(id) ?? [],
    };
  });
}

/** `_entity_poly.type` → our types; peptides of either hand are proteins. */
export function polymerTypeOf(name: string | undefined): PolymerType {
  const lower = (name ?? "").toLowerCase();
  if (lower.startsWith("polypeptide") || lower === "cyclic-pseudo-peptide") return "protein";
  if (lower === "polyribonucleotide") return "rna";
  if (lower === "polydeoxyribonucleotide") return "dna";
  if (lower.includes("hybrid")) return "hybrid";
  return "other";
}

function readColumnPair(block: CifBlock, category: string, key: string, value: string): Map<string, string> {
  const table = findTable(block, category);
  const pairs = new Map<string, string>();
  if (!table) return pairs;
  const [keyColumn, valueColumn] = [columnOf(table, key), columnOf(table, value)];
  for (let row = 0; row < rowCount(table); row++) {
    pairs.set(textOrEmpty(rawAt(table, row, keyColumn)), textOrEmpty(rawAt(table, row, valueColumn)));
  }
  return pairs;
}

/** Sequences by entity; where components share a number the first one counts. Empty where numbers are missing. */
function readSequences(block: CifBlock): Map<string, string[]> {
  const table = findTable(block, "_entity_poly_seq");
  const sequences = new Map<string, string[]>();
  if (!table) return sequences;
  const [entity, num, mon] = ["entity_id", "num", "mon_id"].map((item) => columnOf(table, item)) as [
    number,
    number,
    number,
  ];
  const broken = new Set<string>();
  for (let row = 0; row < rowCount(table); row++) {
    const id = textOrEmpty(rawAt(table, row, entity));
    const index = numberOf(rawAt(table, row, num)) - 1;
    const sequence = sequences.get(id) ?? [];
    sequences.set(id, sequence);
    if (index === sequence.length) sequence.push(textOrEmpty(rawAt(table, row, mon)));
    else if (index !== sequence.length - 1) broken.add(id);
  }
  for (const id of broken) sequences.set(id, []);
  return sequences;
}
