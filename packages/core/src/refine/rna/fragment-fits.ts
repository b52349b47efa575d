/** What holds moving nucleotides in their place: the density under their atoms, or the places where they stood. */

import { sampleGradient } from "../../map/interpolate.ts";
import type { Volume } from "../../map/volume.ts";
import type { FragmentFit } from "./fragment.ts";

/** What an atom in no density costs against one in the model's mean density, in units of ½z². */
const DENSITY_WEIGHT = 3;

/**
 * Density under the atoms, each weighed by its atomic number. `xyz` ([n,3], Å) of all atoms of the model sets the scale: their mean density counts as
 * one. Throws nothing: a model in no density has no scale, and the map then says nothing.
 */
export function densityFit(
  volume: Volume,
  xyz: Float64Array,
  element: Uint8Array,
): (movingAtoms: Int32Array) => FragmentFit {
  const { value } = sampleGradient(volume, xyz);
  let [sum, sumOfWeights] = [0, 0];
  value.forEach((density, atom) => {
    sum += element[atom]! * density;
    sumOfWeights += element[atom]!;
  });
  const mean = sum / sumOfWeights;
  const scale = mean > 0 ? DENSITY_WEIGHT / mean : 0;
  return (movingAtoms) => {
    const own = [...movingAtoms.keys()].filter((i) => movingAtoms[i]! >= 0);
    const points = new Float64Array(3 * own.length);
    return (at, gradient) => {
      own.forEach((i, k) => {
        points.set(at.subarray(3 * i, 3 * i + 3), 3 * k);
      });
      const sampled = sampleGradient(volume, points);
      let total = 0;
      own.forEach((i, k) => {
        const weight = (scale * element[movingAtoms[i]!]!) / 7;
        total -= weight * sampled.value[k]!;
        for (let axis = 0; axis < 3; axis++)
          gradient[3 * i + axis]! -= weight * sampled.gradient[3 * k + axis]!;
      });
      return total;
    };
  };
}

/** Å: how far atoms may stray from where they stood at the cost of ½. */
const PLACE_SIGMA = 0.4;

/** Ties moving atoms to `places` ([n,3], Å, of the whole model). */
export function placeFit(places: Float64Array): (movingAtoms: Int32Array) => FragmentFit {
  return (movingAtoms) => (at, gradient) => {
    let total = 0;
    movingAtoms.forEach((atom, i) => {
      if (atom < 0) return;
      for (let axis = 0; axis < 3; axis++) {
        const off = (at[3 * i + axis]! - places[3 * atom + axis]!) / PLACE_SIGMA;
        total += off ** 2 / 2;
        gradient[3 * i + axis]! += off / PLACE_SIGMA;
      }
    });
    return total;
  };
}
