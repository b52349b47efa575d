/**
 * Ideal geometry of the bonds between residues. Å and degrees.
 *
 * Peptides: Engh & Huber 1991, Acta Cryst. A47, 392 (cis-proline: 1999, International Tables F 18.3), with the values of the
 * CCP4 monomer library's links TRANS, CIS, PTRANS, PCIS as GeoStd uses them. Phosphodiester: Parkinson et al. 1996,
 * Acta Cryst. D52, 57; Gelbin et al. 1996, JACS 118, 519. Disulfide and glycosidic: CCP4 monomer library 5.41 (LGPL-3,
 * values as facts). The identity of every value is tested against outside results.
 */

/** Value and σ. */
export type Target = readonly [value: number, sigma: number];

export interface PeptideGeometry {
  readonly cn: Target;
  readonly ocn: Target;
  readonly cacn: Target;
  readonly cnca: Target;
  /** C–N–CD of proline, C–N–H of the others. */
  readonly cnBranch: Target;
  /** σ of the plane C, N, CA and CD or H, Å. */
  readonly nitrogenPlaneSigma: number;
}

const general: PeptideGeometry = {
  cn: [1.329, 0.014],
  ocn: [123.0, 1.6],
  cacn: [116.2, 2.0],
  cnca: [121.7, 1.8],
  cnBranch: [124.3, 3.0],
  nitrogenPlaneSigma: 0.02,
};

/** By the residue behind the bond and the state of ω. */
export const peptideGeometry = {
  general: { trans: general, cis: general },
  proline: {
    trans: {
      cn: [1.341, 0.016],
      ocn: [123.0, 1.6],
      cacn: [116.9, 1.5],
      cnca: [122.6, 5.0],
      cnBranch: [125.0, 4.1],
      nitrogenPlaneSigma: 0.05,
    },
    cis: {
      cn: [1.338, 0.019],
      ocn: [121.1, 1.9],
      cacn: [117.1, 2.8],
      cnca: [127.0, 2.4],
      cnBranch: [120.6, 2.2],
      nitrogenPlaneSigma: 0.05,
    },
  },
} as const satisfies Record<string, Record<"trans" | "cis", PeptideGeometry>>;

/** σ of ω and of the plane CA, C, O, N. */
export const omegaSigmaDeg = 5;
export const carbonylPlaneSigma = 0.02;

export const phosphodiesterGeometry = {
  op: [1.607, 0.012],
  opo5: [104.0, 1.9],
  opop: [108.0, 3.0],
  cop: [119.7, 1.2],
} as const satisfies Record<string, Target>;

export const disulfideGeometry = {
  ss: [2.031, 0.02],
  cbss: [103.8, 1.8],
  /** CB–SG–SG–CB, period 2. */
  torsion: [90, 10],
} as const satisfies Record<string, Target>;

/** From the anomeric carbon to an oxygen of a sugar, Ser or Thr, or to ND2 of Asn. */
export const glycosidicGeometry = {
  bond: [1.439, 0.02],
  /** ring O–C1–X */
  ringOxygen: [112.3, 3.0],
  /** C2–C1–X */
  ringCarbon: [109.47, 3.0],
  /** C–O–C1 */
  acceptorOxygen: [108.7, 3.0],
  /** CG–ND2–C1 */
  acceptorAmide: [121.0, 3.0],
} as const satisfies Record<string, Target>;
