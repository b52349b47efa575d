/** The molecular model as a structure of arrays: atoms, residues, chains, entities, connections. */

/** How a residue's chain links its monomers; decides which restraints and which validation apply. */
export type PolymerType = "protein" | "rna" | "dna" | "hybrid" | "other" | "none";

/** `_entity.type` of mmCIF. */
export type EntityType = "polymer" | "non-polymer" | "branched" | "water" | "macrolide";

/** What the atoms of one molecule kind are. `sequence` is the full polymer sequence (component ids), also of residues without coordinates. */
export interface Entity {
  readonly id: string;
  readonly type: EntityType;
  readonly polymerType: PolymerType;
  readonly description: string;
  /** Component id of each `label_seq_id`, index 0 = number 1. Empty when unknown or no polymer. */
  readonly sequence: readonly string[];
}

/** `_struct_conn.conn_type_id`, folded to the kinds that differ for restraints. */
export type ConnectionType = "covale" | "disulf" | "metalc" | "hydrog" | "other";

/** One end of a connection record as the file names it. Kept also when the atom is absent. */
export interface ConnectionEnd {
  readonly authAsymId: string;
  readonly compId: string;
  readonly authSeqId: number;
  readonly insCode: string;
  readonly atomName: string;
  readonly altLoc: string;
  /** Index into the atom arrays, or -1 where the file has no such atom. */
  readonly atom: number;
}

/** A record of `_struct_conn`, LINK, SSBOND or CONECT. */
export interface Connection {
  readonly id: string;
  readonly type: ConnectionType;
  readonly end1: ConnectionEnd;
  readonly end2: ConnectionEnd;
  /** Symmetry operator of the second end when it is not the identity; such records bind nothing here. */
  readonly symmetry: string;
}

/** Per-atom arrays, all of length `nAtoms` (`xyz`: 3 × nAtoms). */
export interface AtomArrays {
  /** Coordinates [n,3], Å. */
  readonly xyz: Float64Array;
  /** Atomic number; 0 never occurs (unknown elements are an input error). Deuterium is 1. */
  readonly element: Uint8Array;
  /** `label_atom_id`, as in `CA`, `O5'`. */
  readonly name: readonly string[];
  /** `label_alt_id`; "" for none. */
  readonly altLoc: readonly string[];
  readonly occ: Float64Array;
  /** Isotropic B, Å². */
  readonly bIso: Float64Array;
  readonly charge: Int8Array;
  /** Index of the residue that the atom belongs to. */
  readonly residueOf: Int32Array;
}

/** Per-residue arrays. A residue is one component at one place: microheterogeneity gives two residues with one `authSeqId`. */
export interface ResidueArrays {
  readonly nResidues: number;
  /** First atom of each residue; [nResidues + 1], the last entry is nAtoms. Atoms of a residue are contiguous. */
  readonly atomStart: Int32Array;
  /** `label_comp_id`, as in `ALA`, `A`, `HEM`. */
  readonly compId: readonly string[];
  readonly authSeqId: Int32Array;
  /** `label_seq_id`, or 0 where there is none (no polymer). */
  readonly labelSeqId: Int32Array;
  /** Insertion code; "" for none. */
  readonly insCode: readonly string[];
  /** 1 where the file says HETATM. */
  readonly isHet: Uint8Array;
  /** Index of the chain. */
  readonly chainOf: Int32Array;
}

/** Per-chain arrays. A chain is one `label_asym_id`: waters and ligands of an author chain are chains of their own. */
export interface ChainArrays {
  readonly nChains: number;
  /** First residue of each chain; [nChains + 1]. */
  readonly residueStart: Int32Array;
  readonly labelAsymId: readonly string[];
  readonly authAsymId: readonly string[];
  /** Index into `entities`. */
  readonly entityOf: Int32Array;
}

/** One model of one file. Topology is never changed in place; new coordinates come through `withCoordinates`. */
export interface Structure {
  readonly entryId: string;
  readonly nAtoms: number;
  readonly atoms: AtomArrays;
  readonly residues: ResidueArrays;
  readonly chains: ChainArrays;
  readonly entities: readonly Entity[];
  readonly connections: readonly Connection[];
  /** `pdbx_PDB_model_num` of this model. */
  readonly modelNumber: number;
}

/** The same structure at other coordinates ([n,3], Å; not copied). */
export function withCoordinates(structure: Structure, xyz: Float64Array): Structure {
  if (xyz.length !== 3 * structure.nAtoms) {
    throw new RangeError(`withCoordinates: ${xyz.length} numbers for ${structure.nAtoms} atoms`);
  }
  return { ...structure, atoms: { ...structure.atoms, xyz } };
}

/** The name of a residue in messages and reports: `A/LEU 48` or `A/LEU 48A` (author numbering). */
export function residueLabel(structure: Structure, residue: number): string {
  const { residues, chains } = structure;
  const chain = chains.authAsymId[residues.chainOf[residue]!];
  return `${chain}/${residues.compId[residue]} ${residues.authSeqId[residue]}${residues.insCode[residue]}`;
}

/** The name of an atom in messages and reports: `A/LEU 48/CB` or `A/LEU 48/CB.B` with its alternate label. */
export function atomLabel(structure: Structure, atom: number): string {
  const { atoms } = structure;
  const alt = atoms.altLoc[atom] ? `.${atoms.altLoc[atom]}` : "";
  return `${residueLabel(structure, atoms.residueOf[atom]!)}/${atoms.name[atom]}${alt}`;
}
