/** Peptide bonds: omega of every one, and which are cis or twisted. */
import type { Structure } from "../model/structure.ts";
import { alternateOf } from "./conformers.ts";
import { torsionDeg } from "./measure.ts";
import type { ProteinTrace } from "./protein-traces.ts";
import { type ResidueId, residueId } from "./residue-id.ts";

/** Cis within 30° of 0, trans within 30° of 180, twisted between (Williams et al. 2018). */
export type PeptideConformation = "trans" | "cis" | "twisted";

/** One peptide bond, named by the residue after it. */
export interface PeptideBond {
  readonly id: ResidueId;
  readonly before: ResidueId;
  /** CA–C–N–CA, degrees. */
  readonly omegaDeg: number;
  readonly conformation: PeptideConformation;
  /** Whether the residue after the bond is proline, where one bond in twenty is cis. */
  readonly proline: boolean;
}

/** Measures every peptide bond, those of modified residues too, but as MolProbity none of UNK; each alternate once. */
export function validateOmega(structure: Structure, traces: readonly ProteinTrace[]): PeptideBond[] {
  const bonds: PeptideBond[] = [];
  const seen = new Set<string>();
  for (const { residues } of traces) {
    for (let i = 1; i < residues.length; i++) {
      const [before, after] = [residues[i - 1]!, residues[i]!];
      const atoms = [before.ca, before.c, after.n, after.ca];
      if (before.compId === "UNK" || after.compId === "UNK") continue;
      if (!after.linked || atoms.includes(-1) || seen.has(atoms.join())) continue;
      seen.add(atoms.join());
      const omegaDeg = torsionDeg(structure.atoms.xyz, atoms);
      if (!Number.isFinite(omegaDeg)) continue;
      bonds.push({
        id: residueId(structure, after.residue, alternateOf(structure, [after.n, after.ca])),
        before: residueId(structure, before.residue, alternateOf(structure, [before.ca, before.c])),
        omegaDeg,
        conformation: conformationOf(omegaDeg),
        proline: after.compId === "PRO",
      });
    }
  }
  return bonds;
}

function conformationOf(omegaDeg: number): PeptideConformation {
  if (Math.abs(omegaDeg) < 30) return "cis";
  return Math.abs(omegaDeg) > 150 ? "trans" : "twisted";
}
