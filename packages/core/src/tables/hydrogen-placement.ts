/**
 * Where the hydrogens of standard residues go: plan, reference atoms, lengths and angles.
 *
 * Source: reduce 4.x (Word, Lovell, Richardson & Richardson 1999, J. Mol. Biol. 285, 1735), table of standard residues,
 * free software of the Richardson laboratory, taken over as numbers by packages/core/scripts/make-hydrogen-placement.ts.
 * Electron-cloud lengths follow Deis et al. 2013 (Comput. Crystallogr. Newsl. 4, 9).
 */
import { hydrogenPlacementRows } from "./data/hydrogen-placement.ts";

/** Sets radius and donor status: hydrogens on N, O and S are polar; on planar ring atoms aromatic. */
export type HydrogenKind = "nonpolar" | "aromatic" | "polar" | "polarAromatic";

/** How the position follows from the parent and its references. */
export const placementRules = {
  /** Opposite to the sum of the unit vectors to three neighbours. */
  apex: 1,
  /** One of two: off the bisector of two neighbours by `parameter1` degrees, perpendicular to their plane. */
  methylene: 2,
  /** Bond angle `parameter1` and dihedral `parameter2` (degrees) to the two references. */
  torsion: 3,
  /** Opposite to the bisector of two neighbours, in their plane. */
  planar: 4,
  /** In the plane of two neighbours, at `parameter2` times the outer angle from the first. */
  planarFraction: 5,
  /** Opposite to the one neighbour. */
  linear: 6,
} as const;

export type PlacementRule = (typeof placementRules)[keyof typeof placementRules];

/** Conditions and freedoms of one plan; absent means false. */
export type PlacementFlag =
  | "bump"
  | "rotate"
  | "methylLike"
  | "ammonium"
  | "unlessPhosphate"
  | "ribose"
  | "deoxyribose"
  | "backboneAlt";

/** One hydrogen of one residue type. Lengths in Å, angles in degrees. */
export interface HydrogenPlan {
  readonly hydrogen: string;
  readonly kind: HydrogenKind;
  readonly rule: PlacementRule;
  readonly parent: string;
  /** Names of further atoms; `-C` is C of the residue before, `+N` N of the one after. */
  readonly references: readonly string[];
  readonly length: number;
  readonly lengthNuclear: number;
  readonly parameter1: number;
  readonly parameter2: number;
  readonly flags: ReadonlySet<PlacementFlag>;
}

/** Number of references that each rule takes. */
const nReferences: Record<PlacementRule, number> = { 1: 3, 2: 2, 3: 2, 4: 2, 5: 2, 6: 1 };

function parsePlan(row: string): HydrogenPlan {
  const words = row.split(" ");
  const rule = Number(words[2]) as PlacementRule;
  const end = 4 + nReferences[rule];
  const [length, lengthNuclear, parameter1, parameter2] = words.slice(end, end + 4).map(Number);
  return {
    hydrogen: words[0]!,
    kind: words[1] as HydrogenKind,
    rule,
    parent: words[3]!,
    references: words.slice(4, end),
    length: length!,
    lengthNuclear: lengthNuclear!,
    parameter1: parameter1!,
    parameter2: parameter2!,
    flags: new Set(words.slice(end + 4) as PlacementFlag[]),
  };
}

const plansOf = new Map(
  // The source lists each residue's hydrogens last to first.
  Object.entries(hydrogenPlacementRows).map(([group, rows]) => [group, rows.map(parsePlan).reverse()]),
);

/** Groups that stand for a backbone state instead of a residue type. */
export type BackboneGroup = "amide" | "nt-amide" | "nt-pro" | "alpha" | "ribose phosphate backbone";

/** Plans of a residue type (`ALA`, `DG`, `HEM`) or backbone group; undefined when the table has no such group. */
export function hydrogenPlans(group: BackboneGroup | (string & {})): readonly HydrogenPlan[] | undefined {
  return plansOf.get(group);
}

/** Names of all groups of the table. */
export const hydrogenPlanGroups: readonly string[] = [...plansOf.keys()];
