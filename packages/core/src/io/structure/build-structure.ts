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
  const n = rowOf.length;
  const xyz = new Float64Array(3 * n);
  const numbers = {
    element: new Uint8Array(n),
    occ: new Float64Array(n),
    bIso: new Float64Array(n),
    charge: new Int8Array(n),
  };
  const name = new Array<string>(n);
  const altLoc = new Array<string>(n);
  for (let atom = 0; atom < n; atom++) {
    const row = rowOf[atom]!;
    for (let axis = 0; axis < 3; axis++) xyz[3 * atom + axis] = rows.xyz[3 * row + axis]!;
    numbers.element[atom] = rows.element[row]!;
    numbers.occ[atom] = rows.occ[row]!;
    numbers.bIso[atom] = rows.bIso[row]!;
    numbers.charge[atom] = rows.charge[row]!;
    name[atom] = rows.name[row]!;
    altLoc[atom] = rows.altLoc[row]!;
  }
  return { xyz, ...numbers, name, altLoc, residueOf };
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
