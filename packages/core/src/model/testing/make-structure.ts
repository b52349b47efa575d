/** For tests: structures from short lists of residues. */
import { atomicNumberOf } from "../../tables/elements.ts";
import type { Connection, ConnectionEnd, ConnectionType, Entity, Structure } from "../structure.ts";

export type Point = readonly [number, number, number];

export interface TestAtom {
  readonly name: string;
  /** Symbol; the first letter of the name where left out. */
  readonly element?: string;
  readonly at: Point;
  readonly altLoc?: string;
}

export interface TestResidue {
  readonly compId: string;
  /** Author number; label numbers count residues from 1 where `sequence` is given. */
  readonly number: number;
  readonly labelSeqId?: number;
  readonly atoms: readonly TestAtom[];
}

/** Residues of one chain each; `sequence` makes it a polymer of known sequence. */
export interface TestChain {
  readonly id: string;
  readonly residues: readonly TestResidue[];
  readonly sequence?: readonly string[];
}

/** `chain/number/atom` on both ends; an absent atom gives the index -1. */
export interface TestConnection {
  readonly type: ConnectionType;
  readonly ends: readonly [string, string];
  readonly symmetry?: string;
}

/** The structure of the chains given, all in one model. */
export function makeStructure(
  chains: readonly TestChain[],
  connections: readonly TestConnection[] = [],
): Structure {
  const residues = chains.flatMap((chain, c) => chain.residues.map((residue) => ({ residue, c })));
  const atoms = residues.flatMap(({ residue }, r) => residue.atoms.map((atom) => ({ atom, r })));
  const starts = (counts: readonly number[]): Int32Array => {
    let sum = 0;
    return Int32Array.from([0, ...counts.map((count) => (sum += count))]);
  };
  const structure = {
    entryId: "TEST",
    nAtoms: atoms.length,
    modelNumber: 1,
    atoms: {
      xyz: Float64Array.from(atoms.flatMap(({ atom }) => atom.at)),
      element: Uint8Array.from(atoms, ({ atom }) => atomicNumberOf(atom.element ?? atom.name[0]!)),
      name: atoms.map(({ atom }) => atom.name),
      altLoc: atoms.map(({ atom }) => atom.altLoc ?? ""),
      occ: new Float64Array(atoms.length).fill(1),
      bIso: new Float64Array(atoms.length).fill(50),
      charge: new Int8Array(atoms.length),
      residueOf: Int32Array.from(atoms, ({ r }) => r),
    },
    residues: {
      nResidues: residues.length,
      atomStart: starts(residues.map(({ residue }) => residue.atoms.length)),
      compId: residues.map(({ residue }) => residue.compId),
      authSeqId: Int32Array.from(residues, ({ residue }) => residue.number),
      labelSeqId: Int32Array.from(residues, ({ residue }) => residue.labelSeqId ?? 0),
      insCode: residues.map(() => ""),
      isHet: new Uint8Array(residues.length),
      chainOf: Int32Array.from(residues, ({ c }) => c),
    },
    chains: {
      nChains: chains.length,
      residueStart: starts(chains.map((chain) => chain.residues.length)),
      labelAsymId: chains.map((chain) => chain.id),
      authAsymId: chains.map((chain) => chain.id),
      entityOf: Int32Array.from(chains, (_, i) => i),
    },
    entities: chains.map(
      (chain, i): Entity => ({
        id: String(i + 1),
        type: chain.sequence ? "polymer" : "non-polymer",
        polymerType: chain.sequence ? "protein" : "none",
        description: "",
        sequence: chain.sequence ?? [],
      }),
    ),
    connections: [],
  } satisfies Structure;
  return { ...structure, connections: connections.map((c, i) => connectionOf(structure, c, i)) };
}

function connectionOf(structure: Structure, record: TestConnection, index: number): Connection {
  const end = (path: string): ConnectionEnd => {
    const [chain, number, name] = path.split("/") as [string, string, string];
    const { residues, chains, atoms } = structure;
    const isOf = (atom: number): boolean => {
      const residue = atoms.residueOf[atom]!;
      return (
        chains.authAsymId[residues.chainOf[residue]!] === chain &&
        residues.authSeqId[residue] === Number(number) &&
        atoms.name[atom] === name
      );
    };
    const atom = Array.from({ length: structure.nAtoms }, (_, a) => a).find(isOf) ?? -1;
    const compId = atom < 0 ? "XXX" : residues.compId[atoms.residueOf[atom]!]!;
    return {
      authAsymId: chain,
      compId,
      authSeqId: Number(number),
      insCode: "",
      atomName: name,
      altLoc: "",
      atom,
    };
  };
  return {
    id: `link${index}`,
    type: record.type,
    end1: end(record.ends[0]),
    end2: end(record.ends[1]),
    symmetry: record.symmetry ?? "",
  };
}

/** The atom of `chain/number/name[.altLoc]`. */
export function atomAt(structure: Structure, path: string): number {
  const [chain, number, last] = path.split("/") as [string, string, string];
  const [name, altLoc = ""] = last.split(".");
  const { residues, chains, atoms } = structure;
  for (let atom = 0; atom < structure.nAtoms; atom++) {
    const residue = atoms.residueOf[atom]!;
    if (
      atoms.name[atom] === name &&
      atoms.altLoc[atom] === altLoc &&
      residues.authSeqId[residue] === Number(number) &&
      chains.authAsymId[residues.chainOf[residue]!] === chain
    ) {
      return atom;
    }
  }
  throw new Error(`no atom ${path}`);
}
