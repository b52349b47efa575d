/** Two half maps: how far they agree, and whether a model fits the one that it was not refined against as well as the other. */

import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { pearson } from "./correlation.ts";
import { type FscCurve, firstCrossing, shellCorrelation } from "./map-model-fsc.ts";
import { molecularMask } from "./molecular-mask.ts";
import { qScores } from "./q-score.ts";
import { type StructureFactors, transformOf } from "./structure-factors.ts";

/** Reconstructions from the two halves of the data. */
export type HalfMaps = readonly [half1: Volume, half2: Volume];

/** How a model fits one half map. */
export interface HalfMapScores {
  /** Map–model FSC inside the mask. */
  readonly fsc: FscCurve;
  /** Å; undefined where the curve never crosses. */
  readonly dFsc05: number | undefined;
  readonly ccMask: number;
  /** Mean Q of the atoms that are no hydrogens. */
  readonly q: number;
}

/** What half maps tell. */
export interface HalfMapFit {
  /** One half against the other, inside the mask that the model's FSC has, and in the whole box; up to Nyquist. */
  readonly fscMasked: FscCurve;
  readonly fscUnmasked: FscCurve;
  /** Å, at FSC 0.143 (Rosenthal & Henderson 2003); undefined where the curve never crosses. */
  readonly dFsc0143Masked: number | undefined;
  readonly dFsc0143Unmasked: number | undefined;
  /** Against a model that was refined against half 1, half 2 is held out: what it fits less well, was fitted to noise. */
  readonly half1: HalfMapScores;
  readonly half2: HalfMapScores;
}

/** What the judge of a map hands over. */
export interface HalfMapInputs {
  readonly structure: Structure;
  readonly halfMaps: HalfMaps;
  /** The model's structure factors and density on the grid of the half maps. */
  readonly factors: StructureFactors;
  readonly calculated: Float64Array;
  readonly mask: Float64Array;
  /** How far the model's curves go, Å. */
  readonly dLimit: number;
}

/** Compares the halves with each other and with the model. The halves are on the grid of `factors`. */
export function validateHalfMaps(inputs: HalfMapInputs): HalfMapFit {
  const { structure, halfMaps, factors, calculated, mask, dLimit } = inputs;
  const inside = molecularMask(structure, halfMaps[0]);
  const nyquist = 2 * Math.max(...halfMaps[0].voxelSize);
  const [masked1, masked2] = halfMaps.map((half) => transformOf(half, mask)) as [
    StructureFactors,
    StructureFactors,
  ];
  const fscMasked = shellCorrelation(masked1, masked2, nyquist);
  const fscUnmasked = shellCorrelation(transformOf(halfMaps[0]), transformOf(halfMaps[1]), nyquist);
  const scores = (half: Volume, masked: StructureFactors): HalfMapScores => {
    const fsc = shellCorrelation(masked, factors, dLimit);
    return {
      fsc,
      dFsc05: firstCrossing(fsc, 0.5),
      ccMask: pearson(half.data, calculated, (at) => inside[at] === 1),
      q: mean(qScores(structure, half).filter((value) => !Number.isNaN(value))),
    };
  };
  return {
    fscMasked,
    fscUnmasked,
    dFsc0143Masked: firstCrossing(fscMasked, 0.143),
    dFsc0143Unmasked: firstCrossing(fscUnmasked, 0.143),
    half1: scores(halfMaps[0], masked1),
    half2: scores(halfMaps[1], masked2),
  };
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
