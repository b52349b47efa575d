/** Gives inferred chains their entities, `label_asym_id` and `label_seq_id`, the same ones in every model of a file. */

import type { Entity } from "../../model/structure.ts";
import { alignToSequence, type ObservedPosition } from "./align-sequence.ts";
import type { AtomRows } from "./atom-rows.ts";
import type { ResidueDraft } from "./group-residues.ts";
import type { ChainDraft } from "./infer-chains.ts";
import { isLinked } from "./polymer-links.ts";

/** A chain with everything that the structure needs. */
export interface PlacedChain {
  readonly labelAsymId: string;
  readonly authAsymId: string;
  /** Index into the entities. */
  readonly entity: number;
  readonly residues: readonly ResidueDraft[];
  /** `label_seq_id` of each residue, 0 for none. */
  readonly seqIds: readonly number[];
}

/** What a header says about molecules. */
export interface EntityHints {
  /** SEQRES: author chain → component ids. */
  readonly sequences: ReadonlyMap<string, readonly string[]>;
  /** COMPND: author chain → name of the molecule. */
  readonly descriptions: ReadonlyMap<string, string>;
  /** HETNAM: component id → name. */
  readonly componentNames: ReadonlyMap<string, string>;
}

/** Places the chains of one model after the other; entities and labels of earlier models are used again. */
export interface ChainPlacer {
  place(rows: AtomRows, chains: readonly ChainDraft[]): PlacedChain[];
  entities(): readonly Entity[];
  notes(): readonly string[];
}

interface KnownPolymer {
  readonly labelAsymId: string;
  readonly entity: number;
}

/** @param authAsymIds all author chain ids of the file: no other chain gets one of these as its label. */
export function createChainPlacer(authAsymIds: Iterable<string>, hints: EntityHints): ChainPlacer {
  const entities: Entity[] = [];
  const entityIndex = new Map<string, number>();
  const polymers = new Map<string, KnownPolymer>();
  const otherLabels = new Map<string, string>();
  const labels = createLabels(authAsymIds);
  const notes = new Set<string>();

  const entityOf = (key: string, make: (id: string) => Entity): number => {
    let index = entityIndex.get(key);
    if (index === undefined) {
      index = entities.length;
      entityIndex.set(key, index);
      entities.push(make(String(index + 1)));
    }
    return index;
  };

  const placePolymer = (rows: AtomRows, chain: ChainDraft, key: string): PlacedChain => {
    const { authAsymId, residues, polymerType } = chain;
    const positions = observedPositions(rows, residues);
    const observed = positions.map((position) => position.compId);
    const known = polymers.get(key);
    let sequence = known ? entities[known.entity]!.sequence : hints.sequences.get(authAsymId);
    let placed = sequence && alignToSequence(positions, sequence);
    if (sequence && !placed) {
      notes.add(
        `the sequence given for chain ${authAsymId} does not fit its residues; the residues were taken`,
      );
    }
    if (!sequence || !placed) {
      sequence = observed;
      placed = observed.map((_, i) => i + 1);
    }
    const sequenceUsed = corrected(sequence, positions, placed);
    if (sequenceUsed !== sequence) {
      notes.add(
        `residues of chain ${authAsymId} differ from the sequence given for it; the residues were taken there`,
      );
    }
    const isSame = known && sequenceUsed === entities[known.entity]!.sequence;
    const entity = isSame
      ? known.entity
      : entityOf(`${polymerType} ${sequenceUsed.join(" ")}`, (id) => ({
          id,
          type: "polymer",
          polymerType,
          description: hints.descriptions.get(authAsymId) ?? "",
          sequence: sequenceUsed,
        }));
    const labelAsymId = isSame ? known.labelAsymId : labels.forPolymer(authAsymId);
    if (!known) polymers.set(key, { labelAsymId, entity });
    return { labelAsymId, authAsymId, entity, residues, seqIds: seqIdsOf(residues, placed) };
  };

  const placeOther = (chain: ChainDraft, key: string): PlacedChain => {
    const { authAsymId, residues, kind } = chain;
    const { compId } = residues[0]!;
    const isWater = kind === "water";
    const entity = entityOf(isWater ? "water" : `component ${compId}`, (id) => ({
      id,
      type: isWater ? "water" : "non-polymer",
      polymerType: "none",
      description: isWater ? "water" : (hints.componentNames.get(compId) ?? ""),
      sequence: [],
    }));
    const labelAsymId = otherLabels.get(key) ?? labels.next();
    otherLabels.set(key, labelAsymId);
    return { labelAsymId, authAsymId, entity, residues, seqIds: residues.map(() => 0) };
  };

  return {
    place(rows, chains) {
      const uses = new Map<string, number>();
      return chains.map((chain) => {
        const base = chainKey(chain);
        const use = uses.get(base) ?? 0;
        uses.set(base, use + 1);
        const key = `${base} ${use}`;
        return chain.kind === "polymer" ? placePolymer(rows, chain, key) : placeOther(chain, key);
      });
    },
    entities: () => entities,
    notes: () => [...notes],
  };
}

/** What makes chains of different models the same chain. */
function chainKey(chain: ChainDraft): string {
  if (chain.kind !== "non-polymer") return `${chain.kind} ${chain.authAsymId}`;
  const { compId, authSeqId, insCode } = chain.residues[0]!;
  return `${chain.authAsymId} ${compId} ${authSeqId}${insCode}`;
}

/** The residues as positions: alternates of different components at one number count once. */
function observedPositions(rows: AtomRows, residues: readonly ResidueDraft[]): ObservedPosition[] {
  const positions: ObservedPosition[] = [];
  residues.forEach((residue, i) => {
    const before = residues[i - 1];
    if (before && isAlternate(before, residue)) return;
    const { compId, authSeqId } = residue;
    positions.push({ compId, authSeqId, isLinked: before !== undefined && isLinked(rows, before, residue) });
  });
  return positions;
}

const isAlternate = (a: ResidueDraft, b: ResidueDraft): boolean =>
  a.authSeqId === b.authSeqId && a.insCode === b.insCode && a.compId !== b.compId;

/** `label_seq_id` of every residue from those of the positions. */
function seqIdsOf(residues: readonly ResidueDraft[], placed: readonly number[]): number[] {
  let position = -1;
  return residues.map((residue, i) => {
    const before = residues[i - 1];
    if (!before || !isAlternate(before, residue)) position++;
    return placed[position]!;
  });
}

/** The sequence with what was observed where the two differ; the same array where they do not. */
function corrected(
  sequence: readonly string[],
  positions: readonly ObservedPosition[],
  placed: readonly number[],
): readonly string[] {
  const differs = positions.some((position, i) => sequence[placed[i]! - 1] !== position.compId);
  if (!differs) return sequence;
  const copy = [...sequence];
  positions.forEach((position, i) => {
    copy[placed[i]! - 1] = position.compId;
  });
  return copy;
}

/** Hands out `label_asym_id`: polymers get their author id if it is free, all others A … Z, AA … without any author id. */
function createLabels(authAsymIds: Iterable<string>) {
  const reserved = new Set(authAsymIds);
  const used = new Set<string>();
  let counter = 0;
  const next = (): string => {
    for (;;) {
      const label = letters(counter++);
      if (reserved.has(label) || used.has(label)) continue;
      used.add(label);
      return label;
    }
  };
  return {
    next,
    forPolymer(authAsymId: string): string {
      if (used.has(authAsymId)) return next();
      used.add(authAsymId);
      return authAsymId;
    },
  };
}

/** 0 → A, 25 → Z, 26 → AA, 27 → AB: bijective base 26. */
function letters(index: number): string {
  let text = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}
