/** The atom records of a file as columns, in file order: what every model reader makes and the structure is built from. */

/** `label_*` columns of mmCIF, where the file has all of them. */
export interface LabelColumns {
  readonly asymId: readonly string[];
  /** "" where the file does not say. */
  readonly entityId: readonly string[];
  /** 0 where there is none. */
  readonly seqId: Int32Array;
}

/** All arrays have length `nRows` (`xyz`: 3 × nRows). */
export interface AtomRows {
  readonly nRows: number;
  /** Line in the file, from 1. */
  readonly line: ArrayLike<number>;
  readonly isHet: Uint8Array;
  /** `_atom_site.id` or the PDB serial number, decoded. */
  readonly id: readonly string[];
  /** Element symbol as written, upper case: `FE`, `D`. */
  readonly symbol: readonly string[];
  /** Atomic number. */
  readonly element: Uint8Array;
  readonly name: readonly string[];
  readonly altLoc: readonly string[];
  readonly compId: readonly string[];
  readonly authAsymId: readonly string[];
  readonly authSeqId: Int32Array;
  readonly insCode: readonly string[];
  /** Å */
  readonly xyz: Float64Array;
  readonly occ: Float64Array;
  /** Å² */
  readonly bIso: Float64Array;
  readonly charge: Int8Array;
  readonly model: Int32Array;
  /** Number of TER records before the row: a change ends a chain in PDB files. */
  readonly segment: Int32Array;
  readonly label?: LabelColumns;
}

/** `A/LEU 48/CB` of a row, for messages. */
export function rowLabel(rows: AtomRows, row: number): string {
  const residue = `${rows.compId[row]} ${rows.authSeqId[row]}${rows.insCode[row]}`;
  const alt = rows.altLoc[row] ? `.${rows.altLoc[row]}` : "";
  return `${rows.authAsymId[row]}/${residue}/${rows.name[row]}${alt}`;
}

/** Rows of each model, models and rows in file order. */
export function rowsOfModels(rows: AtomRows): Map<number, number[]> {
  const models = new Map<number, number[]>();
  for (let row = 0; row < rows.nRows; row++) {
    const number = rows.model[row]!;
    const list = models.get(number);
    if (list) list.push(row);
    else models.set(number, [row]);
  }
  return models;
}
