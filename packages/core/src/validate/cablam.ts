/** CaBLAM: whether CA trace and carbonyl directions of a backbone occur in good structures, also where phi and psi look fine. */
import type { Structure } from "../model/structure.ts";
import { gridFraction } from "./angle-grid.ts";
import type { CablamClass, CablamGrids } from "./cablam-grids.ts";
import { alternateOf } from "./conformers.ts";
import {
  add,
  angleDeg,
  type Coordinates,
  difference,
  distance,
  dot,
  position,
  scale,
  torsionDeg,
  type Vector,
} from "./measure.ts";
import type { ProteinTrace, TraceResidue } from "./protein-traces.ts";
import { type ResidueId, residueId } from "./residue-id.ts";

/** One residue with two neighbours on either side. */
export interface CablamResidue {
  readonly id: ResidueId;
  /** Torsions of CA(−2)…CA(+1) and CA(−1)…CA(+2). */
  readonly muInDeg: number;
  readonly muOutDeg: number;
  /** Torsion of the carbonyls of the residue before and of this one; null without oxygens. */
  readonly nuDeg: number | null;
  /** Angle CA(−1)–CA–CA(+1). */
  readonly caAngleDeg: number;
  /** Fractions of the distributions, percent. */
  readonly peptidePercent: number | null;
  readonly tracePercent: number;
  /** The worst that applies. */
  readonly verdict: "CA geometry outlier" | "outlier" | "disfavoured" | "fine";
}

/** Contours (Williams et al. 2018, Protein Sci. 27:293). */
const traceOutlier = 0.005;
const peptideOutlier = 0.01;
const peptideDisfavoured = 0.05;
/** Where N, C or O are missing, neighbours are bonded if their CA atoms lie nearer than this, Å. */
const maxCaStep = 4.5;

/** Judges every residue of the traces that has two bonded neighbours on either side. */
export function validateCablam(
  structure: Structure,
  traces: readonly ProteinTrace[],
  grids: CablamGrids,
): CablamResidue[] {
  const rows: CablamResidue[] = [];
  const seen = new Set<string>();
  for (const { residues } of traces) {
    for (let i = 2; i + 2 < residues.length; i++) {
      const five = residues.slice(i - 2, i + 3);
      const atoms = [...five.map(({ ca }) => ca), five[1]!.o, five[2]!.o];
      const isBroken = [1, 2, 3, 4].some((k) => !areBonded(structure.atoms.xyz, five[k - 1]!, five[k]!));
      if (isBroken || seen.has(atoms.join())) continue;
      seen.add(atoms.join());
      const row = judgeResidue(structure, five, grids);
      if (row) rows.push(row);
    }
  }
  return rows;
}

function areBonded(xyz: Coordinates, one: TraceResidue, two: TraceResidue): boolean {
  if (one.ca < 0 || two.ca < 0) return false;
  const isWhole = ({ n, c, o }: TraceResidue) => Math.min(n, c, o) >= 0;
  return isWhole(one) && isWhole(two) ? two.linked : distance(xyz, one.ca, two.ca) <= maxCaStep;
}

function judgeResidue(
  structure: Structure,
  five: readonly TraceResidue[],
  grids: CablamGrids,
): CablamResidue | undefined {
  const { xyz } = structure.atoms;
  const ca = five.map((residue) => residue.ca);
  const [before, residue] = [five[1]!, five[2]!];
  const muInDeg = torsionDeg(xyz, ca.slice(0, 4));
  const muOutDeg = torsionDeg(xyz, ca.slice(1, 5));
  const caAngleDeg = angleDeg(xyz, ca[1]!, ca[2]!, ca[3]!);
  if (!Number.isFinite(muInDeg + muOutDeg + caAngleDeg)) return undefined;
  const nuDeg = carbonylTorsion(xyz, [ca[1]!, ca[2]!, ca[3]!], before.o, residue.o);
  const category = classOf(xyz, before, residue);
  const trace = gridFraction(grids.trace[category], [muInDeg, muOutDeg, caAngleDeg]);
  const peptide = nuDeg === null ? null : gridFraction(grids.peptide[category], [muInDeg, muOutDeg, nuDeg]);
  return {
    id: residueId(structure, residue.residue, alternateOf(structure, [residue.ca, residue.o])),
    muInDeg,
    muOutDeg,
    nuDeg,
    caAngleDeg,
    peptidePercent: peptide === null ? null : 100 * peptide,
    tracePercent: 100 * trace,
    verdict: verdictOf(trace, peptide),
  };
}

function verdictOf(trace: number, peptide: number | null): CablamResidue["verdict"] {
  if (trace < traceOutlier) return "CA geometry outlier";
  if (peptide === null || peptide >= peptideDisfavoured) return "fine";
  return peptide < peptideOutlier ? "outlier" : "disfavoured";
}

function classOf(xyz: Coordinates, before: TraceResidue, { compId, n, ca }: TraceResidue): CablamClass {
  if (compId === "GLY") return "gly";
  if (compId !== "PRO") return "general";
  const peptide = [before.ca, before.c, n, ca];
  return !peptide.includes(-1) && Math.abs(torsionDeg(xyz, peptide)) < 90 ? "cispro" : "transpro";
}

/** Torsion O–X–X′–O′, X and X′ being the feet of the oxygens on the lines from CA to CA; null without oxygens. */
function carbonylTorsion(
  xyz: Coordinates,
  [ca1, ca2, ca3]: readonly [number, number, number],
  oxygen1: number,
  oxygen2: number,
): number | null {
  if (oxygen1 < 0 || oxygen2 < 0) return null;
  const points = [
    position(xyz, oxygen1),
    footOn(xyz, ca1, ca2, oxygen1),
    footOn(xyz, ca2, ca3, oxygen2),
    position(xyz, oxygen2),
  ];
  const deg = torsionDeg(Float64Array.from(points.flat()), [0, 1, 2, 3]);
  return Number.isFinite(deg) ? deg : null;
}

/** The point of the line a–b that is nearest to an atom. */
function footOn(xyz: Coordinates, a: number, b: number, atom: number): Vector {
  const along = difference(xyz, a, b);
  return add(position(xyz, a), scale(along, dot(difference(xyz, a, atom), along) / dot(along, along)));
}
