/** The map term on a CPU: WebAssembly kernels that spread the Gaussians on a grid, transform, correlate, and go back. */

import {
  type GeometryKernels,
  goodGridSize,
  openProjector,
  type Projector,
  SLICE_WIDTH,
  SPREAD_WIDTH,
  WINDOW_STEPS,
} from "@cryoreel/geometry-wasm";
import { NumericalError } from "../errors.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import { POWER_FLOOR } from "./frc.ts";
import { kaiserBessel, tabulateWindow } from "./kaiser-bessel.ts";
import { assertViews, type MapTarget } from "./map-target.ts";
import type { MapTerm } from "./map-term.ts";
import { ringFrequencies } from "./ring-grid.ts";
import { splitWidths } from "./width-channels.ts";

/** The spreading grid is at least this much finer than the samples need. With 6 points a window the error is below 10⁻⁴. */
const OVERSAMPLING = 1.4;

/**
 * Opens the term in kernel memory: projections by a nonuniform fast Fourier transform (Dutt and Rokhlin 1993; Barnett et al. 2019) with a
 * Kaiser–Bessel window, in float32, and their exact adjoint. Values and gradients do not depend on the number of threads.
 */
export function openWasmMapTerm(kernels: GeometryKernels, target: MapTarget, gaussians: Gaussians): MapTerm {
  const projector = openTargetProjector(kernels, target, gaussians);
  const { rings, views, dMin } = target;
  const check = (xyz: Float64Array, subset: Int32Array): void => {
    assertViews(subset, views.nViews);
    if (!xyz.every(Number.isFinite)) {
      throw new NumericalError("A coordinate is not a finite number.", "map", 0);
    }
  };
  return {
    nViews: views.nViews,
    dMin,
    async evaluate(xyz, subset) {
      check(xyz, subset);
      return projector.evaluate(xyz, subset);
    },
    async curve(xyz, subset) {
      check(xyz, subset);
      return { spatialFrequency: ringFrequencies(rings), frc: projector.curve(xyz, subset) };
    },
    dispose: () => projector.dispose(),
  };
}

/** The projections behind the term. */
export function openTargetProjector(
  kernels: GeometryKernels,
  { box, rings, views, transform, dMin }: MapTarget,
  gaussians: Gaussians,
): Projector {
  const { half } = rings;
  const gridSize = goodGridSize(OVERSAMPLING * (2 * half + 1));
  const window = kaiserBessel(SPREAD_WIDTH, gridSize / (2 * half));
  const { widths, amplitude } = splitWidths(gaussians, dMin);
  const axisFactor = new Float32Array(widths.length * (half + 1));
  widths.forEach((b, channel) => {
    for (let h = 0; h <= half; h++) {
      const attenuation = Math.exp((-b * (h / box.length) ** 2) / 4);
      // √½: the kernels leave the halves of two real transforms in one complex transform to these factors.
      axisFactor[channel * (half + 1) + h] = (Math.SQRT1_2 * attenuation) / window.transform(h / gridSize);
    }
  });
  return openProjector(kernels, {
    nAtoms: gaussians.nAtoms,
    half,
    gridSize,
    boxLength: box.length,
    centre: box.centre,
    window: tabulateWindow(SPREAD_WIDTH, window.value, WINDOW_STEPS).rows,
    windowSlope: tabulateWindow(SPREAD_WIDTH, window.slope, WINDOW_STEPS).rows,
    axisFactor,
    amplitude,
    ringOf: rings.ringOf,
    ringWeight: rings.ringWeight,
    powerFloor: POWER_FLOOR,
    axes: views.axes,
    transform,
    sliceWindow: tabulateWindow(SLICE_WIDTH, transform.window.value, WINDOW_STEPS).rows,
  });
}
