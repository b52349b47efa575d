/** Every measure of how a model fits its map, in one result. */

import { countOutside, voxelPosition } from "../../map/grid.ts";
import { sampleVolume } from "../../map/interpolate.ts";
import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { expectedQAt } from "../../tables/expected-q.ts";
import { correlateMaps } from "./correlation.ts";
import { type HalfMapFit, type HalfMaps, validateHalfMaps } from "./half-maps.ts";
import { interpolator } from "./interpolator.ts";
import { type FscCurve, firstCrossing, shellCorrelation, softMask } from "./map-model-fsc.ts";
import { mapOf, modelStructureFactors } from "./model-map.ts";
import { qScores } from "./q-score.ts";
import { transformOf } from "./structure-factors.ts";

/** What the fit is judged by. */
export interface MapFitOptions {
  /** Resolution of the map, Å. */
  readonly resolution: number;
  /** Recommended contour level; by default three standard deviations above the mean. */
  readonly contour?: number;
  /** Takes the place of the soft mask around the model in the masked FSC; on any grid. */
  readonly mask?: Volume;
  /** The half maps, on the map's grid. */
  readonly halfMaps?: HalfMaps;
  /** Called before each part with its name and the share of the work that is done, 0 … 1. */
  readonly onProgress?: (part: string, done: number) => void;
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
  /** What Q is expected to be at this resolution (mean of deposited models); undefined outside 1–10 Å. */
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
  /** Atoms outside the map's box: no density is known there. */
  readonly nAtomsOutside: number;
  readonly halfMaps: HalfMapFit | undefined;
}

/** Backbone atoms of proteins and of nucleic acids. */
const backboneNames = new Set(
  "N CA C O OXT P OP1 OP2 OP3 O1P O2P O5' C5' C4' O4' C3' O3' C2' O2' C1'".split(" "),
);

/** FSC curves go this much beyond the resolution, where the grid allows. */
const BEYOND_RESOLUTION = 0.75;

/** The soft mask's width in resolutions. */
const MASK_RADIUS = 2;

/** Measures the fit of a model to its map. Hydrogens are left out; NaN of a measure means it has no value. */
export function validateMapFit(structure: Structure, volume: Volume, options: MapFitOptions): MapFit {
  const { resolution, halfMaps, onProgress = () => {} } = options;
  onProgress("density of the model", 0);
  const dLimit = Math.max(2 * Math.max(...volume.voxelSize), BEYOND_RESOLUTION * resolution);
  const factors = modelStructureFactors(structure, volume, Math.min(resolution, dLimit));
  const calculated = mapOf(factors, resolution);
  onProgress("correlations", 0.3);
  const correlation = correlateMaps(structure, volume, calculated, resolution);
  onProgress("Fourier shells", 0.45);
  const mask = options.mask
    ? valuesOn(volume, options.mask)
    : softMask(structure, volume, MASK_RADIUS * resolution);
  const fscMasked = shellCorrelation(transformOf(volume, mask), factors, dLimit);
  const fscUnmasked = shellCorrelation(transformOf(volume), factors, dLimit);
  onProgress("Q-scores", 0.65);
  return {
    ...correlation,
    resolution,
    qExpected: expectedQAt(resolution),
    nAtomsOutside: countOutside(volume, structure.atoms.xyz),
    fscMasked,
    fscUnmasked,
    dFsc05Masked: firstCrossing(fscMasked, 0.5),
    dFsc0143Masked: firstCrossing(fscMasked, 0.143),
    dFsc05Unmasked: firstCrossing(fscUnmasked, 0.5),
    dFsc0143Unmasked: firstCrossing(fscUnmasked, 0.143),
    ...scoreAtoms(structure, volume, correlation.ofResidue),
    ...includeAtoms(structure, volume, options.contour ?? defaultContour(volume)),
    halfMaps: halfMaps && validateHalfMaps({ structure, halfMaps, factors, calculated, mask, dLimit }),
  };
}

/** The user's mask at the voxels of the map; 0 outside the mask's box. */
function valuesOn(volume: Volume, mask: Volume): Float64Array {
  const [nx, ny, nz] = volume.shape;
  const values = new Float64Array(nx * ny * nz);
  const row = new Float64Array(3 * nx);
  for (let line = 0; line < ny * nz; line++) {
    for (let i = 0; i < nx; i++) row.set(voxelPosition(volume, i, line % ny, Math.floor(line / ny)), 3 * i);
    values.set(sampleVolume(mask, row), nx * line);
  }
  return values;
}

/** Tells which atoms are of the backbone of a polymer. */
function backboneOf({ atoms, residues, chains, entities }: Structure): (atom: number) => boolean {
  const isPolymer = chains.entityOf.map((entity) => (entities[entity]?.type === "polymer" ? 1 : 0));
  return (atom) =>
    backboneNames.has(atoms.name[atom]!) && isPolymer[residues.chainOf[atoms.residueOf[atom]!]!] === 1;
}

function scoreAtoms(structure: Structure, volume: Volume, cc: Float64Array) {
  const { element } = structure.atoms;
  const scores = qScores(structure, volume);
  const { nResidues, atomStart } = structure.residues;
  const isBackbone = backboneOf(structure);
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
  const { xyz, element } = structure.atoms;
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
    atomInclusionBackbone: share(backboneOf(structure)),
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
