/** What reading a model file gives: structures to compute with, and the source to write everything else back from. */

import type { Structure } from "../model/structure.ts";
import type { CifDocument } from "./cif/cif-document.ts";
import type { AtomRows } from "./structure/atom-rows.ts";

export type ModelFormat = "pdb" | "mmcif" | "bcif";

/** Everything of the file. Opaque outside of io: pass it back to the writers. */
export interface ModelSource {
  /** PDB headers are here as mmCIF categories. */
  readonly cif: CifDocument;
  /** Index of the block with the model. */
  readonly block: number;
  readonly rows: AtomRows;
  /** Row of each atom, one array a structure. */
  readonly rowOf: readonly Int32Array[];
  /** The lines before the atoms, where the file was PDB. */
  readonly pdbHeader?: readonly string[];
}

/** A read model file. */
export interface ModelFile {
  readonly format: ModelFormat;
  /** One structure a model, in file order; at least one. */
  readonly structures: readonly Structure[];
  readonly document: ModelSource;
  /** Sentences for the user: what was inferred or found odd, each once. */
  readonly notes: readonly string[];
}
