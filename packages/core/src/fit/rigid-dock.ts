/** Whether a model lies in the density, and where it does as a rigid body. */

import { InputError } from "../errors.ts";
import { type Gaussians, widthAtResolution } from "../gmm/gaussians.ts";
import { correlateVolumes } from "../map/correlation.ts";
import { cutWindow, overlaps, windowAround } from "../map/grid.ts";
import { lowPassVolume } from "../map/low-pass.ts";
import { computeModelDensity } from "../map/model-density.ts";
import { createSoftMask } from "../map/soft-mask.ts";
import type { Vec3, Volume } from "../map/volume.ts";
import { climbPose, type WeightedPoints } from "./climb-pose.ts";
import { applyPose, type RigidPose, restingPose } from "./rigid-pose.ts";
import { searchPoses } from "./search-poses.ts";

export interface DockOptions {
  readonly volume: Volume;
  readonly gaussians: Gaussians;
  /** [n,3], Å */
  readonly xyz: Float64Array;
  /** Resolution of the map, Å. */
  readonly dMin: number;
  /** Take the best placement found even when it gains little. Default false: first, do no harm. */
  readonly force?: boolean;
}

export interface DockResult {
  /** How far the search had to go: uphill from the input, or over all placements. */
  readonly search: "climb" | "global";
  /** Whether `pose` is a placement that fits clearly better than the input's; else it leaves the model at rest. */
  readonly moved: boolean;
  readonly pose: RigidPose;
  /** The model at `pose`: [n,3], Å. */
  readonly xyz: Float64Array;
  /** Correlation of map and model around the model at 8 Å or the map's resolution: 0.5–0.95 where a model belongs, below 0.3 elsewhere. */
  readonly ccBefore: number;
  readonly ccAfter: number;
  /** Root mean square displacement of the atoms, Å. */
  readonly rmsd: number;
}

/** Model and map are compared at this resolution, or the map's if that is lower: coarse enough to be pulled home from 5 Å away. */
const DOCK_RESOLUTION = 8;
/** Small models look alike from many sides at that resolution: the best placements of a search are compared at this one. */
const FINE_RESOLUTION = 5;
/** The global search needs less, and its time grows with the cube. */
const SEARCH_RESOLUTION = 10;
const SEARCH_VOXELS = 44;
const SEARCH_SAMPLES = 3;
/** A placement ends the search when it correlates this well and is this near to the input's, Å. */
const GOOD_CC = 0.5;
const NEARBY = 5;
/** What a placement must gain over the input's. */
const CLEAR_GAIN = 0.1;
const MASK_RADIUS = 4;
const MOST_POINTS = 2000;
const CANDIDATES = 30;
const FINALISTS = 6;

/**
 * Looks for the model's place in the map: uphill from the input; where that leads to no good correlation nearby, over all orientations
 * and shifts (some 15 s). The input's placement is kept unless another one correlates better by 0.1. An InputError when the model
 * lies outside the map.
 */
export function dockRigidly(options: DockOptions): DockResult {
  const { volume, gaussians, xyz, dMin } = options;
  if (!overlaps(volume, xyz)) {
    throw new InputError("The model lies outside the map's box: check that map and model belong together");
  }
  const points = selectPoints(gaussians, xyz);
  const rest = restingPose(centreOf(points));
  const coarse = openScorer(options, Math.max(DOCK_RESOLUTION, dMin));
  const ccBefore = coarse.correlate(rest);
  const climbed = climbPose(coarse.density, points, rest);
  const isGood =
    coarse.correlate(climbed) >= GOOD_CC && rootMeanSquare(applyPose(climbed, xyz), xyz) < NEARBY;
  const best = isGood ? climbed : findAnywhere(options, points, [rest, climbed]);
  const ccBest = coarse.correlate(best);
  const moved = ccBest > ccBefore + (options.force ? 0 : CLEAR_GAIN);
  const docked = moved ? applyPose(best, xyz) : xyz.slice();
  return {
    search: isGood ? "climb" : "global",
    moved,
    pose: moved ? best : rest,
    xyz: docked,
    ccBefore,
    ccAfter: moved ? ccBest : ccBefore,
    rmsd: moved ? rootMeanSquare(docked, xyz) : 0,
  };
}

