/** The contract of what a decoder's outputs do to a model: parameters in Å → shifts of atoms, with the exact adjoint. */

/** The levels of the hierarchy, coarse to fine. */
export const decoderKinds = ["patch", "residue", "atom"] as const;
export type DecoderKind = (typeof decoderKinds)[number];

/**
 * A way to move the atoms of one input model. Parameters are lengths, Å: rotations are given as arcs at the radius of what turns,
 * so that a step of the same size moves atoms about equally far whichever parameter takes it. All 0 moves nothing.
 */
export interface Deformation {
  readonly kind: DecoderKind;
  readonly nParameters: number;
  /** Adds the shifts by `parameters` [nParameters] to `xyz` [n,3]; shifts of several deformations add up. */
  addShifts(parameters: Float64Array, xyz: Float64Array): void;
  /** ∂E/∂parameters at `parameters`, from ∂E/∂xyz [n,3]: the exact vector-Jacobian product of `addShifts`. */
  pullBack(parameters: Float64Array, gradient: Float64Array): Float64Array;
}

/** Coordinates [n,3] of the model `xyz` moved by one deformation. */
export function deform(xyz: Float64Array, deformation: Deformation, parameters: Float64Array): Float64Array {
  const moved = xyz.slice();
  deformation.addShifts(parameters, moved);
  return moved;
}
