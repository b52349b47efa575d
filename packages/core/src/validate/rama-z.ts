/** Rama-Z: how the whole Ramachandran plot compares with those of well-determined structures. */
import type { Structure } from "../model/structure.ts";
import { ramaZBins, ramaZCalibration, ramaZTable, type SecondaryStructure } from "../tables/rama-z.ts";
import { torsionDeg } from "./measure.ts";
import type { PhiPsi } from "./ramachandran.ts";

/** The score of one group of residues. */
export interface RamaZScore {
  /** Standard deviations from the mean of the reference structures; null without residues. */
  readonly z: number | null;
  /** Uncertainty by the jackknife; null below two residues. */
  readonly sigma: number | null;
  readonly nResidues: number;
}

/** The score of the whole model and of its parts, which are calibrated apart. */
export interface RamaZ {
  readonly whole: RamaZScore;
  readonly helix: RamaZScore;
  readonly sheet: RamaZScore;
  readonly loop: RamaZScore;
}

/** Rama-Z (Hooft et al. 1997; Sobolev et al. 2020, Structure 28:1249). |Z| > 3 is bad, 2–3 suspicious. */
export function validateRamaZ(
  structure: Structure,
  places: readonly PhiPsi[],
  letters: ReadonlyMap<number, SecondaryStructure>,
): RamaZ {
  const scores: Record<SecondaryStructure, number[]> = { H: [], S: [], L: [] };
  for (const place of places) {
    const letter = letters.get(place.residue.residue) ?? "L";
    const score = residueScore(place, referenceClass(structure, place), letter);
    if (score !== undefined) scores[letter].push(score);
  }
  return {
    whole: groupScore([...scores.H, ...scores.S, ...scores.L], "W"),
    helix: groupScore(scores.H, "H"),
    sheet: groupScore(scores.S, "S"),
    loop: groupScore(scores.L, "L"),
  };
}

/** The name of a residue's reference distributions. A proline is cis here if either of its peptide bonds is. */
function referenceClass({ atoms }: Structure, { before, residue, after, residueClass }: PhiPsi): string {
  const isCis = (peptide: readonly number[]): boolean =>
    !peptide.includes(-1) && Math.abs(torsionDeg(atoms.xyz, peptide)) < 30;
  if (residue.compId === "PRO") {
    const cis =
      isCis([before.ca, before.c, residue.n, residue.ca]) ||
      isCis([residue.ca, residue.c, after.n, after.ca]);
    return cis ? "cisPRO" : "transPRO";
  }
  if (residueClass === "preProline") return "prePRO";
  return residue.compId === "MSE" ? "MET" : residue.compId;
}

/** (count at (phi, psi) − m)/s of the residue's reference distribution; cis-Pro is always compared with loops. */
function residueScore(place: PhiPsi, name: string, letter: SecondaryStructure): number | undefined {
  const table = ramaZTable(name === "cisPRO" ? "L" : letter, name);
  if (!table || table.std === 0) return undefined;
  return (interpolate(table.counts, place.phiDeg, place.psiDeg) - table.mean) / table.std;
}

/** Bilinear between the cell centres −178, −174, …, 178; periodic. */
function interpolate(counts: Uint32Array, phiDeg: number, psiDeg: number): number {
  const width = 360 / ramaZBins;
  const [x, y] = [(phiDeg + 180) / width - 0.5, (psiDeg + 180) / width - 0.5];
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - i, y - j];
  const at = (row: number, column: number): number =>
    counts[((row + ramaZBins) % ramaZBins) * ramaZBins + ((column + ramaZBins) % ramaZBins)]!;
  const low = (1 - v) * at(i, j) + v * at(i, j + 1);
  const high = (1 - v) * at(i + 1, j) + v * at(i + 1, j + 1);
  return (1 - u) * low + u * high;
}

/** Z of the mean, and its jackknife deviation: that of the leave-one-out values times √(n − 1). */
function groupScore(scores: readonly number[], group: SecondaryStructure | "W"): RamaZScore {
  const n = scores.length;
  if (n === 0) return { z: null, sigma: null, nResidues: 0 };
  const { mean: expected, std } = ramaZCalibration[group];
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  const z = (mean - expected) / std;
  if (n === 1) return { z, sigma: null, nResidues: 1 };
  // Leaving score k out moves the mean by (mean − score k)/(n − 1).
  const variance = scores.reduce((sum, score) => sum + ((mean - score) / (n - 1)) ** 2, 0) / n;
  return { z, sigma: (Math.sqrt(variance) / std) * Math.sqrt(n - 1), nResidues: n };
}
