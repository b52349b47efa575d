/** For tests: what a map of torsions costs at given angles, and where going downhill leads. */
import { createSystem, type GeometryKernels, type TorsionMap } from "@cryoreel/geometry-wasm";
import type { Point } from "../../model/testing/make-structure.ts";
import { placeAtom } from "../../model/testing/peptide.ts";

type Places = readonly (readonly number[])[];

/** Costs of places, [n][nDim] degrees, by the kernel. */
export function torsionCosts(kernels: GeometryKernels, map: TorsionMap, places: Places): Float64Array {
  const { measure, dispose } = openChains(kernels, map, places.length);
  const costs = measure(places);
  dispose();
  return costs;
}

const SETTLING = 20;

/** Where walks against the gradient lead from each place: `steps` steps of `stepDeg` degrees, then shorter and shorter ones. */
export function goDownhill(
  kernels: GeometryKernels,
  map: TorsionMap,
  starts: Places,
  { steps, stepDeg }: { readonly steps: number; readonly stepDeg: number },
): number[][] {
  const nDim = map.axes.length;
  const [n, h] = [starts.length, 0.01];
  const chains = openChains(kernels, map, 2 * nDim * n);
  let places = starts.map((place) => [...place]);
  for (let step = 0; step < steps + SETTLING; step++) {
    const stride = stepDeg * 0.8 ** Math.max(0, step - steps);
    const shifted = Array.from({ length: 2 * nDim }, (_, k) =>
      places.map((place) => place.map((x, axis) => (axis === k >> 1 ? x + (k & 1 ? -h : h) : x))),
    );
    const z = chains.measure(shifted.flat());
    places = places.map((place, i) => {
      const gradient = place.map((_, axis) => (z[2 * axis * n + i]! - z[(2 * axis + 1) * n + i]!) / (2 * h));
      const length = Math.max(Math.hypot(...gradient), 1e-9);
      return place.map((x, axis) => x - (stride * gradient[axis]!) / length);
    });
  }
  chains.dispose();
  return places;
}

/** n chains of atoms under one map. */
function openChains(kernels: GeometryKernels, map: TorsionMap, n: number) {
  const size = map.axes.length + 3;
  const system = createSystem(kernels, n * size);
  system.set("rotamer", {
    atoms: Int32Array.from({ length: n * size }, (_, i) => i),
    start: Int32Array.from({ length: n + 1 }, (_, i) => i * size),
    mapOf: new Int32Array(n),
    maps: [map],
  });
  return {
    measure: (places: Places): Float64Array =>
      system.measure("rotamer", Float64Array.from(places.flatMap((place) => chainOf(place).flat()))).z,
    dispose: () => system.dispose(),
  };
}

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
