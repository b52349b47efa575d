/** Patches of whole residues that move as rigid bodies, blended smoothly where they meet; residues stay rigid throughout. */
import type { Deformation } from "./deformation.ts";
import {
  addBodyShifts,
  type Bodies,
  bodyRotations,
  measureBodies,
  pullBackBodies,
  rowTimes,
  turnTorque,
} from "./rigid-bodies.ts";

/** What patches are made from. */
export interface PatchParts {
  /** The input model [n,3], Å. */
  readonly xyz: Float64Array;
  /** Residue of each atom [n]. */
  readonly residueOf: Int32Array;
  readonly nResidues: number;
  /** Patch of each residue, as K-means on `residueCentres` gives it; numbers that do not occur are skipped. */
  readonly patchOf: Int32Array;
  /** Length over which the shares of two patches change by a factor e at their border, Å. */
  readonly border?: number;
}

/** Shares below this are dropped. */
const MIN_SHARE = 1e-3;

/** Centroids of the residues [nResidues,3], Å: what K-means divides into patches. */
export function residueCentres(xyz: Float64Array, residueOf: Int32Array, nResidues: number): Float64Array {
  return measureBodies(xyz, residueOf, nResidues).centres;
}

/**
 * Rigid patches: [nPatches,6], as for residues. A residue turns by the mean of the rotation vectors and its centre goes by the mean of
 * the shifts of the patches that share it; so every residue moves as a rigid body, and what patches disagree about is spread over
 * the links between residues.
 */
export function createPatchDeformation(parts: PatchParts): Deformation {
  const { xyz, residueOf, nResidues, border = 3 } = parts;
  const residues = measureBodies(xyz, residueOf, nResidues);
  const patchOf = renumber(parts.patchOf);
  const nPatches = patchOf.reduce((most, patch) => Math.max(most, patch + 1), 0);
  const patches = measureBodies(
    xyz,
    residueOf.map((residue) => patchOf[residue]!),
    nPatches,
  );
  const blend: Blend = { residues, patches, ...shareResidues(residues, patches, border) };
  return {
    kind: "patch",
    nParameters: 6 * nPatches,
    addShifts: (parameters, moved) => addBodyShifts(residues, xyz, residuePoses(blend, parameters), moved),
    pullBack(parameters, gradient) {
      const poses = residuePoses(blend, parameters);
      return pullBackPoses(blend, parameters, pullBackBodies(residues, xyz, poses, gradient));
    },
  };
}

/** Which patches share residue r, and how much: entries start[r] … start[r+1]-1; the shares of a residue sum to 1. */
interface Shares {
  readonly start: Int32Array;
  readonly patch: Int32Array;
  readonly share: Float64Array;
}

interface Blend extends Shares {
  readonly residues: Bodies;
  readonly patches: Bodies;
}

/** Labels 0, 1, 2 … in the order of their first occurrence. */
function renumber(labels: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return labels.map((label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label)!;
  });
}

/**
 * The share of patch k in a point at distance d_k from its centre is ∝ exp(−d_k²/(2·D·border)), D the usual distance of
 * neighbouring centres: between two patches that is a logistic function of the distance from the plane midway between them.
 */
function shareResidues(residues: Bodies, patches: Bodies, border: number): Shares {
  const scale = 2 * neighbourDistance(patches.centres) * border;
  const start = new Int32Array(residues.nBodies + 1);
  const patch: number[] = [];
  const share: number[] = [];
  for (let residue = 0; residue < residues.nBodies; residue++) {
    const squares = squaredDistances(
      residues.centres.subarray(3 * residue, 3 * residue + 3),
      patches.centres,
    );
    const least = squares.reduce((a, b) => Math.min(a, b), Infinity);
    const raw = squares.map((square) => Math.exp(-(square - least) / scale));
    const total = raw.reduce((sum, value) => sum + (value >= MIN_SHARE ? value : 0), 0);
    raw.forEach((value, k) => {
      if (value < MIN_SHARE) return;
      patch.push(k);
      share.push(value / total);
    });
    start[residue + 1] = patch.length;
  }
  return { start, patch: Int32Array.from(patch), share: Float64Array.from(share) };
}

