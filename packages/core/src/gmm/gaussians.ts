/** The Gaussian mixture of a model: one Gaussian per atom, with an amplitude by element and occupancy and a width. */

import { InputError } from "../errors.ts";
import type { Structure } from "../model/structure.ts";
import { electronScatteringFactor } from "../tables/elements.ts";
import { judgeBFactors } from "./b-factors.ts";

/**
 * One Gaussian per atom, in the order of the structure's atoms. Its Fourier transform at spatial frequency k (1/Å) is
 * A·exp(−B k²/4)·exp(−2πi k·x).
 */
export interface Gaussians {
  readonly nAtoms: number;
  /** A, in units of a carbon atom: [n]. 0 for hydrogens and for atoms with zero occupancy: the map does not see them. */
  readonly amplitude: Float64Array;
  /** B, Å²: [n]. The real-space Gaussian has the variance B / 8π². */
  readonly bWidth: Float64Array;
}

export interface GaussianOptions {
  /** Target resolution, Å. */
  readonly dMin: number;
  /** Whether the differences between the atoms' B factors widen the Gaussians, where `judgeBFactors` trusts them. */
  readonly useBFactors: boolean;
}

/** The common width at resolution d: B = 4d², so that the transform falls to 1/e at 1/d. */
export const widthAtResolution = (dMin: number): number => 4 * dMin * dMin;

/** A Gaussian may be wider or narrower than the common one by a factor e^±1.5 in its transform at 1/d. */
const WIDTH_RANGE = 1.5;

/**
 * Builds the mixture. Amplitudes: electron scattering factor of the neutral atom over that of carbon, averaged up to 1/d; times
 * the occupancy relative to the median occupancy of the chain, since the scale of a chain is not what a refinement of
 * coordinates should learn from. Widths: the common width, plus B minus its median where B is used. An InputError for a
 * structure that a map cannot show: hydrogens only.
 */
export function createGaussians(structure: Structure, { dMin, useBFactors }: GaussianOptions): Gaussians {
  const { atoms, nAtoms } = structure;
  const amplitude = relativeOccupancies(structure);
  const amplitudeOf = new Map<number, number>();
  for (let i = 0; i < nAtoms; i++) {
    const z = atoms.element[i]!;
    if (!amplitudeOf.has(z)) amplitudeOf.set(z, z === 1 ? 0 : relativeAmplitude(z, dMin));
    amplitude[i]! *= amplitudeOf.get(z)!;
  }
  if (amplitude.every((a) => a === 0)) {
    throw new InputError("The model has no atoms but hydrogens: there is nothing to fit into a map");
  }
  const bWidth = new Float64Array(nAtoms).fill(widthAtResolution(dMin));
  const verdict = judgeBFactors(structure);
  if (useBFactors && verdict.plausible) {
    const range = WIDTH_RANGE * widthAtResolution(dMin);
    for (let i = 0; i < nAtoms; i++) {
      bWidth[i]! += Math.max(-range, Math.min(range, atoms.bIso[i]! - verdict.median));
    }
  }
  return { nAtoms, amplitude, bWidth };
}

/** The scale of an element's scattering factor against carbon's: least squares over |k| from 0 to 1/d, with s = k/2. */
function relativeAmplitude(z: number, dMin: number): number {
  const nSamples = 64;
  let cross = 0;
  let carbon = 0;
  for (let i = 0; i < nSamples; i++) {
    const s = (0.5 * (i + 0.5)) / (nSamples * dMin);
    const fCarbon = electronScatteringFactor(6, s * s);
    cross += electronScatteringFactor(z, s * s) * fCarbon;
    carbon += fCarbon * fCarbon;
  }
  return cross / carbon;
}

/** Occupancies over the median of the non-zero ones of their chain; 1 for a chain that has none but zeros. */
function relativeOccupancies({ atoms, residues, chains, nAtoms }: Structure): Float64Array {
  const out = new Float64Array(nAtoms);
  for (let c = 0; c < chains.nChains; c++) {
    const first = residues.atomStart[chains.residueStart[c]!]!;
    const end = residues.atomStart[chains.residueStart[c + 1]!]!;
    const positive = atoms.occ
      .slice(first, end)
      .filter((occ) => occ > 0)
      .sort();
    const median = positive[positive.length >> 1];
    for (let i = first; i < end; i++) out[i] = median === undefined ? 1 : Math.max(0, atoms.occ[i]!) / median;
  }
  return out;
}
