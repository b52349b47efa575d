/** Ramachandran analysis: phi, psi, class, score and verdict of every residue that has both neighbours. */
import type { Structure } from "../model/structure.ts";
import {
  type RamachandranClass,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../tables/ramachandran.ts";
import { gridFraction } from "./angle-grid.ts";
import { alternateOf } from "./conformers.ts";
import { torsionDeg } from "./measure.ts";
import type { ProteinTrace, TraceResidue } from "./protein-traces.ts";
import { type ResidueId, residueId } from "./residue-id.ts";

export type Verdict = "favoured" | "allowed" | "outlier";

/** Phi and psi of one residue and how common they are. */
export interface RamachandranResidue {
  readonly id: ResidueId;
  readonly phiDeg: number;
  readonly psiDeg: number;
  readonly residueClass: RamachandranClass;
  /** Fraction of the distribution's peak, percent. */
  readonly scorePercent: number;
  readonly verdict: Verdict;
}

/** A residue whose two peptide bonds are in the model, with the dihedrals about its CA. */
export interface PhiPsi {
  readonly before: TraceResidue;
  readonly residue: TraceResidue;
  readonly after: TraceResidue;
  /** The alternate that these dihedrals belong to; "" where none of their atoms has one. */
  readonly altLoc: string;
  readonly phiDeg: number;
  readonly psiDeg: number;
  readonly residueClass: RamachandranClass;
}

/** Phi and psi of every standard residue between two standard residues that are bonded to it; each once. */
export function phiPsis(structure: Structure, traces: readonly ProteinTrace[]): PhiPsi[] {
  const { xyz } = structure.atoms;
  const found: PhiPsi[] = [];
  const seen = new Set<string>();
  for (const { residues } of traces) {
    for (let i = 1; i + 1 < residues.length; i++) {
      const [before, residue, after] = [residues[i - 1]!, residues[i]!, residues[i + 1]!];
      if (!before.standard || !residue.standard || !after.standard) continue;
      if (!residue.linked || !after.linked || residue.ca < 0 || residue.c < 0) continue;
      if (after.ca < 0 || after.c < 0) continue;
      const { n, ca, c } = residue;
      const atoms = [before.c, n, ca, c, after.n];
      if (seen.has(atoms.join())) continue;
      seen.add(atoms.join());
      const altLoc = alternateOf(structure, atoms);
      const phiDeg = torsionDeg(xyz, [before.c, n, ca, c]);
      const psiDeg = torsionDeg(xyz, [n, ca, c, after.n]);
      if (!Number.isFinite(phiDeg + psiDeg)) continue;
      const residueClass = classOf(structure, before, residue, after);
      found.push({ before, residue, after, altLoc, phiDeg, psiDeg, residueClass });
    }
  }
  return found;
}

/** The class of a residue: Gly and Pro first, then the residues before Pro, then Ile and Val. */
function classOf(
  structure: Structure,
  before: TraceResidue,
  residue: TraceResidue,
  after: TraceResidue,
): RamachandranClass {
  if (residue.compId === "GLY") return "glycine";
  if (residue.compId === "PRO") {
    const omegaDeg = torsionDeg(structure.atoms.xyz, [before.ca, before.c, residue.n, residue.ca]);
    return before.ca >= 0 && Math.abs(omegaDeg) < 30 ? "cisProline" : "transProline";
  }
  if (after.compId === "PRO") return "preProline";
  return residue.compId === "ILE" || residue.compId === "VAL" ? "isoleucineValine" : "general";
}

/** Favoured from 2 % of the peak on; below the class's contour an outlier; allowed between. */
function verdictOf(residueClass: RamachandranClass, fraction: number): Verdict {
  if (fraction >= ramachandranFavoured) return "favoured";
  return fraction >= ramachandranOutlier[residueClass] ? "allowed" : "outlier";
}

/** Scores residues by the Top8000 distributions (Williams et al. 2018), interpolated as MolProbity does. */
export function validateRamachandran(structure: Structure, places: readonly PhiPsi[]): RamachandranResidue[] {
  return places.map(({ residue, altLoc, phiDeg, psiDeg, residueClass }) => {
    const fraction = gridFraction(ramachandranGrid(residueClass), [phiDeg, psiDeg]);
    return {
      id: residueId(structure, residue.residue, altLoc),
      phiDeg,
      psiDeg,
      residueClass,
      scorePercent: 100 * fraction,
      verdict: verdictOf(residueClass, fraction),
    };
  });
}