/** The median over the centres of the distance to the nearest other one; of a single centre, 1. */
function neighbourDistance(centres: Float64Array): number {
  const n = centres.length / 3;
  if (n < 2) return 1;
  const nearest = Float64Array.from({ length: n }, (_, k) => {
    const squares = squaredDistances(centres.subarray(3 * k, 3 * k + 3), centres);
    squares[k] = Infinity;
    return Math.sqrt(squares.reduce((a, b) => Math.min(a, b)));
  });
  return nearest.sort()[n >> 1]!;
}

function squaredDistances(point: Float64Array, centres: Float64Array): Float64Array {
  return Float64Array.from({ length: centres.length / 3 }, (_, k) => {
    const [dx, dy, dz] = [0, 1, 2].map((c) => point[c]! - centres[3 * k + c]!) as [number, number, number];
    return dx * dx + dy * dy + dz * dz;
  });
}

/** Poses of the residues [nResidues,6] in their own arcs. */
function residuePoses(blend: Blend, parameters: Float64Array): Float64Array {
  const { residues, patches } = blend;
  const rotations = bodyRotations(patches, parameters);
  const poses = new Float64Array(6 * residues.nBodies);
  forEachShare(blend, (residue, k, share, lever) => {
    const ratio = residues.radii[residue]! / patches.radii[k]!;
    for (let c = 0; c < 3; c++) {
      const turned = rowTimes(rotations, 9 * k + 3 * c, lever[0], lever[1], lever[2]);
      poses[6 * residue + c]! += share * (turned - lever[c]! + parameters[6 * k + c]!);
      poses[6 * residue + 3 + c]! += share * ratio * parameters[6 * k + 3 + c]!;
    }
  });
  return poses;
}

/** ∂E/∂parameters of the patches from ∂E/∂poses of the residues. */
function pullBackPoses(blend: Blend, parameters: Float64Array, gradient: Float64Array): Float64Array {
  const { residues, patches } = blend;
  const rotations = bodyRotations(patches, parameters);
  const pulled = new Float64Array(6 * patches.nBodies);
  const turned = [0, 0, 0];
  forEachShare(blend, (residue, k, share, lever) => {
    for (let c = 0; c < 3; c++) {
      turned[c] = rowTimes(rotations, 9 * k + 3 * c, lever[0], lever[1], lever[2]);
      pulled[6 * k + c]! += share * gradient[6 * residue + c]!;
    }
    for (let c = 0; c < 3; c++) {
      const [d, e] = [(c + 1) % 3, (c + 2) % 3];
      const torque = turned[d]! * gradient[6 * residue + e]! - turned[e]! * gradient[6 * residue + d]!;
      pulled[6 * k + 3 + c]! += share * torque;
    }
  });
  for (let k = 0; k < patches.nBodies; k++) turnTorque(pulled, parameters, k, patches.radii[k]!);
  forEachShare(blend, (residue, k, share) => {
    const ratio = residues.radii[residue]! / patches.radii[k]!;
    for (let c = 0; c < 3; c++) pulled[6 * k + 3 + c]! += share * ratio * gradient[6 * residue + 3 + c]!;
  });
  return pulled;
}

type Lever = readonly [number, number, number];

/** Visits every share with the lever from the patch's centre to the residue's. */
function forEachShare(
  { residues, patches, start, patch, share }: Blend,
  visit: (residue: number, patch: number, share: number, lever: Lever) => void,
): void {
  for (let residue = 0; residue < residues.nBodies; residue++) {
    for (let entry = start[residue]!; entry < start[residue + 1]!; entry++) {
      const k = patch[entry]!;
      const lever = [0, 1, 2].map((c) => residues.centres[3 * residue + c]! - patches.centres[3 * k + c]!);
      visit(residue, k, share[entry]!, lever as unknown as Lever);
    }
  }
}
