/** Groups of atoms that move as rigid bodies: one rotation about the centre and one translation each. */
import type { Deformation } from "./deformation.ts";
import { torqueToGradient, writeRotation } from "./rotation.ts";

/** Rotation arcs refer to at least this radius, Å: single atoms and very small groups do not spin. */
const MIN_RADIUS = 1;

/** Where bodies are and how far they reach. */
export interface Bodies {
  readonly nBodies: number;
  /** Body of each atom [n]. */
  readonly bodyOf: Int32Array;
  /** Centroids [nBodies,3], Å. */
  readonly centres: Float64Array;
  /** Root mean square distance of a body's atoms from its centre [nBodies], Å, at least 1. */
  readonly radii: Float64Array;
}

/** Measures the bodies of a model. Throws RangeError for a body without atoms. */
export function measureBodies(xyz: Float64Array, bodyOf: Int32Array, nBodies: number): Bodies {
  const counts = new Float64Array(nBodies);
  const centres = new Float64Array(3 * nBodies);
  bodyOf.forEach((body, atom) => {
    counts[body]!++;
    for (let c = 0; c < 3; c++) centres[3 * body + c]! += xyz[3 * atom + c]!;
  });
  const empty = counts.indexOf(0);
  if (empty >= 0) throw new RangeError(`rigid body ${empty} has no atoms`);
  centres.forEach((sum, i) => {
    centres[i] = sum / counts[Math.floor(i / 3)]!;
  });
  const squares = new Float64Array(nBodies);
  bodyOf.forEach((body, atom) => {
    for (let c = 0; c < 3; c++) squares[body]! += (xyz[3 * atom + c]! - centres[3 * body + c]!) ** 2;
  });
  const radii = squares.map((square, body) => Math.max(MIN_RADIUS, Math.sqrt(square / counts[body]!)));
  return { nBodies, bodyOf, centres, radii };
}

/** One rigid body a residue. Parameters of a body: translation x, y, z, rotation vector · radius x, y, z: [nBodies,6]. */
export function createResidueDeformation(
  xyz: Float64Array,
  residueOf: Int32Array,
  nResidues: number,
): Deformation {
  const bodies = measureBodies(xyz, residueOf, nResidues);
  return {
    kind: "residue",
    nParameters: 6 * nResidues,
    addShifts: (parameters, moved) => addBodyShifts(bodies, xyz, parameters, moved),
    pullBack: (parameters, gradient) => pullBackBodies(bodies, xyz, parameters, gradient),
  };
}

/** Adds (R − I)(x − centre) + t to every atom. */
export function addBodyShifts(
  bodies: Bodies,
  xyz: Float64Array,
  parameters: Float64Array,
  moved: Float64Array,
): void {
  const rotations = bodyRotations(bodies, parameters);
  const { bodyOf, centres } = bodies;
  for (let atom = 0; atom < bodyOf.length; atom++) {
    const body = bodyOf[atom]!;
    const dx = xyz[3 * atom]! - centres[3 * body]!;
    const dy = xyz[3 * atom + 1]! - centres[3 * body + 1]!;
    const dz = xyz[3 * atom + 2]! - centres[3 * body + 2]!;
    const [r, t] = [9 * body, 6 * body];
    moved[3 * atom]! += rowTimes(rotations, r, dx, dy, dz) - dx + parameters[t]!;
    moved[3 * atom + 1]! += rowTimes(rotations, r + 3, dx, dy, dz) - dy + parameters[t + 1]!;
    moved[3 * atom + 2]! += rowTimes(rotations, r + 6, dx, dy, dz) - dz + parameters[t + 2]!;
  }
}

/** Sums forces and torques (lever × force) of each body's atoms into ∂E/∂parameters. */
export function pullBackBodies(
  bodies: Bodies,
  xyz: Float64Array,
  parameters: Float64Array,
  gradient: Float64Array,
): Float64Array {
  const rotations = bodyRotations(bodies, parameters);
  const { bodyOf, centres, nBodies } = bodies;
  const pulled = new Float64Array(6 * nBodies);
  for (let atom = 0; atom < bodyOf.length; atom++) {
    const body = bodyOf[atom]!;
    const dx = xyz[3 * atom]! - centres[3 * body]!;
    const dy = xyz[3 * atom + 1]! - centres[3 * body + 1]!;
    const dz = xyz[3 * atom + 2]! - centres[3 * body + 2]!;
    const [r, sum] = [9 * body, 6 * body];
    const ux = rowTimes(rotations, r, dx, dy, dz);
    const uy = rowTimes(rotations, r + 3, dx, dy, dz);
    const uz = rowTimes(rotations, r + 6, dx, dy, dz);
    const gx = gradient[3 * atom]!;
    const gy = gradient[3 * atom + 1]!;
    const gz = gradient[3 * atom + 2]!;
    pulled[sum]! += gx;
    pulled[sum + 1]! += gy;
    pulled[sum + 2]! += gz;
    pulled[sum + 3]! += uy * gz - uz * gy;
    pulled[sum + 4]! += uz * gx - ux * gz;
    pulled[sum + 5]! += ux * gy - uy * gx;
  }
  for (let body = 0; body < nBodies; body++) turnTorque(pulled, parameters, body, bodies.radii[body]!);
  return pulled;
}

/** Turns the torque of a body into the derivative by its arc. */
export function turnTorque(sums: Float64Array, parameters: Float64Array, body: number, radius: number): void {
  const at = 6 * body + 3;
  const [x, y, z] = [parameters[at]! / radius, parameters[at + 1]! / radius, parameters[at + 2]! / radius];
  torqueToGradient(x, y, z, sums, at);
  for (let c = 0; c < 3; c++) sums[at + c]! /= radius;
}

/** Rotation matrices [nBodies,9] of the arcs in `parameters`. */
export function bodyRotations({ nBodies, radii }: Bodies, parameters: Float64Array): Float64Array {
  const rotations = new Float64Array(9 * nBodies);
  for (let body = 0; body < nBodies; body++) {
    const at = 6 * body + 3;
    const radius = radii[body]!;
    writeRotation(
      parameters[at]! / radius,
      parameters[at + 1]! / radius,
      parameters[at + 2]! / radius,
      rotations.subarray(9 * body, 9 * body + 9),
    );
  }
  return rotations;
}

/** The scalar product of three matrix entries from `row` on with (x, y, z). */
export function rowTimes(matrix: Float64Array, row: number, x: number, y: number, z: number): number {
  return matrix[row]! * x + matrix[row + 1]! * y + matrix[row + 2]! * z;
}
