/** What a refinement did to single residues, as reports list it: other rotamers, and fits that the guard found worse. */

import type { Structure } from "../model/structure.ts";
import type { FlaggedResidue, RotamerDifference, RotamerLabel } from "../refine/rotamers/index.ts";
import { type ResidueId, residueId } from "../validate/residue-id.ts";

/** A rotamer's name and its share of the distribution's peak. */
export interface ReportedRotamer {
  readonly name: string;
  readonly scorePercent: number;
}

/** A side chain that has another rotamer than before, or is an outlier afterwards. */
export interface RotamerChangeRow {
  readonly id: ResidueId;
  readonly from: ReportedRotamer;
  readonly to: ReportedRotamer;
  /** Correlation of the side chain with the map around it: in the loop. Absent without a map. */
  readonly correlationBefore?: number;
  readonly correlationAfter?: number;
}

/** A part of a residue that fits the map clearly worse than before: what the guard saw, and what it left. */
export interface FlaggedResidueRow extends Omit<FlaggedResidue, "residue"> {
  readonly id: ResidueId;
}

/** `rotamerChanges` and `flaggedResidues` of report.json. */
export interface RefinementFindings {
  readonly rotamerChanges: readonly RotamerChangeRow[];
  readonly flaggedResidues: readonly FlaggedResidueRow[];
}

/** The findings with residues named as the judge names them. */
export function refinementFindings(
  structure: Structure,
  differences: readonly RotamerDifference[],
  flagged: readonly FlaggedResidue[],
): RefinementFindings {
  return {
    rotamerChanges: differences.map(({ residue, altLoc, from, to, ...correlations }) => ({
      id: residueId(structure, residue, altLoc),
      from: reported(from),
      to: reported(to),
      ...correlations,
    })),
    flaggedResidues: flagged.map(({ residue, ...row }) => ({ id: residueId(structure, residue), ...row })),
  };
}

const reported = ({ name, fraction }: RotamerLabel): ReportedRotamer => ({
  name,
  scorePercent: 100 * fraction,
});
