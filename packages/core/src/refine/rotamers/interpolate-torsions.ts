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
    for (let k = 0; k < nDim; k++) {
      const { size } = axes[k]!;
      const index = (lower[k]! + ((corner >> k) & 1)) % size;
      cell = cell * size + (index < 0 ? index + size : index);
    }
    const value = values[cell]!;
    sum += value * cornerWeight(corner, share, -1);
    for (let k = 0; slope && k < nDim; k++) {
      const sign = (corner >> k) & 1 ? 1 : -1;
      slope[k]! += (sign * value * cornerWeight(corner, share, k) * axes[k]!.size) / axes[k]!.turn;
    }
  }
  return sum;
}

/** The product of a corner's shares in all axes but one. */
function cornerWeight(corner: number, share: readonly number[], without: number): number {
  let weight = 1;
  for (let k = 0; k < share.length; k++) {
    if (k !== without) weight *= (corner >> k) & 1 ? share[k]! : 1 - share[k]!;
  }
  return weight;
}
