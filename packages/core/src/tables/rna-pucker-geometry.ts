/**
 * Ribose geometry by pucker: the C2'-endo and C3'-endo targets of RNA.
 *
 * Gelbin et al. 1996, JACS 118, 519, and Parkinson et al. 1996, Acta Cryst. D52, 57, as used by Phenix (GeoStd, rna2p and rna3p).
 * `base` stands for N9 of purines and N1 of pyrimidines. Å and degrees; [C2'-endo value, σ, C3'-endo value, σ].
 */
export type Pucker = "C2'-endo" | "C3'-endo";

type PuckerRow = readonly [atoms: string, endo2: number, sigma2: number, endo3: number, sigma3: number];

export const puckerBonds: readonly PuckerRow[] = [
  ["P O5'", 1.593, 0.01, 1.593, 0.01],
  ["C5' O5'", 1.424, 0.016, 1.424, 0.016],
  ["C4' C5'", 1.509, 0.012, 1.508, 0.007],
  ["C3' C4'", 1.527, 0.011, 1.521, 0.01],
  ["C4' O4'", 1.454, 0.01, 1.451, 0.013],
  ["O4' C1'", 1.415, 0.012, 1.412, 0.013],
  ["C3' O3'", 1.427, 0.012, 1.417, 0.014],
  ["C2' C3'", 1.525, 0.011, 1.523, 0.011],
  ["C2' O2'", 1.412, 0.013, 1.42, 0.01],
  ["C1' C2'", 1.526, 0.008, 1.529, 0.011],
  ["base C1'", 1.464, 0.014, 1.483, 0.015],
];

export const puckerAngles: readonly PuckerRow[] = [
  ["base C1' O4'", 108.2, 0.8, 108.5, 0.7],
  ["base C1' C2'", 114.0, 1.3, 112.0, 1.1],
  ["O4' C1' C2'", 105.8, 1.0, 107.6, 0.9],
  ["C1' C2' C3'", 101.5, 0.8, 101.3, 0.7],
  ["C2' C3' C4'", 102.6, 1.0, 102.6, 1.0],
  ["C2' C3' O3'", 109.5, 2.2, 113.7, 1.6],
  ["O3' C3' C4'", 109.4, 2.1, 113.0, 2.0],
  ["C3' C4' C5'", 115.2, 1.4, 116.0, 1.6],
  ["C3' C4' O4'", 106.1, 0.8, 104.0, 1.0],
  ["O4' C4' C5'", 109.1, 1.2, 109.8, 0.9],
  ["C4' O4' C1'", 109.7, 0.7, 109.9, 0.8],
  ["C4' C5' O5'", 109.4, 0.8, 109.4, 0.8],
  ["C1' C2' O2'", 110.6, 3.0, 110.6, 3.0],
  ["O2' C2' C3'", 113.3, 2.9, 113.3, 2.9],
  ["C5' O5' P", 120.9, 1.6, 120.9, 1.6],
];

/** δ and the ring torsions ν0 to ν4, period 1, σ 8°. */
export const puckerTorsions: readonly PuckerRow[] = [
  ["C5' C4' C3' O3'", 147, 8, 82, 8],
  ["C4' O4' C1' C2'", 339, 8, 3, 8],
  ["O4' C1' C2' C3'", 35, 8, 335, 8],
  ["C1' C2' C3' C4'", 325, 8, 36, 8],
  ["C2' C3' C4' O4'", 24, 8, 325, 8],
  ["C3' C4' O4' C1'", 358, 8, 20, 8],
];

/** What decides the pucker (Richardson et al. 2008; Phenix): distance from the line of the glycosidic bond, Å. */
export const puckerDistances = {
  /** C2'-endo when the next phosphorus is nearer than this … */
  phosphorus: 2.9,
  /** … or, without one, when O3' is nearer than this. */
  oxygen3: 2.4,
  /** An O3'–P longer than this does not count as bonded; sugar bonds outside this range make no statement. */
  bondRange: [1.2, 1.8],
} as const;
