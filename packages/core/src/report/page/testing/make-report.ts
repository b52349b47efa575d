/** A small report for tests: a peptide with a planted Ramachandran outlier, with or without map and model before. */

import type { Volume } from "../../../map/volume.ts";
import type { Structure } from "../../../model/structure.ts";
import { type PeptideResidue, peptide } from "../../../validate/synthetic-chains.ts";
import { type ValidationResult, validateModel } from "../../../validate/validate-model.ts";
import type { ValidationReport } from "../../validation-report.ts";

/** Residue 6 (index 5) of every report is an outlier. */
export const plantedOutlier = 5;

function residuesOf(outlier: Partial<PeptideResidue>): PeptideResidue[] {
  const residues: PeptideResidue[] = Array.from({ length: 60 }, () => ({
    compId: "ALA",
    phiDeg: -60,
    psiDeg: -45,
  }));
  residues[plantedOutlier] = { ...residues[plantedOutlier]!, ...outlier };
  return residues;
}

/** Density of one Gaussian an atom around the structure. */
function mapOf({ atoms, nAtoms }: Structure): Volume {
  const low = [0, 1, 2].map((axis) => Math.min(...atoms.xyz.filter((_, i) => i % 3 === axis)) - 6);
  const high = [0, 1, 2].map((axis) => Math.max(...atoms.xyz.filter((_, i) => i % 3 === axis)) + 6);
  const shape = low.map((from, axis) => Math.ceil((high[axis]! - from) / 1.5)) as [number, number, number];
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let at = 0; at < data.length; at++) {
    const index = [
      at % shape[0],
      Math.floor(at / shape[0]) % shape[1],
      Math.floor(at / (shape[0] * shape[1])),
    ];
    for (let atom = 0; atom < nAtoms; atom++) {
      const d2 = index.reduce(
        (sum, i, axis) => sum + (low[axis]! + 1.5 * i - atoms.xyz[3 * atom + axis]!) ** 2,
        0,
      );
      data[at]! += Math.exp(-d2 / 3);
    }
  }
  return { data, shape, voxelSize: [1.5, 1.5, 1.5], origin: [low[0]!, low[1]!, low[2]!] };
}

/** The report. `before` has another outlier in the same place; `rename` changes the chain's name. */
export function makeReport({ withMap = false, withBefore = false, chain = "A" } = {}): ValidationReport {
  const built = peptide(residuesOf({ phiDeg: 10, psiDeg: 0 }));
  const rename = (structure: Structure): Structure => ({
    ...structure,
    chains: { ...structure.chains, authAsymId: structure.chains.authAsymId.map(() => chain) },
  });
  const structure = rename(built);
  const map = withMap ? { volume: mapOf(structure), resolution: 4 } : undefined;
  const judge = (model: Structure): ValidationResult => validateModel(model, map ? { map } : {});
  return {
    program: { name: "cryoreel", version: "1.2.3" },
    created: "2026-01-02T03:04:05Z",
    title: "model.cif",
    inputs: [{ role: "model", path: "model.cif" }],
    model: judge(structure),
    ...(withBefore && { before: judge(rename(peptide(residuesOf({ phiDeg: 20, psiDeg: 100 })))) }),
  };
}