/** The best of all placements and the given ones: first by the coarse correlation, the best few of these by a finer one. */
function findAnywhere(options: DockOptions, points: WeightedPoints, given: readonly RigidPose[]): RigidPose {
  const { volume, dMin } = options;
  const coarse = openScorer(options, Math.max(DOCK_RESOLUTION, dMin));
  const pivot = given[0]!.pivot;
  const resolution = searchResolution(volume, dMin);
  const density = lowPassVolume(volume, resolution, SEARCH_SAMPLES);
  const found = searchPoses({ density, resolution, points, pivot, count: CANDIDATES });
  const finalists = bestOf(
    [...given, ...found.map((start) => climbPose(coarse.density, points, start))],
    coarse.correlate,
  ).slice(0, FINALISTS);
  const fine = openScorer(options, Math.max(FINE_RESOLUTION, dMin));
  return bestOf(
    finalists.map((start) => climbPose(fine.density, points, start)),
    fine.correlate,
  )[0]!;
}

/** The poses, best first. */
function bestOf(poses: readonly RigidPose[], correlate: (pose: RigidPose) => number): RigidPose[] {
  return poses
    .map((pose) => ({ pose, cc: correlate(pose) }))
    .sort((a, b) => b.cc - a.cc)
    .map(({ pose }) => pose);
}

/** The map at a resolution, and the correlation with the model at that resolution. */
function openScorer({ volume, gaussians, xyz }: DockOptions, d: number) {
  const density = lowPassVolume(volume, d);
  const wide = { ...gaussians, bWidth: new Float64Array(gaussians.nAtoms).fill(widthAtResolution(d)) };
  const correlate = (pose: RigidPose): number => correlateAround(density, wide, applyPose(pose, xyz));
  return { density, correlate };
}

/** As coarse as keeps the map for the global search within 44³ voxels. */
function searchResolution({ shape, voxelSize }: Volume, dMin: number): number {
  const side = Math.max(...shape.map((n, axis) => n * voxelSize[axis]!));
  return Math.max(SEARCH_RESOLUTION, dMin, (SEARCH_SAMPLES * side) / (SEARCH_VOXELS - 2 * SEARCH_SAMPLES));
}

/** Correlation of density and model over the voxels within 4 Å of the model; −1 for a model beyond the density. */
function correlateAround(density: Volume, gaussians: Gaussians, xyz: Float64Array): number {
  if (!overlaps(density, xyz)) return -1;
  const mask = createSoftMask(density, xyz, { radius: MASK_RADIUS, edge: 0 });
  const part = cutWindow(density, windowAround(density, xyz, MASK_RADIUS));
  return correlateVolumes(part, computeModelDensity(gaussians, xyz, part), mask);
}

/** At most 2,000 of the atoms that scatter, evenly along the file. */
function selectPoints({ nAtoms, amplitude }: Gaussians, xyz: Float64Array): WeightedPoints {
  const scattering: number[] = [];
  for (let i = 0; i < nAtoms; i++) if (amplitude[i]! > 0) scattering.push(i);
  const every = Math.ceil(scattering.length / MOST_POINTS);
  const chosen = scattering.filter((_, i) => i % every === 0);
  return {
    xyz: Float64Array.from(chosen.flatMap((i) => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!])),
    weight: Float64Array.from(chosen, (i) => amplitude[i]!),
  };
}

function centreOf({ xyz }: WeightedPoints): Vec3 {
  const centre: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < xyz.length; i++) centre[i % 3]! += (3 * xyz[i]!) / xyz.length;
  return centre;
}

function rootMeanSquare(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt((3 * sum) / a.length);
}
