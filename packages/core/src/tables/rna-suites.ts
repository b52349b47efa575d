/** RNA backbone suites: cluster centres, widths and the ranges outside which a suite is triaged. */
import { suiteClusterRows } from "./data/rna-suites.ts";

/** The seven angles of a suite, from sugar to sugar. */
export const suiteAngles = ["deltaPrevious", "epsilon", "zeta", "alpha", "beta", "gamma", "delta"] as const;
export type SuiteAngle = (typeof suiteAngles)[number];

/** One conformer of the RNA backbone. `centreDeg`: seven angles in [0, 360), in the order of `suiteAngles`. */
export interface SuiteCluster {
  /** Sugar puckers before and after (3: C3'-endo, 2: C2'-endo) and gamma (p, t, m), as in `33 p`. */
  readonly bin: string;
  readonly name: string;
  readonly status: "certain" | "wannabe";
  /** A satellite lies so near a dominant cluster that the two are told apart by widths of their own. */
  readonly dominance: "dom" | "sat" | "ord";
  readonly centreDeg: readonly number[];
}

/** The 46 certain clusters and the 8 wannabes (Richardson et al. 2008, RNA 14:465; values as in suitename). */
export const suiteClusters: readonly SuiteCluster[] = suiteClusterRows.map((row) => {
  const [bin, name, status, dominance, ...centreDeg] = row;
  return { bin, name, status, dominance, centreDeg } as SuiteCluster;
});

/** Half widths of a cluster in each angle, degrees (Richardson et al. 2008, RNA 14:465; suitename 070328). */
export const suiteHalfWidthsDeg: readonly number[] = [28, 60, 55, 50, 70, 35, 28];

/** Half widths by which a satellite competes with its dominant cluster; 0: the angle does not count. */
export const satelliteWidthsDeg: Readonly<
  Record<string, { readonly satellite: readonly number[]; readonly dominant: readonly number[] }>
> = {
  "1m": { satellite: [0, 0, 0, 0, 32, 0, 0], dominant: [0, 0, 0, 0, 64, 0, 0] },
  "1L": { satellite: [0, 18, 0, 0, 18, 0, 0], dominant: [0, 70, 0, 0, 70, 0, 0] },
  "&a": { satellite: [0, 20, 20, 0, 0, 0, 0], dominant: [0, 60, 60, 0, 0, 0, 0] },
  "1f": { satellite: [0, 0, 0, 0, 47, 0, 0], dominant: [0, 0, 0, 0, 65, 0, 0] },
  "1[": { satellite: [0, 0, 0, 0, 34, 0, 0], dominant: [0, 0, 0, 0, 56, 0, 0] },
  "4a": { satellite: [0, 40, 40, 0, 0, 0, 0], dominant: [0, 50, 50, 0, 0, 0, 0] },
  "#a": { satellite: [0, 26, 26, 0, 0, 0, 0], dominant: [0, 36, 36, 0, 0, 0, 0] },
  "0i": { satellite: [0, 0, 0, 0, 60, 0, 0], dominant: [0, 0, 0, 0, 60, 0, 0] },
  "6j": { satellite: [0, 0, 0, 0, 60, 0, 0], dominant: [0, 0, 0, 0, 60, 0, 0] },
};

/** The ranges of the angles, degrees: a suite outside any of them is triaged, that is, left without name. */
export const suiteRangesDeg = {
  epsilon: { any: [155, 310] },
  delta: { "3": [60, 105], "2": [125, 165] },
  gamma: { p: [20, 95], t: [140, 215], m: [260, 335] },
  alpha: { any: [25, 335] },
  beta: { any: [50, 290] },
  zeta: { any: [25, 335] },
} as const;
