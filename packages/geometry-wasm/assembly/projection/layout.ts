// What the projection kernels share: the problem that all views have in common, and the scratch memory of one lane of views.

/** Layout shared with src/projection/projector.ts. All arrays stay the same from view to view. */
@unmanaged
export class Projection {
  /** Samples hx = 0 … half, hy = −half … half. */
  half: i32;
  /** half + 1, rounded up to a multiple of 4: the length of a row of samples. */
  columns: i32;
  /** Points of the periodic grid along each axis: a multiple of 4 above 2·half. */
  gridSize: i32;
  nRings: i32;
  nGaussians: i32;
  /** Gaussians are split over channels of a common width. */
  nChannels: i32;
  /** FftPlan of length gridSize. */
  fft: usize;
  /** [257, 8] f32: the spreading window at its 6 grid points, by 256ths of a grid step, and two zeros. */
  window: usize;
  /** [257, 8] f32: its slope. */
  windowSlope: usize;
  /** [nChannels, columns] f32: factor of a sample's row or column at |h|. The factor of sample (hx, hy) is the product of two. */
  axisFactor: usize;
  /** [nGaussians] i32: the atom of each. */
  atomOf: usize;
  /** [nChannels, nGaussians] f32 */
  amplitude: usize;
  /** [2·half + 1, columns] i16, −1 where a sample does not count. */
  ringOf: usize;
  /** [nRings] f64 */
  ringWeight: usize;
  /** f64: x, y, z of the phase origin; grid points per Å; relative floor of a ring's power. */
  scalars: usize;
  /** [nViews, 6] f64: in-plane axes. */
  axes: usize;
  /** The map's transform: [n, n, nx] complex f32, x fastest. */
  transform: usize;
  nx: i32;
  firstX: i32;
  n: i32;
  first: i32;
  /** [257, 4] f32: the window that reads the transform. */
  sliceWindow: usize;
}

/** Points of the grid that a window reaches below its centre's cell, and the room before the grid's rows and columns. */
export const REACH: i32 = 3;
export const ROW_PAD: i32 = 3;
export const COLUMN_PAD: i32 = 4;

/** Floats of a row of the padded grid: the window reads 8 columns from 3 below the atom's. */
export function gridStride(gridSize: i32): i32 {
  return gridSize + 12;
}

/** Scratch memory and results of one lane, which takes its views one after the other. */
@unmanaged
export class Lane {
  /** [gridSize + 6, gridSize + 12] f32 */
  grid: usize;
  /** [2, gridSize, columns] f32: half-transformed grid, real and imaginary plane. */
  middle: usize;
  /** [2, 2·half + 1, columns] f32: the model's image, then the derivative by it. */
  image: usize;
  /** [2, 2·half + 1, columns] f32: the map's slice. */
  slice: usize;
  /** Two bundles of four lines of gridSize complex numbers. */
  bundle: usize;
  /** [nGaussians] Place */
  places: usize;
  /** [64] f32: what one atom or one block of 4×4 samples needs. */
  block: usize;
  /** [3, nRings] f64 */
  rings: usize;
  /** Out: [nRings] f64, the FRC summed over the lane's views. */
  curve: usize;
  /** Out: [nAtoms, 3] f64, summed over the lane's views; 0 when no gradient is wanted. */
  gradient: usize;
}

/** The problem's f64 scalars. */
export function scalar(problem: Projection, i: i32): f64 {
  return load<f64>(problem.scalars + ((<usize>i) << 3));
}
