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

/** Who shares what: entry e gives patch `patch[e]` the share `share[e]` in residue `residue[e]`; those of a residue sum to 1. */
interface Shares {
  readonly residue: Int32Array;
  readonly patch: Int32Array;
  readonly share: Float64Array;
  /** From the patch's centre to the residue's, Å: [entries, 3]. */
  readonly lever: Float64Array;
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
  const entries: { residue: number; patch: number; share: number }[] = [];
  for (let residue = 0; residue < residues.nBodies; residue++) {
    const squares = squaredDistances(residues.centres, residue, patches.centres);
    const least = squares.reduce((a, b) => Math.min(a, b), Infinity);
    const raw = squares.map((square) => Math.exp(-(square - least) / scale));
    const total = raw.reduce((sum, value) => sum + (value >= MIN_SHARE ? value : 0), 0);
    raw.forEach((value, patch) => {
      if (value >= MIN_SHARE) entries.push({ residue, patch, share: value / total });
    });
  }
  const lever = new Float64Array(3 * entries.length);
  entries.forEach(({ residue, patch }, e) => {
    for (let c = 0; c < 3; c++)
      lever[3 * e + c] = residues.centres[3 * residue + c]! - patches.centres[3 * patch + c]!;
  });
  return {
    residue: Int32Array.from(entries, (entry) => entry.residue),
    patch: Int32Array.from(entries, (entry) => entry.patch),
    share: Float64Array.from(entries, (entry) => entry.share),
    lever,
  };
}

/** The median over the centres of the distance to the nearest other one; of a single centre, 1. */
function neighbourDistance(centres: Float64Array): number {
  const n = centres.length / 3;
  if (n < 2) return 1;
  const nearest = Float64Array.from({ length: n }, (_, k) => {
    const squares = squaredDistances(centres, k, centres);
    squares[k] = Infinity;
    return Math.sqrt(squares.reduce((a, b) => Math.min(a, b)));
  });
  return nearest.sort()[n >> 1]!;
}

/** Squared distances from point `i` of `points` to all `centres`. */
function squaredDistances(points: Float64Array, i: number, centres: Float64Array): Float64Array {
  const squares = new Float64Array(centres.length / 3);
  for (let at = 0; at < centres.length; at++) {
    squares[Math.floor(at / 3)]! += (points[3 * i + (at % 3)]! - centres[at]!) ** 2;
  }
  return squares;
}

/** Poses of the residues [nResidues,6] in their own arcs. */
function residuePoses(blend: Blend, parameters: Float64Array): Float64Array {
  const { residues, patches, residue, patch, share, lever } = blend;
  const rotations = bodyRotations(patches, parameters);
  const poses = new Float64Array(6 * residues.nBodies);
  for (let e = 0; e < share.length; e++) {
    const [to, from, r] = [6 * residue[e]!, 6 * patch[e]!, 9 * patch[e]!];
    const arc = (share[e]! * residues.radii[residue[e]!]!) / patches.radii[patch[e]!]!;
    const x = lever[3 * e]!;
    const y = lever[3 * e + 1]!;
    const z = lever[3 * e + 2]!;
    for (let c = 0; c < 3; c++) {
      const shift = rowTimes(rotations, r + 3 * c, x, y, z) - lever[3 * e + c]! + parameters[from + c]!;
      poses[to + c]! += share[e]! * shift;
      poses[to + 3 + c]! += arc * parameters[from + 3 + c]!;
    }
  }
  return poses;
}

/** ∂E/∂parameters of the patches from ∂E/∂poses of the residues. */
function pullBackPoses(blend: Blend, parameters: Float64Array, gradient: Float64Array): Float64Array {
  const { residues, patches, residue, patch, share, lever } = blend;
  const rotations = bodyRotations(patches, parameters);
  const pulled = new Float64Array(6 * patches.nBodies);
  for (let e = 0; e < share.length; e++) {
    const [from, to, r] = [6 * residue[e]!, 6 * patch[e]!, 9 * patch[e]!];
    const x = lever[3 * e]!;
    const y = lever[3 * e + 1]!;
    const z = lever[3 * e + 2]!;
    const ux = rowTimes(rotations, r, x, y, z);
    const uy = rowTimes(rotations, r + 3, x, y, z);
    const uz = rowTimes(rotations, r + 6, x, y, z);
    const gx = share[e]! * gradient[from]!;
    const gy = share[e]! * gradient[from + 1]!;
    const gz = share[e]! * gradient[from + 2]!;
    pulled[to]! += gx;
    pulled[to + 1]! += gy;
    pulled[to + 2]! += gz;
    pulled[to + 3]! += uy * gz - uz * gy;
    pulled[to + 4]! += uz * gx - ux * gz;
    pulled[to + 5]! += ux * gy - uy * gx;
  }
  for (let k = 0; k < patches.nBodies; k++) turnTorque(pulled, parameters, k, patches.radii[k]!);
  for (let e = 0; e < share.length; e++) {
    const arc = (share[e]! * residues.radii[residue[e]!]!) / patches.radii[patch[e]!]!;
    for (let c = 3; c < 6; c++) pulled[6 * patch[e]! + c]! += arc * gradient[6 * residue[e]! + c]!;
  }
  return pulled;
}
