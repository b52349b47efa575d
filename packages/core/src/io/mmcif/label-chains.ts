/** Chains and entities as the label ids of an mmCIF file say them. */

import type { Entity, PolymerType } from "../../model/structure.ts";
import { standardComponents } from "../../tables/standard-components.ts";
import type { AtomRows } from "../structure/atom-rows.ts";
import type { ResidueDraft } from "../structure/group-residues.ts";
import type { PlacedChain } from "../structure/place-chains.ts";
import { monomerKind } from "../structure/polymer-links.ts";

/** A sentence why the label ids cannot be used, or "" where they can: each label is one author chain and one entity. */
export function labelFault(rows: AtomRows): string {
  const { label, authAsymId } = rows;
  if (!label) return "the file has no label_asym_id";
  const known = new Map<string, { auth: string; entity: string }>();
  for (let row = 0; row < rows.nRows; row++) {
    const [asym, entity, auth] = [label.asymId[row]!, label.entityId[row]!, authAsymId[row]!];
    if (entity === "") return "the file has no label_entity_id";
    const first = known.get(asym);
    if (!first) known.set(asym, { auth, entity });
    else if (first.auth !== auth)
      return `label_asym_id ${asym} holds the author chains ${first.auth} and ${auth}`;
    else if (first.entity !== entity)
      return `label_asym_id ${asym} holds the entities ${first.entity} and ${entity}`;
  }
  return "";
}

/** The residues of one model by `label_asym_id`, in order of their first atoms. `entityIndex` has every entity id. */
export function chainsByLabel(
  rows: AtomRows,
  residues: readonly ResidueDraft[],
  entityIndex: ReadonlyMap<string, number>,
): PlacedChain[] {
  const label = rows.label!;
  const byLabel = new Map<string, ResidueDraft[]>();
  for (const residue of residues) {
    const asymId = label.asymId[residue.rows[0]!]!;
    const list = byLabel.get(asymId);
    if (list) list.push(residue);
    else byLabel.set(asymId, [residue]);
  }
  return [...byLabel].map(([labelAsymId, members]) => ({
    labelAsymId,
    authAsymId: members[0]!.authAsymId,
    entity: entityIndex.get(label.entityId[members[0]!.rows[0]!]!)!,
    residues: members,
    seqIds: members.map((residue) => label.seqId[residue.rows[0]!]!),
  }));
}

/** Entities that `_atom_site` names but `_entity` does not describe, made from their residues. */
export function missingEntities(
  rows: AtomRows,
  residues: readonly ResidueDraft[],
  known: ReadonlySet<string>,
): Entity[] {
  const label = rows.label!;
  const members = new Map<string, ResidueDraft[]>();
  for (const residue of residues) {
    const id = label.entityId[residue.rows[0]!]!;
    if (known.has(id)) continue;
    const list = members.get(id);
    if (list) list.push(residue);
    else members.set(id, [residue]);
  }
  return [...members].map(([id, list]) => describeEntity(rows, id, list));
}

function describeEntity(rows: AtomRows, id: string, residues: readonly ResidueDraft[]): Entity {
  const hasSequence = residues.some((residue) => rows.label!.seqId[residue.rows[0]!]! > 0);
  const isWater = residues.every((residue) => standardComponents.get(residue.compId)?.kind === "water");
  const type = isWater ? "water" : hasSequence ? "polymer" : "non-polymer";
  return {
    id,
    type,
    polymerType: type === "polymer" ? majorityType(rows, residues) : "none",
    description: "",
    sequence: [],
  };
}

/** What most residues are; RNA and DNA together are a hybrid. */
export function majorityType(rows: AtomRows, residues: readonly ResidueDraft[]): PolymerType {
  const counts = { protein: 0, rna: 0, dna: 0 };
  for (const residue of residues) {
    const kind = monomerKind(rows, residue);
    if (kind) counts[kind]++;
  }
  const { protein, rna, dna } = counts;
  if (protein + rna + dna === 0) return "other";
  if (protein >= rna + dna) return "protein";
  return rna > 0 && dna > 0 ? "hybrid" : rna > 0 ? "rna" : "dna";
}
