/** RNA backbone suites: name, suiteness, triage with cause, and the averages. */
import type { Structure } from "../model/structure.ts";
import {
  type SuiteAngle,
  type SuiteCluster,
  satelliteWidthsDeg,
  suiteAngles,
  suiteClusters,
  suiteHalfWidthsDeg,
  suiteRangesDeg,
} from "../tables/rna-suites.ts";
import { positiveDegrees, torsionDeg } from "./measure.ts";
import { type ResidueId, residueId } from "./residue-id.ts";
import type { RnaBackboneAtom, RnaResidue } from "./rna-traces.ts";

/** `named`: has a cluster; `outlier`: sensible angles, no cluster; `triaged`: an angle out of range; `incomplete`: one is missing. */
export type SuiteStatus = "named" | "outlier" | "triaged" | "incomplete";

/** What the seven angles of a suite say. */
export interface SuiteVerdict {
  readonly status: SuiteStatus;
  /** Cluster name such as `1a`; `!!` for outliers and triaged suites, `__` for incomplete ones. */
  readonly name: string;
  /** 0 … 1; 0 for outliers, null for triaged and incomplete suites. */
  readonly suiteness: number | null;
  /** Puckers and gamma, as in `33 p`; null for triaged and incomplete suites. */
  readonly bin: string | null;
  /** The first angle that is out of its range, for triaged suites. */
  readonly triageCause: SuiteAngle | null;
}

/** One suite, named by the residue after it. */
export interface Suite extends SuiteVerdict {
  readonly id: ResidueId;
  /** The angles in [0, 360), in the order of `suiteAngles`; null where an atom or the link is missing. */
  readonly anglesDeg: readonly (number | null)[];
}

/** Mean suiteness three ways; null where there is nothing to average. */
export interface SuiteAverages {
  /** Over complete, untriaged suites, outliers as 0: what suitename prints. */
  readonly untriaged: number | null;
  /** Over named suites: what the wwPDB prints. */
  readonly named: number | null;
  /** Over complete suites, triaged ones and outliers as 0. */
  readonly all: number | null;
}

/** Judges every suite of the traces (Richardson et al. 2008, RNA 14:465). */
export function validateSuites(structure: Structure, traces: readonly (readonly RnaResidue[])[]): Suite[] {
  return traces.flatMap((trace) =>
    trace.map((residue, i) => {
      const anglesDeg = suiteAnglesDeg(structure, trace[i - 1], residue);
      return { id: residueId(structure, residue.residue), anglesDeg, ...judgeSuite(anglesDeg) };
    }),
  );
}

/** The three averages of `suites`. */
export function averageSuiteness(suites: readonly SuiteVerdict[]): SuiteAverages {
  const mean = (chosen: readonly SuiteVerdict[]): number | null =>
    chosen.length > 0
      ? chosen.reduce((sum, { suiteness }) => sum + (suiteness ?? 0), 0) / chosen.length
      : null;
  return {
    untriaged: mean(suites.filter(({ status }) => status === "named" || status === "outlier")),
    named: mean(suites.filter(({ status }) => status === "named")),
    all: mean(suites.filter(({ status }) => status !== "incomplete")),
  };
}

/** The torsions from the sugar before to the sugar of `residue`. */
function suiteAnglesDeg(
  { atoms }: Structure,
  before: RnaResidue | undefined,
  residue: RnaResidue,
): (number | null)[] {
  const torsion = (...path: readonly (readonly [RnaResidue | undefined, RnaBackboneAtom])[]) => {
    const four = path.map(([owner, name]) => owner?.atoms[name] ?? -1);
    if (four.includes(-1)) return null;
    const deg = torsionDeg(atoms.xyz, four);
    return Number.isFinite(deg) ? positiveDegrees(deg) : null;
  };
  const previous = residue.linked ? before : undefined;
  return [
    torsion([previous, "C5'"], [previous, "C4'"], [previous, "C3'"], [previous, "O3'"]),
    torsion([previous, "C4'"], [previous, "C3'"], [previous, "O3'"], [residue, "P"]),
    torsion([previous, "C3'"], [previous, "O3'"], [residue, "P"], [residue, "O5'"]),
    torsion([previous, "O3'"], [residue, "P"], [residue, "O5'"], [residue, "C5'"]),
    torsion([residue, "P"], [residue, "O5'"], [residue, "C5'"], [residue, "C4'"]),
    torsion([residue, "O5'"], [residue, "C5'"], [residue, "C4'"], [residue, "C3'"]),
    torsion([residue, "C5'"], [residue, "C4'"], [residue, "C3'"], [residue, "O3'"]),
  ];
}

