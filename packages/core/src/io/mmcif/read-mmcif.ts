/** A CIF document with `_atom_site` → model file. */

import type { Entity, Structure } from "../../model/structure.ts";
import {
  type CifBlock,
  type CifDocument,
  type CifTable,
  columnOf,
  findTable,
  rawAt,
  rowCount,
  withTable,
} from "../cif/cif-document.ts";
import { textOrEmpty } from "../cif/cif-value.ts";
import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";
import type { ModelFile, ModelFormat } from "../model-file.ts";
import { type AtomRows, rowsOfModels } from "../structure/atom-rows.ts";
import { buildStructure } from "../structure/build-structure.ts";
import { checkCoincidentAtoms } from "../structure/check-atoms.ts";
import { groupResidues } from "../structure/group-residues.ts";
import { noHints } from "../structure/infer-chains.ts";
import { type BuiltModels, inferStructures } from "../structure/infer-structures.ts";
import { entityTables } from "./entity-tables.ts";
import { chainsByLabel, labelFault, majorityType, missingEntities } from "./label-chains.ts";
import { readAtomSite } from "./read-atom-site.ts";
import { withConnections } from "./read-connections.ts";
import { readEntities } from "./read-entities.ts";

/** Reads the first block with atoms. What is wrong with it is an InputError with its line. */
export function readMmcif(document: CifDocument, format: ModelFormat, options: ReadOptions): ModelFile {
  const index = document.blocks.findIndex((block) => findTable(block, "_atom_site"));
  const block = document.blocks[index];
  const table = block && findTable(block, "_atom_site");
  if (!block || !table || rowCount(table) === 0) throw noAtoms(document, options);
  const site = readAtomSite(table, options);
  const entryId = entryIdOf(block);
  const fault = labelFault(site.rows);
  const { label: _unused, ...unlabelled } = site.rows;
  const rows: AtomRows = fault === "" ? site.rows : unlabelled;
  const models =
    fault === ""
      ? labelledStructures(block, rows, entryId, options)
      : inferStructures(
          rows,
          entryId,
          { ...noHints, descriptions: new Map(), componentNames: new Map() },
          options,
        );
  const whole = completeBlock(block, models, fault !== "");
  const notes = [...site.notes, ...models.notes, ...blockNotes(document, block)];
  if (fault !== "") notes.push(`${fault}; chains and entities were inferred from the residues`);
  return {
    format,
    structures: models.built.map(({ structure }) => withConnections(structure, whole)),
    document: {
      cif: { blocks: document.blocks.map((other, i) => (i === index ? whole : other)) },
      block: index,
      rows,
      rowOf: models.built.map(({ rowOf }) => rowOf),
    },
    notes,
  };
}

/** Other blocks with atoms are kept, but not read. */
function blockNotes(document: CifDocument, block: CifBlock): string[] {
  const others = document.blocks.filter((other) => other !== block && findTable(other, "_atom_site"));
  if (others.length === 0) return [];
  return [`${others.length + 1} data blocks hold atoms; the first one, ${block.name}, was read`];
}

/** `_entry.id`, else the name of the block. */
function entryIdOf(block: CifBlock): string {
  const table = findTable(block, "_entry");
  return (table && rowCount(table) > 0 && textOrEmpty(rawAt(table, 0, columnOf(table, "id")))) || block.name;
}

function labelledStructures(
  block: CifBlock,
  rows: AtomRows,
  entryId: string,
  options: ReadOptions,
): BuiltModels {
  const notes = new Set<string>();
  const models = [...rowsOfModels(rows)].map(([modelNumber, modelRows]) => {
    checkCoincidentAtoms(rows, modelRows, options);
    const grouped = groupResidues(rows, modelRows, options);
    for (const note of grouped.notes) notes.add(note);
    return { modelNumber, residues: grouped.residues };
  });
  const residues = models.flatMap((model) => model.residues);
  const read = readEntities(block);
  const entities: Entity[] = [
    ...read,
    ...missingEntities(rows, residues, new Set(read.map(({ id }) => id))),
  ].map((entity) => {
    if (entity.type !== "polymer" || entity.polymerType !== "other") return entity;
    const members = residues.filter(({ rows: [first] }) => rows.label!.entityId[first!] === entity.id);
    return { ...entity, polymerType: majorityType(rows, members) };
  });
  const entityIndex = new Map(entities.map((entity, i) => [entity.id, i]));
  const built = models.map((model) => {
    const chains = chainsByLabel(rows, model.residues, entityIndex);
    return buildStructure(rows, chains, { entryId, modelNumber: model.modelNumber, entities });
  });
  for (const note of sequenceNotes(built[0]!.structure)) notes.add(note);
  return { built, notes: [...notes] };
}

/** Residues that are not what the sequence of their entity says; at microheterogeneous places one of them has to be. */
function sequenceNotes({ residues, chains, entities }: Structure): string[] {
  const matched = new Set<string>();
  const differing = new Map<string, string>();
  for (let residue = 0; residue < residues.nResidues; residue++) {
    const chain = residues.chainOf[residue]!;
    const { sequence } = entities[chains.entityOf[chain]!]!;
    const seqId = residues.labelSeqId[residue]!;
    if (sequence.length === 0 || seqId === 0) continue;
    const place = `${chains.labelAsymId[chain]}/${seqId}`;
    if (sequence[seqId - 1] === residues.compId[residue]) matched.add(place);
    else differing.set(place, residues.compId[residue]!);
  }
  const wrong = [...differing].filter(([place]) => !matched.has(place));
  if (wrong.length === 0) return [];
  const [place, compId] = wrong[0]!;
  return [
    `${wrong.length} residues are not those of the entity's sequence (first: ${compId} at ${place}); the atoms count`,
  ];
}

/** The block with the entity and chain tables that it lacks; all of them anew where they were inferred. */
function completeBlock(block: CifBlock, models: BuiltModels, isInferred: boolean): CifBlock {
  const tables: CifTable[] = entityTables(models.built.map(({ structure }) => structure));
  return tables
    .filter((table) => rowCount(table) > 0 && (isInferred || !findTable(block, table.category)))
    .reduce(withTable, block);
}

function noAtoms(document: CifDocument, options: ReadOptions): Error {
  const has = (category: string): boolean => document.blocks.some((block) => findTable(block, category));
  const what = has("_chem_comp_atom")
    ? "it is a dictionary of components: pass it as --dictionary"
    : has("_refln")
      ? "it holds structure factors"
      : "it has no _atom_site with atoms";
  return inputFault(placeOf(options), `the CIF file holds no model: ${what}`);
}
