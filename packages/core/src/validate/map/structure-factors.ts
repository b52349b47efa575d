/** Fourier coefficients of a real density in the periodic box that a map fills. */

import type { ComplexArray } from "../../map/fft.ts";
import { signedIndex } from "../../map/fft-3d.ts";
import { halfSize, transformReal } from "../../map/real-fft-3d.ts";
import type { Vec3, Volume } from "../../map/volume.ts";

/** F(h, k, l) for 0 ≤ h ≤ nx/2, at [h + halfSize(nx)·(k + ny·l)]; the others are their conjugates. */
export interface StructureFactors extends ComplexArray {
  /** Voxels of the real-space grid. */
  readonly shape: Vec3;
  /** Sides of the box, Å. */
  readonly cell: Vec3;
}

/** Sides of the periodic box of a map, Å. */
export function cellOf(volume: Pick<Volume, "shape" | "voxelSize">): Vec3 {
  const [x, y, z] = volume.voxelSize;
  return [volume.shape[0] * x, volume.shape[1] * y, volume.shape[2] * z];
}

/** Frequencies (1/Å) of the coefficients along each axis: 1/d² is the sum of their squares. */
export function axisFrequencies({
  shape,
  cell,
}: Pick<StructureFactors, "shape" | "cell">): readonly [Float64Array, Float64Array, Float64Array] {
  const along = (axis: 0 | 1 | 2, length: number) =>
    Float64Array.from({ length }, (_, h) => signedIndex(h, shape[axis]) / cell[axis]);
  return [along(0, halfSize(shape[0])), along(1, shape[1]), along(2, shape[2])];
}

/** The transform of a map, each voxel times `weight`. */
export function transformOf(volume: Volume, weight?: Float64Array): StructureFactors {
  const { data, shape } = volume;
  return { ...transformReal(weight ? product(data, weight) : data, shape), shape, cell: cellOf(volume) };
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < result.length; i++) result[i] = a[i]! * b[i]!;
  return result;
}