/** Judges seven angles in [0, 360) by suitename's rules: triage, bin, cluster by four angles, suiteness by all seven. */
export function judgeSuite(anglesDeg: readonly (number | null)[]): SuiteVerdict {
  if (anglesDeg.includes(null)) {
    return { status: "incomplete", name: "__", suiteness: null, bin: null, triageCause: null };
  }
  const angles = anglesDeg as readonly number[];
  const sorted = sortIntoBin(angles);
  if ("cause" in sorted) {
    return { status: "triaged", name: "!!", suiteness: null, bin: null, triageCause: sorted.cause };
  }
  const { bin } = sorted;
  const cluster = nearestCluster(angles, bin);
  const d = cluster ? clusterDistance(angles, cluster, allAngles) : Number.POSITIVE_INFINITY;
  if (!cluster || d > 1) return { status: "outlier", name: "!!", suiteness: 0, bin, triageCause: null };
  const suiteness = Math.max(0.01, (Math.cos(Math.PI * d) + 1) / 2);
  return { status: "named", name: cluster.name, suiteness, bin, triageCause: null };
}

/** The angles in the order in which suitename tries them: the first one out of range is the cause of triage. */
const triageOrder = ["epsilon", "deltaPrevious", "delta", "gamma", "alpha", "beta", "zeta"] as const;

function sortIntoBin(angles: readonly number[]): { readonly bin: string } | { readonly cause: SuiteAngle } {
  const found = new Map<SuiteAngle, string>();
  for (const name of triageOrder) {
    const angle = angles[suiteAngles.indexOf(name)]!;
    const ranges = suiteRangesDeg[name === "deltaPrevious" ? "delta" : name];
    const range = Object.entries(ranges).find(([, [low, high]]) => angle >= low && angle <= high);
    if (!range) return { cause: name };
    found.set(name, range[0]);
  }
  return { bin: `${found.get("deltaPrevious")}${found.get("delta")} ${found.get("gamma")}` };
}

const allAngles = [0, 1, 2, 3, 4, 5, 6];
/** Epsilon, zeta, alpha, beta: the puckers and gamma have chosen the bin already. */
const innerAngles = [1, 2, 3, 4];

/** (Σ |δ/w|³)^⅓ over the chosen angles; below 1 the suite lies inside the cluster's superellipsoid. */
function clusterDistance(
  angles: readonly number[],
  { centreDeg }: SuiteCluster,
  chosen: readonly number[],
  widths: readonly number[] = suiteHalfWidthsDeg,
): number {
  let sum = 0;
  for (const k of chosen) sum += Math.abs((angles[k]! - centreDeg[k]!) / widths[k]!) ** 3;
  return Math.cbrt(sum);
}

/** The cluster of the bin to which the inner angles belong, if they lie inside any. */
function nearestCluster(angles: readonly number[], bin: string): SuiteCluster | undefined {
  const inside = suiteClusters
    .filter((cluster) => cluster.bin === bin)
    .map((cluster) => ({ cluster, d: clusterDistance(angles, cluster, innerAngles) }))
    .filter(({ d }) => d < 1)
    .sort((a, b) => a.d - b.d);
  const dominant = inside.find(({ cluster }) => cluster.dominance === "dom");
  const other = inside.find(({ cluster }) => cluster.dominance !== "dom");
  if (!dominant || !other || other.cluster.dominance !== "sat") return inside[0]?.cluster;
  if (!liesBetween(angles, dominant.cluster, other.cluster)) return inside[0]!.cluster;
  const special = satelliteWidthsDeg[other.cluster.name]!;
  const widthsOf = (own: readonly number[]) => own.map((width, k) => width || suiteHalfWidthsDeg[k]!);
  const toDominant = clusterDistance(angles, dominant.cluster, innerAngles, widthsOf(special.dominant));
  const toSatellite = clusterDistance(angles, other.cluster, innerAngles, widthsOf(special.satellite));
  return toDominant < toSatellite ? dominant.cluster : other.cluster;
}

/** Whether the point lies in the slab between the two centres, in the space of the inner angles. */
function liesBetween(angles: readonly number[], one: SuiteCluster, two: SuiteCluster): boolean {
  let alongOne = 0;
  let alongTwo = 0;
  for (const k of innerAngles) {
    const axis = one.centreDeg[k]! - two.centreDeg[k]!;
    alongOne += (one.centreDeg[k]! - angles[k]!) * axis;
    alongTwo -= (two.centreDeg[k]! - angles[k]!) * axis;
  }
  return alongOne > 0 && alongTwo > 0;
}
