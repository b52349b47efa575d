/** What a helix or strand looks like when only CA positions are known. */

/** Criteria for a run of CA atoms. Lengths in Å; `directionMin`, `stepMin` are cosines. */
export interface SegmentCriteria {
  /** Averaging distance along the chain that a difference vector spans, residues. */
  readonly span: number;
  /** How many residues a run of difference vectors is longer than itself. */
  readonly extraResidues: number;
  /** Å along the axis per residue and how far the mean may be off. */
  readonly rise: number;
  readonly riseTolerance: number;
  /** Least cosine of a difference vector with the mean direction, and of the steps from CA to CA on average. */
  readonly directionMin: number;
  readonly stepMin: number;
  readonly minLength: number;
  /** CA(i)–CA(i+3), Å, where it matters. */
  readonly threeApart?: { readonly ideal: number; readonly tolerance: number };
  /** Neighbouring runs in opposite directions keep at least this many residues between them. */
  readonly minLink: number;
}

/** The kinds of segment, in the order in which they claim residues. */
export const segmentKinds = ["alpha", "threeTen", "pi", "strand"] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/**
 * Terwilliger 2010, Acta Cryst. D66:268, as in phenix.find_ss_from_ca; with the narrower tolerances for alpha helices
 * and strands by which Rama-Z was calibrated (Sobolev et al. 2020).
 */
export const segmentCriteria: Readonly<Record<SegmentKind, SegmentCriteria>> = {
  alpha: {
    span: 3.5,
    extraResidues: 4,
    rise: 1.54,
    riseTolerance: 0.13,
    directionMin: 0.94,
    stepMin: 0.3,
    minLength: 6,
    minLink: 0,
  },
  threeTen: {
    span: 3,
    extraResidues: 3,
    rise: 2,
    riseTolerance: 0.5,
    directionMin: 0.9,
    stepMin: 0.5,
    minLength: 6,
    minLink: 0,
  },
  pi: {
    span: 4,
    extraResidues: 4,
    rise: 0.95,
    riseTolerance: 0.5,
    directionMin: 0.9,
    stepMin: 0.1,
    minLength: 6,
    minLink: 0,
  },
  strand: {
    span: 2,
    extraResidues: 2,
    rise: 3.3,
    riseTolerance: 0.3,
    directionMin: 0.75,
    stepMin: 0.5,
    minLength: 4,
    threeApart: { ideal: 10, tolerance: 1.5 },
    minLink: 3,
  },
};

/** Strands belong to one sheet if at least this many of their residues pair within this CA–CA distance, Å. */
export const strandPairing = { maxDistance: 6, minPairs: 4 } as const;
