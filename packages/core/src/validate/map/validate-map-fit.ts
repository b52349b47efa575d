/** Every measure of how a model fits its map, in one result. */

import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { correlateMaps } from "./correlation.ts";
import { type FscCurve, firstCrossing, shellCorrelation, softMask, transformOf } from "./map-model-fsc.ts";
import { mapOf, modelStructureFactors, type StructureFactors, spatialFrequencySquared } from "./model-map.ts";
import { interpolator, qScores } from "./q-score.ts";

/** What the fit is judged by. */
export interface MapFitOptions {
  /** Resolution of the map, Å. */
  readonly resolution: number;
  /** Recommended contour level; by default three standard deviations above the mean. */
  readonly contour?: number;
}

/** Measures by residue: [nResidues], NaN where a residue has no atom for it. */
export interface ResidueMapFit {
  readonly q: Float64Array;
  readonly qBackbone: Float64Array;
  readonly qSideChain: Float64Array;
  readonly cc: Float64Array;
}

export interface MapFit {
  readonly resolution: number;
  readonly ccMask: number;
  readonly ccBox: number;
  readonly ccVolume: number;
  readonly ccPeaks: number;
  /** Means over atoms that are no hydrogens. */
  readonly q: number;
  readonly qBackbone: number;
  readonly qSideChain: number;
  /** What Q is expected to be at this resolution (EMDB median); undefined outside 2.5–7 Å. */
  readonly qExpected: number | undefined;
  readonly contour: number;
  readonly atomInclusion: number;
  readonly atomInclusionBackbone: number;
  readonly fscMasked: FscCurve;
  readonly fscUnmasked: FscCurve;
  /** Å; undefined where the curve never crosses. */
  readonly dFsc05Masked: number | undefined;
  readonly dFsc0143Masked: number | undefined;
  readonly dFsc05Unmasked: number | undefined;
  readonly dFsc0143Unmasked: number | undefined;
  readonly ofResidue: ResidueMapFit;
}

/** Backbone atoms of proteins and of nucleic acids. */
const backboneNames = new Set(
  "N CA C O OXT P OP1 OP2 OP3 O1P O2P O5' C5' C4' O4' C3' O3' C2' O2' C1'".split(" "),
);

/** FSC curves go this much beyond the resolution, where the grid allows. */
const BEYOND_RESOLUTION = 0.75;

/** Median Q of EMDB maps by resolution (σ 0.4): [Å, Q]. */
const expectedQ = [
  [2.5, 0.58],
  [3, 0.51],
  [3.5, 0.44],
  [4, 0.36],
  [5, 0.22],
  [7, 0.16],
] as const;

/** Measures the fit of a model to its map. Hydrogens are left out; NaN of a measure means it has no value. */
export function validateMapFit(structure: Structure, volume: Volume, options: MapFitOptions): MapFit {
  const { resolution } = options;
  const dLimit = Math.max(2 * Math.max(...volume.voxelSize), BEYOND_RESOLUTION * resolution);
  const factors = modelStructureFactors(structure, volume, Math.min(resolution, dLimit));
  const correlation = correlateMaps(structure, volume, mapOf(limitTo(factors, resolution)), resolution);
  const fscMasked = shellCorrelation(
    transformOf(volume, softMask(structure, volume, 2 * resolution)),
    factors,
    dLimit,
  );
  const fscUnmasked = shellCorrelation(transformOf(volume), factors, dLimit);
  return {
    ...correlation,
    resolution,
    qExpected: expectedQAt(resolution),
    fscMasked,
    fscUnmasked,
    dFsc05Masked: firstCrossing(fscMasked, 0.5),
    dFsc0143Masked: firstCrossing(fscMasked, 0.143),
    dFsc05Unmasked: firstCrossing(fscUnmasked, 0.5),
    dFsc0143Unmasked: firstCrossing(fscUnmasked, 0.143),
    ...scoreAtoms(structure, volume, correlation.ofResidue),
    ...includeAtoms(structure, volume, options.contour ?? defaultContour(volume)),
  };
}

function limitTo(factors: StructureFactors, dMin: number): StructureFactors {
  const limited = { ...factors, re: factors.re.slice(), im: factors.im.slice() };
  const [nx, ny, nz] = factors.shape;
  let at = 0;
  for (let l = 0; l < nz; l++) {
    for (let k = 0; k < ny; k++) {
      for (let h = 0; h < nx; h++, at++) {
        if (spatialFrequencySquared(h, k, l, factors) < 1 / dMin ** 2) continue;
        limited.re[at] = 0;
        limited.im[at] = 0;
      }
    }
  }
  return limited;
}

function scoreAtoms(structure: Structure, volume: Volume, cc: Float64Array) {
  const { name, element } = structure.atoms;
  const scores = qScores(structure, volume);
  const { nResidues, atomStart } = structure.residues;
  const isBackbone = (atom: number) => backboneNames.has(name[atom]!);
  const meanOver = (from: number, to: number, isIn: (atom: number) => boolean): number => {
    let [sum, n] = [0, 0];
    for (let atom = from; atom < to; atom++) {
      if (element[atom]! === 1 || !isIn(atom) || Number.isNaN(scores[atom]!)) continue;
      sum += scores[atom]!;
      n++;
    }
    return sum / n;
  };
  const byResidue = (isIn: (atom: number) => boolean) =>
    Float64Array.from({ length: nResidues }, (_, i) => meanOver(atomStart[i]!, atomStart[i + 1]!, isIn));
  const everything = () => true;
  const isSideChain = (atom: number) => !isBackbone(atom);
  return {
    q: meanOver(0, structure.nAtoms, everything),
    qBackbone: meanOver(0, structure.nAtoms, isBackbone),
    qSideChain: meanOver(0, structure.nAtoms, isSideChain),
    ofResidue: {
      q: byResidue(everything),
      qBackbone: byResidue(isBackbone),
      qSideChain: byResidue(isSideChain),
      cc,
    },
  };
}

function includeAtoms(structure: Structure, volume: Volume, contour: number) {
  const { xyz, element, name } = structure.atoms;
  const sample = interpolator(volume);
  const share = (isIn: (atom: number) => boolean): number => {
    let [inside, n] = [0, 0];
    for (let atom = 0; atom < structure.nAtoms; atom++) {
      if (element[atom] === 1 || !isIn(atom)) continue;
      n++;
      if (sample(xyz[3 * atom]!, xyz[3 * atom + 1]!, xyz[3 * atom + 2]!) >= contour) inside++;
    }
    return inside / n;
  };
  return {
    contour,
    atomInclusion: share(() => true),
    atomInclusionBackbone: share((atom) => backboneNames.has(name[atom]!)),
  };
}

function defaultContour({ data }: Volume): number {
  let [sum, squares] = [0, 0];
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  return mean + 3 * Math.sqrt(Math.max(0, squares / data.length - mean * mean));
}

function expectedQAt(resolution: number): number | undefined {
  const after = expectedQ.findIndex(([d]) => d >= resolution);
  if (after < 0 || resolution < expectedQ[0][0]) return undefined;
  const [d1, q1] = expectedQ[after]!;
  if (d1 === resolution) return q1;
  const [d0, q0] = expectedQ[after - 1]!;
  return q0 + ((q1 - q0) * (resolution - d0)) / (d1 - d0);
}
