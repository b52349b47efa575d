/** Where CB belongs relative to N, CA and C: the ideal values of the Cβ deviation. */

/** Ideal position of CB, two ways: from C over CA (angle C–CA–CB, torsion N–C–CA–CB) and from N (N–CA–CB, C–N–CA–CB). */
export interface IdealCbeta {
  /** CA–CB, Å. */
  readonly bond: number;
  readonly angleFromCDeg: number;
  readonly torsionFromCDeg: number;
  readonly angleFromNDeg: number;
  readonly torsionFromNDeg: number;
}

const branched: IdealCbeta = {
  bond: 1.54,
  angleFromCDeg: 109.1,
  torsionFromCDeg: 123.4,
  angleFromNDeg: 111.5,
  torsionFromNDeg: -122.0,
};

const others: IdealCbeta = {
  bond: 1.53,
  angleFromCDeg: 110.1,
  torsionFromCDeg: 122.8,
  angleFromNDeg: 110.5,
  torsionFromNDeg: -122.6,
};

const special: Readonly<Record<string, IdealCbeta>> = {
  ALA: {
    bond: 1.536,
    angleFromCDeg: 110.1,
    torsionFromCDeg: 122.9,
    angleFromNDeg: 110.6,
    torsionFromNDeg: -122.6,
  },
  PRO: {
    bond: 1.53,
    angleFromCDeg: 112.2,
    torsionFromCDeg: 115.1,
    angleFromNDeg: 103.0,
    torsionFromNDeg: -120.7,
  },
  ILE: branched,
  THR: branched,
  VAL: branched,
};

/** The ideal values of a residue (Lovell et al. 2003, Proteins 50:437; after Engh & Huber 1991). */
export const idealCbeta = (compId: string): IdealCbeta => special[compId] ?? others;

/** From this distance on a CB is an outlier, Å (Lovell et al. 2003). */
export const cbetaOutlier = 0.25;
