/** The form in which clash analysis enters a validation result. */

/** Two atoms that overlap by 0.4 Å or more. */
export interface ReportedClash {
  /** Names of the atoms, such as `A/LEU 48/HB2`. */
  readonly atom1: string;
  readonly atom2: string;
  /** Indices of their residues in the structure. */
  readonly residue1: number;
  readonly residue2: number;
  /** Å, positive. */
  readonly overlap: number;
}

/** Clashes with the hydrogens of one variant. */
export interface ClashVariant {
  /** Clashes per 1,000 atoms, hydrogens included. */
  readonly clashscore: number;
  /** Deepest first. */
  readonly clashes: readonly ReportedClash[];
}

/** Clashes three ways: hydrogens rotated (the headline), at default torsions, and with Asn/Gln/His flips. */
export interface ClashReport {
  readonly rotated: ClashVariant;
  readonly defaultTorsions: ClashVariant;
  readonly flipped: ClashVariant;
}
