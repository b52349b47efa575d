/** The ranges that tell a plausible ribose pucker. */

/** Angles in degrees, distances in Å. Richardson et al. 2008, RNA 14:465; Chen et al. 2010, Acta Cryst. D66:12. */
export const rnaPucker = {
  /** Epsilon outside this range is impossible. */
  epsilonDeg: [155, 310],
  /** Delta of C2'-endo and of C3'-endo sugars. */
  deltaC2EndoDeg: [129, 162],
  deltaC3EndoDeg: [65, 104],
  /** The pucker is C2'-endo if the next phosphorus lies nearer than this to the line of the glycosidic bond, … */
  phosphorusToLine: 2.9,
  /** … or, where there is no next phosphorus, if O3' lies nearer than this. */
  o3ToLine: 2.4,
  /** A sugar whose bonds are not this long is not judged. */
  bond: [1.2, 1.8],
} as const;
