/** Gives inferred chains their entities, `label_asym_id` and `label_seq_id`, the same ones in every model of a file. */

import type { Entity } from "../../model/structure.ts";
import { alignToSequence, type ObservedPosition } from "./align-sequence.ts";
import type { AtomRows } from "./atom-rows.ts";
import { ChainLabels } from "./chain-labels.ts";
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

interface KnownPolymer {
  readonly labelAsymId: string;
  readonly entity: number;
}

/** A polymer's full sequence, and the place (from 1) of each of its positions in it. */
interface PlacedSequence {
  readonly sequence: readonly string[];
  readonly placed: readonly number[];
}

/** Places the chains of one model after the other; entities and labels of earlier models are used again. */
export class ChainPlacer {
  readonly entities: Entity[] = [];
  readonly notes = new Set<string>();
  private readonly hints: EntityHints;
  private readonly labels: ChainLabels;
  private readonly entityIndex = new Map<string, number>();
  private readonly polymers = new Map<string, KnownPolymer>();
  private readonly otherLabels = new Map<string, string>();

  /** @param authAsymIds all author chain ids of the file: no other chain gets one of these as its label. */
  constructor(authAsymIds: Iterable<string>, hints: EntityHints) {
    this.labels = new ChainLabels(authAsymIds);
    this.hints = hints;
  }

  place(rows: AtomRows, chains: readonly ChainDraft[]): PlacedChain[] {
    const uses = new Map<string, number>();
    return chains.map((chain) => {
      const base = chainKey(chain);
      const use = uses.get(base) ?? 0;
      uses.set(base, use + 1);
      const key = `${base} ${use}`;
      return chain.kind === "polymer" ? this.placePolymer(rows, chain, key) : this.placeOther(chain, key);
    });
  }

  private placePolymer(rows: AtomRows, chain: ChainDraft, key: string): PlacedChain {
    const { authAsymId, residues, polymerType } = chain;
    const known = this.polymers.get(key);
    const given = known ? this.entities[known.entity]!.sequence : this.hints.sequences.get(authAsymId);
    const { sequence, placed } = this.placeInSequence(observedPositions(rows, residues), given, authAsymId);
    const isKnown = known !== undefined && sequence === given;
    const entity = isKnown
      ? known.entity
      : this.entityOf(`${polymerType} ${sequence.join(" ")}`, (id) => ({
          id,
          type: "polymer",
          polymerType,
          description: this.hints.descriptions.get(authAsymId) ?? "",
          sequence,
        }));
    const labelAsymId = isKnown ? known.labelAsymId : this.labels.forPolymer(authAsymId);
    if (!known) this.polymers.set(key, { labelAsymId, entity });
    return { labelAsymId, authAsymId, entity, residues, seqIds: seqIdsOf(residues, placed) };
  }

  /** The given sequence, mended where residues differ from it; what was observed where it does not fit at all. */
  private placeInSequence(
    positions: readonly ObservedPosition[],
    given: readonly string[] | undefined,
    authAsymId: string,
  ): PlacedSequence {
    const placed = given && alignToSequence(positions, given);
    if (!placed) {
      if (given) {
        this.notes.add(
          `the sequence given for chain ${authAsymId} does not fit its residues; the residues were taken`,
        );
      }
      const sequence = positions.map((position) => position.compId);
      return { sequence, placed: sequence.map((_, i) => i + 1) };
    }
    const sequence = [...given];
    positions.forEach((position, i) => {
      sequence[placed[i]! - 1] = position.compId;
    });
    if (sequence.every((compId, i) => compId === given[i])) return { sequence: given, placed };
    this.notes.add(
      `residues of chain ${authAsymId} differ from the sequence given for it; the residues were taken there`,
    );
    return { sequence, placed };
  }

  private placeOther(chain: ChainDraft, key: string): PlacedChain {
    const { authAsymId, residues, kind } = chain;
    const { compId } = residues[0]!;
    const isWater = kind === "water";
    const entity = this.entityOf(isWater ? "water" : `component ${compId}`, (id) => ({
      id,
      type: isWater ? "water" : "non-polymer",
      polymerType: "none",
      description: isWater ? "water" : (this.hints.componentNames.get(compId) ?? ""),
      sequence: [],
    }));
    const labelAsymId = this.otherLabels.get(key) ?? this.labels.next();
    this.otherLabels.set(key, labelAsymId);
    return { labelAsymId, authAsymId, entity, residues, seqIds: residues.map(() => 0) };
  }

  private entityOf(key: string, make: (id: string) => Entity): number {
    let index = this.entityIndex.get(key);
    if (index === undefined) {
      index = this.entities.length;
      this.entityIndex.set(key, index);
      this.entities.push(make(String(index + 1)));
    }
    return index;
  }
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
