/** EMRinger: whether the map's density around side chains peaks where rotamers are. */
import type { Volume } from "../map/volume.ts";
import type { Structure } from "../model/structure.ts";
import { toRadians } from "../units.ts";
import { atomNamed, conformersOf } from "./conformers.ts";
import { interpolator } from "./map/interpolator.ts";
import { add, cross, difference, dot, position, scale, subtract, unit, type Vector } from "./measure.ts";

/** The score and what it rests on. */
export interface EmringerScore {
  /** 10·Z/√n at the best threshold: above 1 is usual for a good 3–4 Å model, 0 is chance. */
  readonly score: number;
  /** Share of the peaks that lie near 60°, 180° or 300° at that threshold. */
  readonly rotamerRatio: number;
  /** Side chains sampled. */
  readonly nResidues: number;
  /** Map value of the best threshold, in the map's own units. */
  readonly threshold: number;
}

/** Residues with one gamma atom on CB: branched ones have two, whose peaks would tell nothing. */
const gammaAtom: Readonly<Record<string, string>> = {
  ARG: "CG",
  ASN: "CG",
  ASP: "CG",
  CYS: "SG",
  GLN: "CG",
  GLU: "CG",
  HIS: "CG",
  LEU: "CG",
  LYS: "CG",
  MET: "CG",
  PHE: "CG",
  SER: "OG",
  TRP: "CG",
  TYR: "CG",
};

/** Map values are taken every five degrees of chi 1; sample i lies at 5(i + 1)°. */
const stepDeg = 5;
const nSamples = 360 / stepDeg;
const nThresholds = 20;
/** By chance a peak is rotameric with this probability, as the published program counts it. */
const chance = 39 / 72;

/**
 * The score of Barad et al. 2015, Nat. Methods 12:943, or undefined where no side chain lies in the map or none has a
 * peak. Scale and offset of the map do not matter. It says little for maps worse than 4 Å.
 */
export function emringer(structure: Structure, volume: Volume): EmringerScore | undefined {
  const waves = sampleSideChains(structure, volume);
  if (waves.length === 0) return undefined;
  const average = mean(waves.map(mean));
  const peaks = waves.map((wave) => wave.indexOf(Math.max(...wave)));
  const heights = waves.map((wave, i) => wave[peaks[i]!]!);
  const highest = Math.max(...heights);
  let best: EmringerScore | undefined;
  for (let step = 0; step < nThresholds; step++) {
    const threshold = average + (step * (highest - average)) / nThresholds;
    const chosen = peaks.filter((_, i) => heights[i]! > threshold);
    const nRotameric = chosen.filter(isRotameric).length;
    if (nRotameric === 0) break;
    const n = chosen.length;
    const z = (nRotameric - chance * n) / Math.sqrt(chance * (1 - chance) * n);
    const score = (10 * z) / Math.sqrt(waves.length);
    if (best && score <= best.score) continue;
    best = { score, rotamerRatio: nRotameric / n, nResidues: waves.length, threshold };
  }
  return best;
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Samples 35–90°, 155–210° and 275–330°: the bins of the published program. */
const isRotameric = (sample: number): boolean => Math.floor((sample + 6) / 12) % 2 === 1;

/** The map around each chi 1: one row of `nSamples` values per side chain that lies in the map. */
function sampleSideChains(structure: Structure, volume: Volume): number[][] {
  const valueAt = interpolator(volume);
  const waves: number[][] = [];
  let chain = -1;
  for (const conformer of conformersOf(structure)) {
    if (conformer.chain === chain) continue;
    chain = conformer.chain;
    for (const residue of conformer.residues) {
      const gamma = gammaAtom[structure.residues.compId[residue]!];
      if (!gamma) continue;
      const atoms = ["N", "CA", "CB", gamma].map((name) =>
        atomNamed(structure, residue, name, conformer.altLoc),
      );
      if (atoms.includes(-1)) continue;
      const wave = gammaCircle(structure, atoms).map(([x, y, z]) => valueAt(x, y, z));
      if (wave.every(Number.isFinite)) waves.push(wave);
    }
  }
  return waves;
}

/** Where the gamma atom stands as chi 1 goes round. */
function gammaCircle({ atoms }: Structure, [n, ca, cb, gamma]: readonly number[]): Vector[] {
  const { xyz } = atoms;
  const axis = unit(difference(xyz, ca!, cb!));
  const arm = difference(xyz, cb!, gamma!);
  const along = scale(axis, dot(arm, axis));
  const radius = Math.sqrt(Math.max(0, dot(arm, arm) - dot(along, along)));
  const toNitrogen = difference(xyz, ca!, n!);
  const zero = unit(subtract(toNitrogen, scale(axis, dot(toNitrogen, axis))));
  const quarter = cross(axis, zero);
  const centre = add(position(xyz, cb!), along);
  return Array.from({ length: nSamples }, (_, i) => {
    const chi = toRadians(stepDeg * (i + 1));
    return add(centre, add(scale(zero, radius * Math.cos(chi)), scale(quarter, radius * Math.sin(chi))));
  });
}
