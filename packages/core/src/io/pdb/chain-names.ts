/** Names for chains that a PDB file leaves blank: the segment identifier, else a free letter. */

import type { AtomRecord } from "../structure/to-atom-rows.ts";

export interface NamedAtoms {
  readonly atoms: readonly AtomRecord[];
  /** What blank chains in header records mean. */
  readonly blankChain: string;
  readonly notes: readonly string[];
}

/** Fills in blank chain ids; `segmentIds` has one entry an atom. */
export function nameBlankChains(atoms: readonly AtomRecord[], segmentIds: readonly string[]): NamedAtoms {
  const used = new Set(atoms.map((atom) => atom.authAsymId));
  if (!used.delete("")) return { atoms, blankChain: "", notes: [] };
  const letter =
    [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"].find((c) => !used.has(c)) ?? "AA";
  let segments = 0;
  const named = atoms.map((atom, i) => {
    if (atom.authAsymId !== "") return atom;
    const segment = segmentIds[i]!;
    if (segment !== "") segments++;
    return { ...atom, authAsymId: segment || letter };
  });
  const note =
    segments > 0
      ? "atoms without chain identifier were given their segment identifier as chain"
      : `atoms without chain identifier were given chain ${letter}`;
  return { atoms: named, blankChain: letter, notes: [note] };
}
