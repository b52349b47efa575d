/** Side-chain rotamers: chi angles, name, score and verdict of every residue that has its side chain. */
import type { Structure } from "../model/structure.ts";
import {
  chiAtoms,
  type RotamerBin,
  rotamerFavoured,
  rotamerGrid,
  rotamerNames,
  rotamerOutlier,
  symmetricLastChi,
} from "../tables/rotamers.ts";
import { gridFraction } from "./angle-grid.ts";
import { alternateOf, atomNamed } from "./conformers.ts";
import { positiveDegrees, torsionDeg } from "./measure.ts";
import type { Verdict } from "./ramachandran.ts";
import { type ResidueId, residueId } from "./residue-id.ts";

/** The side chain of one residue and how common it is. */
export interface RotamerResidue {
  readonly id: ResidueId;
  /** MolProbity's name, `OUTLIER`, or `UNCLASSIFIED` where no name covers the angles. */
  readonly name: string;
  /** chi1 … chi4 as far as the residue has them, degrees in [0, 360). */
  readonly chiDeg: readonly number[];
  /** Fraction of the distribution's peak, percent. */
  readonly scorePercent: number;
  readonly verdict: Verdict;
}

/**
 * Scores side chains by the Top8000 distributions (Hintze et al. 2016), interpolated as MolProbity does. A residue with
 * alternates gives one row per alternate whose chi angles differ; a residue without all its chi atoms gives none.
 */
export function validateRotamers(structure: Structure): RotamerResidue[] {
  const names = new Map<string, readonly RotamerBin[]>();
  const rows: RotamerResidue[] = [];
  for (let residue = 0; residue < structure.residues.nResidues; residue++) {
    const compId = structure.residues.compId[residue]!;
    const grid = rotamerGrid(compId);
    if (!grid) continue;
    for (const chain of sideChains(structure, residue)) {
      const chiDeg = chain.map((atoms) => positiveDegrees(torsionDeg(structure.atoms.xyz, atoms)));
      if (!chiDeg.every(Number.isFinite)) continue;
      const fraction = gridFraction(grid, chiDeg);
      const verdict = verdictOf(fraction);
      const bins = names.get(compId) ?? rotamerNames(compId);
      names.set(compId, bins);
      const name = verdict === "outlier" ? "OUTLIER" : nameOf(bins, foldSymmetry(compId, chiDeg));
      const id = residueId(structure, residue, alternateOf(structure, chain.flat()));
      rows.push({ id, name, chiDeg, scorePercent: 100 * fraction, verdict });
    }
  }
  return rows;
}

/** The atoms of the chi angles, for each alternate of the side chain; none where an atom is missing. */
function sideChains(structure: Structure, residue: number): number[][][] {
  const { atoms, residues } = structure;
  const labels = new Set<string>();
  for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
    if (atoms.altLoc[atom] !== "") labels.add(atoms.altLoc[atom]!);
  }
  const seen = new Set<string>();
  const chains: number[][][] = [];
  for (const altLoc of labels.size > 0 ? labels : [""]) {
    const chis = chiAtoms[residues.compId[residue]!]!.map((chi) =>
      chi.split(" ").map((name) => atomNamed(structure, residue, name, altLoc)),
    );
    if (chis.flat().includes(-1) || seen.has(chis.join())) continue;
    seen.add(chis.join());
    chains.push(chis);
  }
  return chains;
}

function verdictOf(fraction: number): Verdict {
  if (fraction >= rotamerFavoured) return "favoured";
  return fraction >= rotamerOutlier ? "allowed" : "outlier";
}

/** The last chi in [0, 180) where two like atoms end the side chain. */
function foldSymmetry(compId: string, chiDeg: readonly number[]): readonly number[] {
  return symmetricLastChi.has(compId) ? [...chiDeg.slice(0, -1), chiDeg.at(-1)! % 180] : chiDeg;
}

function nameOf(bins: readonly RotamerBin[], chiDeg: readonly number[]): string {
  const bin = bins.find(({ lowerDeg, upperDeg }) =>
    lowerDeg.every((lower, k) => chiDeg[k]! >= lower && chiDeg[k]! <= upperDeg[k]!),
  );
  return bin?.name ?? "UNCLASSIFIED";
}
