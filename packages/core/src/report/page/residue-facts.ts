/** What the page's script knows of each residue: written into the page as JSON. */

import type { RamachandranResidue } from "../../validate/ramachandran.ts";
import type { ResidueRow } from "../../validate/residue-rows.ts";
import type { RotamerResidue } from "../../validate/rotamers.ts";
import type { ValidationResult } from "../../validate/validate-model.ts";
import { fixed } from "../format-metric.ts";
import type { ReportResidue } from "../report-residues.ts";
import type { ValidationReport } from "../validation-report.ts";

/** The script's data: lists by residue, in the order of the model. */
export interface PageData {
  /** Names of the facts. */
  readonly facts: readonly string[];
  readonly labels: readonly string[];
  /** A residue's facts in words, "" where one does not apply. */
  readonly now: readonly (readonly string[])[];
  /** The same of the model before; null without one, 0 for a residue that has no counterpart. */
  readonly was: readonly (readonly string[] | 0)[] | null;
  readonly findings: readonly (readonly string[])[];
  /** Class, φ and ψ in degrees where the residue is on a Ramachandran plot. */
  readonly ramachandran: readonly (readonly [residueClass: string, phiDeg: number, psiDeg: number] | 0)[];
}

/** All of it. */
export function pageData({ model, before }: ValidationReport, residues: readonly ReportResidue[]): PageData {
  const now = new FactSource(model);
  const was = before && new FactSource(before);
  return {
    facts: factNames,
    labels: residues.map(({ label }) => label),
    now: residues.map(({ row }) => now.factsOf(row)),
    was: was ? residues.map(({ before: row }) => (row ? was.factsOf(row) : 0)) : null,
    findings: residues.map(({ findings }) => findings),
    ramachandran: residues.map(({ row }) => now.placeOf(row.id.residue)),
  };
}

const factNames = [
  "Q",
  "CC",
  "Ramachandran",
  "Rotamer",
  "Cβ",
  "Peptide",
  "Suite",
  "Pucker",
  "Geometry",
  "Clashes",
];

class FactSource {
  private readonly ramachandran: ReadonlyMap<number, RamachandranResidue>;
  private readonly rotamers: ReadonlyMap<number, RotamerResidue>;

  constructor(result: ValidationResult) {
    this.ramachandran = worstOf(result.ramachandran);
    this.rotamers = worstOf(result.rotamers);
  }

  /** In the order of `factNames`. */
  factsOf(row: ResidueRow): string[] {
    const plot = this.ramachandran.get(row.id.residue);
    const chain = this.rotamers.get(row.id.residue);
    return [
      row.q === null ? "" : fixed(row.q, 2),
      row.cc === null ? "" : fixed(row.cc, 2),
      plot ? `${plot.verdict} (${fixed(plot.phiDeg, 0)}°, ${fixed(plot.psiDeg, 0)}°)` : "",
      chain
        ? `${chain.verdict === "outlier" ? "outlier" : chain.name} (${fixed(chain.scorePercent, 1)} %)`
        : "",
      row.cbetaDeviation === null ? "" : `${fixed(row.cbetaDeviation, 2)} Å`,
      row.peptide === null || row.peptide === "trans" ? "" : row.peptide,
      row.suite === null
        ? ""
        : row.suiteness === null
          ? row.suite
          : `${row.suite} (${fixed(row.suiteness, 2)})`,
      row.puckerOutlier === null ? "" : row.puckerOutlier ? "outlier" : "good",
      row.nGeometryOutliers === 0 ? "" : String(row.nGeometryOutliers),
      row.nClashes ? String(row.nClashes) : "",
    ];
  }

  placeOf(residue: number): PageData["ramachandran"][number] {
    const row = this.ramachandran.get(residue);
    if (!row) return 0;
    return [row.residueClass, Math.round(row.phiDeg), Math.round(row.psiDeg)];
  }
}

/** The row of the lowest score for each residue, over its conformers. */
function worstOf<Row extends { readonly id: { readonly residue: number }; readonly scorePercent: number }>(
  rows: readonly Row[],
): Map<number, Row> {
  const worst = new Map<number, Row>();
  for (const row of rows) {
    const known = worst.get(row.id.residue);
    if (!known || row.scorePercent < known.scorePercent) worst.set(row.id.residue, row);
  }
  return worst;
}
