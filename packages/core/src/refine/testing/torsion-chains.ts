/** For tests: what a map of torsions costs at given angles, and where going downhill leads. */
import { createSystem, type GeometryKernels, type TorsionMap } from "@cryoreel/geometry-wasm";
import type { Point } from "../../model/testing/make-structure.ts";
import { placeAtom } from "../../model/testing/peptide.ts";

/** A chain of atoms with the given torsions. */
function chainOf(torsionsDeg: readonly number[]): Point[] {
  const points: Point[] = [
    [0, 0, 0],
    [1.5, 0, 0],
    [2, 1.4, 0],
  ];
  for (const torsion of torsionsDeg) {
    const [a, b, c] = points.slice(-3) as [Point, Point, Point];
    points.push(placeAtom([a, b, c], 1.5, 110, torsion));
  }
  return points;
}

/** Costs of places, [nDim] degrees each, by the kernel. */
export function torsionCosts(
  kernels: GeometryKernels,
  map: TorsionMap,
  placesDeg: readonly (readonly number[])[],
): Float64Array {
  const size = map.axes.length + 3;
  const n = placesDeg.length * size;
  const system = createSystem(kernels, n);
  system.set("rotamer", {
    atoms: Int32Array.from({ length: n }, (_, i) => i),
    start: Int32Array.from({ length: placesDeg.length + 1 }, (_, i) => i * size),
    mapOf: new Int32Array(placesDeg.length),
    maps: [map],
  });
  const { z } = system.measure(
    "rotamer",
    Float64Array.from(placesDeg.flatMap((place) => chainOf(place).flat())),
  );
  system.dispose();
  return z;
}

const SETTLING = 20;

/** Where walks against the gradient lead from each place: `steps` steps of `stepDeg` degrees, then shorter and shorter ones. */
export function goDownhill(
  kernels: GeometryKernels,
  map: TorsionMap,
  placesDeg: readonly (readonly number[])[],
  { steps, stepDeg }: { readonly steps: number; readonly stepDeg: number },
): number[][] {
  let places = placesDeg.map((place) => [...place]);
  const h = 0.01;
  for (let step = 0; step < steps + SETTLING; step++) {
    const stride = stepDeg * 0.8 ** Math.max(0, step - steps);
    const gradients = map.axes.map((_, axis) => {
      const shifted = [h, -h].flatMap((shift) =>
        places.map((place) => place.map((x, k) => (k === axis ? x + shift : x))),
      );
      const z = torsionCosts(kernels, map, shifted);
      return places.map((_, i) => (z[i]! - z[places.length + i]!) / (2 * h));
    });
    places = places.map((place, i) => {
      const length = Math.hypot(...gradients.map((gradient) => gradient[i]!));
      return place.map((x, axis) => x - (stride * gradients[axis]![i]!) / Math.max(length, 1e-9));
    });
  }
  return places;
}
