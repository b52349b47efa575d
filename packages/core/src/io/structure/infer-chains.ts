/** Splits author chains into polymers, single ligands and waters, where the file does not say it (PDB, minimal mmCIF). */

import type { PolymerType } from "../../model/structure.ts";
import { standardComponents } from "../../tables/standard-components.ts";
import type { AtomRows } from "./atom-rows.ts";
import type { ResidueDraft } from "./group-residues.ts";
import { isLinked, monomerKind } from "./polymer-links.ts";

/** The residues of one chain-to-be. */
export interface ChainDraft {
  readonly kind: "polymer" | "non-polymer" | "water";
  /** `none` unless a polymer. */
  readonly polymerType: PolymerType;
  readonly authAsymId: string;
  readonly residues: ResidueDraft[];
}

/** What a header says about polymers. */
export interface PolymerHints {
  /** SEQRES: author chain → component ids of the full sequence. */
  readonly sequences: ReadonlyMap<string, readonly string[]>;
  /** MODRES: `chain|number|insertion code`. */
  readonly modified: ReadonlySet<string>;
}

/** Hints of a file without header. */
export const noHints: PolymerHints = { sequences: new Map(), modified: new Set() };

type Kind = "protein" | "rna" | "dna";

/**
 * Chains in order of their first residues. Standard residues in ATOM records are polymer. Others are when SEQRES or MODRES
 * lists them before the chain's first TER, or when they are bonded to a monomer next to them. Every other residue is a chain
 * of its own, the waters of an author chain one together.
 */
export function inferChains(
  rows: AtomRows,
  residues: readonly ResidueDraft[],
  hints: PolymerHints = noHints,
): ChainDraft[] {
  const kinds = polymerKinds(rows, residues, hints);
  const chains: ChainDraft[] = [];
  const openPolymer = new Map<string, ChainDraft>();
  const waters = new Map<string, ChainDraft>();
  for (const residue of residues) {
    const { authAsymId } = residue;
    const kind = kinds.get(residue);
    if (kind) {
      const open = openPolymer.get(authAsymId);
      if (open && continues(rows, open, kinds, residue)) {
        open.residues.push(residue);
        continue;
      }
      const chain: ChainDraft = { kind: "polymer", polymerType: kind, authAsymId, residues: [residue] };
      openPolymer.set(authAsymId, chain);
      chains.push(chain);
    } else if (standardComponents.get(residue.compId)?.kind === "water") {
      const open = waters.get(authAsymId);
      if (open) open.residues.push(residue);
      else {
        const chain: ChainDraft = { kind: "water", polymerType: "none", authAsymId, residues: [residue] };
        waters.set(authAsymId, chain);
        chains.push(chain);
      }
    } else {
      chains.push({ kind: "non-polymer", polymerType: "none", authAsymId, residues: [residue] });
    }
  }
  return chains.map((chain) => (chain.kind === "polymer" ? withPolymerType(chain, kinds) : chain));
}

/** The monomers among the residues and what they are. */
function polymerKinds(
  rows: AtomRows,
  residues: readonly ResidueDraft[],
  hints: PolymerHints,
): Map<ResidueDraft, Kind> {
  const kinds = new Map<ResidueDraft, Kind>();
  const firstSegment = new Map<string, number>();
  const previous = new Map<string, ResidueDraft>();
  for (const residue of residues) {
    const { authAsymId } = residue;
    if (!firstSegment.has(authAsymId)) firstSegment.set(authAsymId, residue.segment);
    const kind = monomerKind(rows, residue);
    const before = previous.get(authAsymId);
    const isListed = residue.segment === firstSegment.get(authAsymId) && isInHeader(residue, hints);
    if (!kind && !isListed) continue;
    if (isListed || (!residue.isHet && standardComponents.has(residue.compId))) {
      kinds.set(residue, kind ?? (before && kinds.get(before)) ?? "protein");
    }
    if (before && isLinked(rows, before, residue)) {
      kinds.set(before, kinds.get(before) ?? kind ?? "protein");
      kinds.set(residue, kinds.get(residue) ?? kind ?? "protein");
    }
    previous.set(authAsymId, residue);
  }
  return kinds;
}

function isInHeader(residue: ResidueDraft, hints: PolymerHints): boolean {
  const { authAsymId, authSeqId, insCode, compId } = residue;
  if (standardComponents.get(compId)?.kind === "water") return false;
  return (
    hints.modified.has(`${authAsymId}|${authSeqId}|${insCode}`) ||
    (hints.sequences.get(authAsymId)?.includes(compId) ?? false)
  );
}

/**
 * Whether a monomer goes on with the open polymer of its author chain. It does not when the kind of backbone changes, or when
 * the numbers start again behind a TER or an unbonded step. A TER inside rising numbers does not end a chain: model building
 * programs write one at each gap of the numbering.
 */
function continues(
  rows: AtomRows,
  chain: ChainDraft,
  kinds: ReadonlyMap<ResidueDraft, Kind>,
  residue: ResidueDraft,
): boolean {
  const last = chain.residues.at(-1)!;
  if ((kinds.get(last) === "protein") !== (kinds.get(residue) === "protein")) return false;
  const isAlternate = last.authSeqId === residue.authSeqId && last.compId !== residue.compId;
  if (residue.authSeqId > last.authSeqId || (isAlternate && last.insCode === residue.insCode)) return true;
  if (residue.authSeqId === last.authSeqId && residue.insCode !== last.insCode) return true;
  return residue.segment === last.segment && isLinked(rows, last, residue);
}

/** RNA and DNA in one chain make a hybrid. */
function withPolymerType(chain: ChainDraft, kinds: ReadonlyMap<ResidueDraft, Kind>): ChainDraft {
  const present = new Set(chain.residues.map((residue) => kinds.get(residue)!));
  const polymerType = present.size === 1 ? [...present][0]! : "hybrid";
  return { ...chain, polymerType };
}
