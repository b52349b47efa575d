/** One row a residue with the verdicts of every metric: what a per-residue strip of a report shows. */
import type { PolymerType, Structure } from "../model/structure.ts";
import type { SecondaryStructure } from "../tables/rama-z.ts";
import type { Verdict } from "./ramachandran.ts";
import { type ResidueId, residueId } from "./residue-id.ts";
import type { ValidationParts } from "./validation-parts.ts";

/** The worst of each metric over the conformers of one residue; null where it does not apply. */
export interface ResidueRow {
  readonly id: ResidueId;
  /** What the residue's chain is; "none" for ligands, waters and other residues of no polymer. */
  readonly polymer: PolymerType;
  readonly secondaryStructure: SecondaryStructure | null;
  readonly ramachandran: Verdict | null;
  readonly rotamer: Verdict | null;
  /** Å. */
  readonly cbetaDeviation: number | null;
  /** Of the peptide bond in front. */
  readonly peptide: "trans" | "cis" | "twisted" | null;
  readonly suite: string | null;
  readonly suiteness: number | null;
  readonly puckerOutlier: boolean | null;
  /** Bonds and angles beyond 4σ by the fixed targets, wrong or distorted hands, groups that are not flat. */
  readonly nGeometryOutliers: number;
  /** Clashes with hydrogens rotated, each counted for both residues; null without clash analysis. */
  readonly nClashes: number | null;
  readonly q: number | null;
  /** Local correlation with the map: it steers a refinement's guard, so it is in the loop, not held out. */
  readonly cc: number | null;
}

type Draft = { -readonly [Key in keyof ResidueRow]: ResidueRow[Key] };

const severity: readonly (Verdict | null)[] = [null, "favoured", "allowed", "outlier"];
const worse = (a: Verdict | null, b: Verdict): Verdict | null =>
  severity.indexOf(b) > severity.indexOf(a) ? b : a;

/** Rows in the order of the structure's residues. */
export function residueRows(structure: Structure, parts: ValidationParts): ResidueRow[] {
  const { mapFit, clashes } = parts;
  const rows = Array.from(
    { length: structure.residues.nResidues },
    (_, residue): Draft => ({
      id: residueId(structure, residue),
      polymer: polymerOf(structure, residue),
      secondaryStructure: null,
      ramachandran: null,
      rotamer: null,
      cbetaDeviation: null,
      peptide: null,
      suite: null,
      suiteness: null,
      puckerOutlier: null,
      nGeometryOutliers: 0,
      nClashes: clashes ? 0 : null,
      q: mapFit?.ofResidue.q[residue] ?? null,
      cc: mapFit?.ofResidue.cc[residue] ?? null,
    }),
  );
  addTorsions(rows, parts);
  addGeometry(rows, parts);
  return rows;
}

function polymerOf({ residues, chains, entities }: Structure, residue: number): PolymerType {
  const { type, polymerType } = entities[chains.entityOf[residues.chainOf[residue]!]!]!;
  return type === "polymer" ? polymerType : "none";
}

function addTorsions(rows: Draft[], parts: ValidationParts): void {
  for (const { residue, letter } of parts.secondaryStructure) rows[residue]!.secondaryStructure = letter;
  for (const { id, verdict } of parts.ramachandran) {
    rows[id.residue]!.ramachandran = worse(rows[id.residue]!.ramachandran, verdict);
  }
  for (const { id, verdict } of parts.rotamers) {
    rows[id.residue]!.rotamer = worse(rows[id.residue]!.rotamer, verdict);
  }
  for (const { id, deviation } of parts.cbeta) {
    const row = rows[id.residue]!;
    row.cbetaDeviation = Math.max(row.cbetaDeviation ?? 0, deviation);
  }
  for (const { id, conformation } of parts.peptides) {
    const row = rows[id.residue]!;
    if (row.peptide === null || conformation !== "trans") row.peptide = conformation;
  }
  for (const { id, name, suiteness } of parts.suites) {
    rows[id.residue]!.suite = name;
    rows[id.residue]!.suiteness = suiteness;
  }
  for (const { id, deltaOutlier, epsilonOutlier } of parts.puckers) {
    rows[id.residue]!.puckerOutlier = deltaOutlier || epsilonOutlier;
  }
}

function addGeometry(rows: Draft[], parts: ValidationParts): void {
  const { polymerBonds, polymerAngles, otherBonds, otherAngles } = parts.geometryByFixedTargets;
  const outliers = [
    ...[polymerBonds, polymerAngles, otherBonds, otherAngles].flatMap((measure) => measure.outliers),
    ...parts.chirality.outliers,
    ...parts.planarity.outliers,
  ];
  for (const { residue } of outliers) rows[residue]!.nGeometryOutliers++;
  for (const clash of parts.clashes?.rotated.clashes ?? []) {
    for (const residue of new Set([clash.residue1, clash.residue2])) rows[residue]!.nClashes!++;
  }
}
