/** Values between the points of a periodic grid of angles, with their slopes. */
import type { TorsionAxis } from "@cryoreel/geometry-wasm";

/**
 * Multilinear interpolation between the 2ⁿ nearest points (angles in rad, anywhere on the circle). `slope`, where given, becomes
 * the derivatives by the angles, 1/rad: those of the cell that the angles lie in.
 */
export function interpolateTorsions(
  axes: readonly TorsionAxis[],
  values: ArrayLike<number>,
  angles: ArrayLike<number>,
  slope?: Float64Array,
): number {
  const nDim = axes.length;
  const lower = new Array<number>(nDim);
  const share = new Array<number>(nDim);
  for (let k = 0; k < nDim; k++) {
    const { origin, size, turn } = axes[k]!;
    const place = ((angles[k]! - origin) * size) / turn;
    lower[k] = Math.floor(place);
    share[k] = place - lower[k]!;
  }
  slope?.fill(0);
  let sum = 0;
  for (let corner = 0; corner < 1 << nDim; corner++) {
    let cell = 0;
    let weight = 1;
    for (let k = 0; k < nDim; k++) {
      const isUpper = (corner >> k) & 1;
      const { size } = axes[k]!;
      const index = (lower[k]! + isUpper) % size;
      cell = cell * size + (index < 0 ? index + size : index);
      weight *= isUpper ? share[k]! : 1 - share[k]!;
    }
    sum += weight * values[cell]!;
    if (slope) addSlopes(corner, values[cell]!, axes, share, slope);
  }
  return sum;
}

/** Adds what one corner gives to the derivatives. */
function addSlopes(
  corner: number,
  value: number,
  axes: readonly TorsionAxis[],
  share: readonly number[],
  slope: Float64Array,
): void {
  for (let k = 0; k < axes.length; k++) {
    let weight = (((corner >> k) & 1 ? 1 : -1) * axes[k]!.size) / axes[k]!.turn;
    for (let j = 0; j < axes.length; j++) {
      if (j !== k) weight *= (corner >> j) & 1 ? share[j]! : 1 - share[j]!;
    }
    slope[k]! += weight * value;
  }
}
