/** Entities and chains of structures → `_entity`, `_entity_poly`, `_entity_poly_seq`, `_struct_asym`. */

import type { Entity, PolymerType, Structure } from "../../model/structure.ts";
import { standardComponents } from "../../tables/standard-components.ts";
import { type CifTable, makeTable } from "../cif/cif-document.ts";
import { quoteCif, quoteOrUnknown } from "../cif/cif-value.ts";

/** `_entity_poly.type` of our polymer types. */
export const polymerTypeNames: Readonly<Record<PolymerType, string>> = {
  protein: "polypeptide(L)",
  rna: "polyribonucleotide",
  dna: "polydeoxyribonucleotide",
  hybrid: "polydeoxyribonucleotide/polyribonucleotide hybrid",
  other: "other",
  none: "other",
};

/** The tables, from all models of a file (they share their entities). */
export function entityTables(structures: readonly Structure[]): CifTable[] {
  const entities = structures[0]!.entities;
  const chains = chainsOf(structures);
  const polymers = entities.filter((entity) => entity.type === "polymer");
  const count = (entity: Entity): number => chains.filter((chain) => chain.entity === entity).length;
  const entityRows = entities.map((entity) => [
    quoteCif(entity.id),
    entity.type,
    quoteOrUnknown(entity.description),
    entity.type === "water" ? "?" : String(count(entity)),
  ]);
  const asymRows = chains.map((chain) => [quoteCif(chain.labelAsymId), quoteCif(chain.entity.id)]);
  const polymerRows = polymers.map((entity) => polymerRow(entity, chains));
  const sequenceRows = polymers.flatMap((entity) => sequenceRowsOf(entity, structures));
  return [
    makeTable("_entity", ["id", "type", "pdbx_description", "pdbx_number_of_molecules"], entityRows),
    makeTable("_entity_poly", polymerItems, polymerRows),
    makeTable("_entity_poly_seq", ["entity_id", "num", "mon_id", "hetero"], sequenceRows),
    makeTable("_struct_asym", ["id", "entity_id"], asymRows),
  ];
}

interface ChainOfFile {
  readonly labelAsymId: string;
  readonly authAsymId: string;
  readonly entity: Entity;
}

/** The chains of all models, each label once. */
function chainsOf(structures: readonly Structure[]): ChainOfFile[] {
  const byLabel = new Map<string, ChainOfFile>();
  for (const { chains, entities } of structures) {
    chains.labelAsymId.forEach((labelAsymId, i) => {
      const entity = entities[chains.entityOf[i]!]!;
      if (!byLabel.has(labelAsymId)) {
        byLabel.set(labelAsymId, { labelAsymId, authAsymId: chains.authAsymId[i]!, entity });
      }
    });
  }
  return [...byLabel.values()];
}

const polymerItems = [
  "entity_id",
  "type",
  "nstd_linkage",
  "nstd_monomer",
  "pdbx_seq_one_letter_code",
  "pdbx_seq_one_letter_code_can",
  "pdbx_strand_id",
];

function polymerRow(entity: Entity, chains: readonly ChainOfFile[]): string[] {
  const isStandard = (id: string): boolean => standardComponents.get(id)?.isStandard ?? false;
  // In sequences DNA keeps its two letters in brackets: (DA), like every component that is not standard.
  const hasCode = (id: string): boolean => isStandard(id) && standardComponents.get(id)!.kind !== "dna";
  const codes = entity.sequence.map((id) => (hasCode(id) ? standardComponents.get(id)!.code : `(${id})`));
  const canonical = entity.sequence.map((id) => standardComponents.get(id)?.code || "X");
  const strands = [
    ...new Set(chains.filter((chain) => chain.entity === entity).map((chain) => chain.authAsymId)),
  ];
  return [
    quoteCif(entity.id),
    quoteCif(polymerTypeNames[entity.polymerType]),
    "no",
    entity.sequence.every(isStandard) ? "no" : "yes",
    wrapped(codes.join("")),
    wrapped(canonical.join("")),
    quoteOrUnknown(strands.join(",")),
  ];
}

/** A sequence as one raw value, in lines of 80. */
function wrapped(sequence: string): string {
  if (sequence === "") return "?";
  const lines = sequence.match(/.{1,80}/g)!;
  return quoteCif(lines.join("\n"));
}

/** The sequence of an entity; components that share a number (microheterogeneity) are all listed. */
function sequenceRowsOf(entity: Entity, structures: readonly Structure[]): string[][] {
  const observed = new Map<number, Set<string>>();
  for (const { residues, chains, entities } of structures) {
    for (let residue = 0; residue < residues.nResidues; residue++) {
      if (entities[chains.entityOf[residues.chainOf[residue]!]!] !== entity) continue;
      const seqId = residues.labelSeqId[residue]!;
      const set = observed.get(seqId) ?? new Set([entity.sequence[seqId - 1]!]);
      observed.set(seqId, set.add(residues.compId[residue]!));
    }
  }
  return entity.sequence.flatMap((compId, i) => {
    const alternates = [...(observed.get(i + 1) ?? [compId])];
    const hetero = alternates.length > 1 ? "y" : "n";
    return alternates.map((id) => [quoteCif(entity.id), String(i + 1), quoteCif(id), hetero]);
  });
}
