/** A part of a structure: the atoms that a test keeps, everything else re-indexed. */

import type { AtomArrays, Connection, ConnectionEnd, ResidueArrays, Structure } from "./structure.ts";

/**
 * The structure of the atoms for which `keep(atom)` holds, in their order. Residues and chains without atoms disappear;
 * entities stay as they are. Connections stay too, with atom -1 where an end is gone.
 */
export function selectAtoms(structure: Structure, keep: (atom: number) => boolean): Structure {
  const { atoms, residues, chains } = structure;
  const kept = Int32Array.from({ length: structure.nAtoms }, (_, atom) => atom).filter(keep);
  const keptResidues = distinct(kept, atoms.residueOf);
  const keptChains = distinct(keptResidues, residues.chainOf);
  const residueOf = renumbered(kept, atoms.residueOf, keptResidues);
  const chainOf = renumbered(keptResidues, residues.chainOf, keptChains);
  const newAtom = new Int32Array(structure.nAtoms).fill(-1);
  kept.forEach((atom, i) => {
    newAtom[atom] = i;
  });
  return {
    ...structure,
    nAtoms: kept.length,
    atoms: { ...pickAtoms(atoms, kept), residueOf },
    residues: {
      ...pickResidues(residues, keptResidues),
      atomStart: firstOfEach(residueOf, keptResidues.length),
      chainOf,
    },
    chains: {
      nChains: keptChains.length,
      residueStart: firstOfEach(chainOf, keptChains.length),
      labelAsymId: pick(chains.labelAsymId, keptChains),
      authAsymId: pick(chains.authAsymId, keptChains),
      entityOf: keptChains.map((chain) => chains.entityOf[chain]!),
    },
    connections: structure.connections.map((connection) => withNewAtoms(connection, newAtom)),
  };
}

const pick = <T>(values: readonly T[], indices: Int32Array): T[] => Array.from(indices, (i) => values[i]!);

function pickAtoms(atoms: AtomArrays, kept: Int32Array): Omit<AtomArrays, "residueOf"> {
  const xyz = new Float64Array(3 * kept.length);
  kept.forEach((atom, i) => {
    xyz.set(atoms.xyz.subarray(3 * atom, 3 * atom + 3), 3 * i);
  });
  return {
    xyz,
    element: Uint8Array.from(kept, (atom) => atoms.element[atom]!),
    name: pick(atoms.name, kept),
    altLoc: pick(atoms.altLoc, kept),
    occ: Float64Array.from(kept, (atom) => atoms.occ[atom]!),
    bIso: Float64Array.from(kept, (atom) => atoms.bIso[atom]!),
    charge: Int8Array.from(kept, (atom) => atoms.charge[atom]!),
  };
}

function pickResidues(
  residues: ResidueArrays,
  kept: Int32Array,
): Omit<ResidueArrays, "atomStart" | "chainOf"> {
  return {
    nResidues: kept.length,
    compId: pick(residues.compId, kept),
    authSeqId: kept.map((residue) => residues.authSeqId[residue]!),
    labelSeqId: kept.map((residue) => residues.labelSeqId[residue]!),
    insCode: pick(residues.insCode, kept),
    isHet: Uint8Array.from(kept, (residue) => residues.isHet[residue]!),
  };
}

/** Groups that have members, in order; members of a group stand together. */
function distinct(members: Int32Array, groupOf: Int32Array): Int32Array {
  return members.map((member) => groupOf[member]!).filter((group, i, all) => i === 0 || group !== all[i - 1]);
}

/** The new group index of each member. */
function renumbered(members: Int32Array, groupOf: Int32Array, groups: Int32Array): Int32Array {
  let index = -1;
  return members.map((member) => {
    if (index < 0 || groups[index] !== groupOf[member]) index++;
    return index;
  });
}

/** First member of each group, and the number of members. */
function firstOfEach(groupOf: Int32Array, nGroups: number): Int32Array {
  const start = new Int32Array(nGroups + 1);
  for (const group of groupOf) start[group + 1]!++;
  for (let group = 0; group < nGroups; group++) start[group + 1]! += start[group]!;
  return start;
}

function withNewAtoms(connection: Connection, newAtom: Int32Array): Connection {
  const moved = (end: ConnectionEnd): ConnectionEnd => ({
    ...end,
    atom: end.atom < 0 ? -1 : newAtom[end.atom]!,
  });
  return { ...connection, end1: moved(connection.end1), end2: moved(connection.end2) };
}
