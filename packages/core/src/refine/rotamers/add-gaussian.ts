/** Adds a Gaussian peak to a map. */
import type { Volume } from "../../map/volume.ts";

/** Gaussians end where they have fallen to this. */
const tail = 1e-3;

/** Adds peak·exp(−sharpness·|x − at|²). */
export function addGaussian(volume: Volume, at: Float64Array, sharpness: number, peak: number): void {
  const { data, shape, voxelSize, origin } = volume;
  const reach = Math.sqrt(-Math.log(tail) / sharpness);
  const lines = [0, 1, 2].map((axis) => {
    const place = (at[axis]! - origin[axis]!) / voxelSize[axis]!;
    const steps = reach / voxelSize[axis]!;
    const begin = Math.max(0, Math.ceil(place - steps));
    const end = Math.min(shape[axis]! - 1, Math.floor(place + steps));
    const values = Float64Array.from({ length: Math.max(0, end - begin + 1) }, (_, i) =>
      Math.exp(-sharpness * ((begin + i - place) * voxelSize[axis]!) ** 2),
    );
    return { begin, values };
  });
  const [x, y, z] = lines as [(typeof lines)[0], (typeof lines)[0], (typeof lines)[0]];
  for (let k = 0; k < z.values.length; k++) {
    for (let j = 0; j < y.values.length; j++) {
      const factor = peak * z.values[k]! * y.values[j]!;
      const row = x.begin + shape[0] * (y.begin + j + shape[1] * (z.begin + k));
      for (let i = 0; i < x.values.length; i++) data[row + i]! += factor * x.values[i]!;
    }
  }
}
