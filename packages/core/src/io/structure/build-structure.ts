/** Placed chains and atom rows → the structure of arrays. */

import type { AtomArrays, Entity, ResidueArrays, Structure } from "../../model/structure.ts";
import type { AtomRows } from "./atom-rows.ts";
import type { ResidueDraft } from "./group-residues.ts";
import type { PlacedChain } from "./place-chains.ts";

/** What a structure is called and made of. */
export interface StructureIdentity {
  readonly entryId: string;
  readonly modelNumber: number;
  readonly entities: readonly Entity[];
}

/** A structure (without connections yet), and the row of each of its atoms. */
export interface BuiltStructure {
  readonly structure: Structure;
  readonly rowOf: Int32Array;
}

/** Lays atoms out chain by chain, residue by residue, in the order of `chains`. */
export function buildStructure(
  rows: AtomRows,
  chains: readonly PlacedChain[],
  identity: StructureIdentity,
): BuiltStructure {
  const residues = chains.flatMap((chain) => chain.residues);
  const rowOf = Int32Array.from(residues.flatMap((residue) => residue.rows));
  const atomStart = starts(residues.map((residue) => residue.rows.length));
  const structure: Structure = {
    ...identity,
    nAtoms: rowOf.length,
    atoms: atomArrays(rows, rowOf, owners(atomStart)),
    residues: residueArrays(chains, residues, atomStart),
    chains: {
      nChains: chains.length,
      residueStart: starts(chains.map((chain) => chain.residues.length)),
      labelAsymId: chains.map((chain) => chain.labelAsymId),
      authAsymId: chains.map((chain) => chain.authAsymId),
      entityOf: Int32Array.from(chains, (chain) => chain.entity),
    },
    connections: [],
  };
  return { structure, rowOf };
}

function atomArrays(rows: AtomRows, rowOf: Int32Array, residueOf: Int32Array): AtomArrays {
  const xyz = new Float64Array(3 * rowOf.length);
  rowOf.forEach((row, atom) => {
    xyz.set(rows.xyz.subarray(3 * row, 3 * row + 3), 3 * atom);
  });
  return {
    xyz,
    element: Uint8Array.from(rowOf, (row) => rows.element[row]!),
    name: Array.from(rowOf, (row) => rows.name[row]!),
    altLoc: Array.from(rowOf, (row) => rows.altLoc[row]!),
    occ: Float64Array.from(rowOf, (row) => rows.occ[row]!),
    bIso: Float64Array.from(rowOf, (row) => rows.bIso[row]!),
    charge: Int8Array.from(rowOf, (row) => rows.charge[row]!),
    residueOf,
  };
}

function residueArrays(
  chains: readonly PlacedChain[],
  residues: readonly ResidueDraft[],
  atomStart: Int32Array,
): ResidueArrays {
  return {
    nResidues: residues.length,
    atomStart,
    compId: residues.map((residue) => residue.compId),
    authSeqId: Int32Array.from(residues, (residue) => residue.authSeqId),
    labelSeqId: Int32Array.from(chains.flatMap((chain) => chain.seqIds)),
    insCode: residues.map((residue) => residue.insCode),
    isHet: Uint8Array.from(residues, (residue) => Number(residue.isHet)),
    chainOf: owners(starts(chains.map((chain) => chain.residues.length))),
  };
}

/** First index of each group, and the end of the last one. */
function starts(lengths: readonly number[]): Int32Array {
  const result = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    result[i + 1] = result[i]! + length;
  });
  return result;
}

/** The group of each member, from the first indices of the groups. */
function owners(start: Int32Array): Int32Array {
  const result = new Int32Array(start.at(-1)!);
  for (let group = 0; group < start.length - 1; group++) result.fill(group, start[group], start[group + 1]);
  return result;
}
