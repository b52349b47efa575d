/** The map term by its definition, in float64 on one thread: the `cpu` backend, and the truth for the faster ones. */

import { NumericalError } from "../errors.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import { type FrcResult, fourierRingCorrelation } from "./frc.ts";
import { assertViews, type MapTarget } from "./map-target.ts";
import type { MapTerm } from "./map-term.ts";
import { type ProjectionPlan, projectGaussians, projectGradient } from "./projection-reference.ts";
import { ringFrequencies } from "./ring-grid.ts";

/** Opens the reference: every atom and sample of every view is summed, some 0.3 s a view for 4,500 atoms. */
export function openReferenceMapTerm(target: MapTarget, gaussians: Gaussians): MapTerm {
  const { rings, box, views } = target;
  const nSamples = rings.ringOf.length;
  const slice = new Float32Array(2 * nSamples);

  const planOf = (view: number): ProjectionPlan => ({
    gaussians,
    box,
    rings,
    axes: views.axes.subarray(6 * view, 6 * view + 6),
  });
  const compare = (xyz: Float64Array, view: number): FrcResult => {
    target.sliceInto(view, slice);
    const map = { re: slice.subarray(0, nSamples), im: slice.subarray(nSamples) };
    return fourierRingCorrelation(projectGaussians(planOf(view), xyz), map, rings);
  };

  return {
    nViews: views.nViews,
    dMin: target.dMin,
    async evaluate(xyz, subset) {
      assertViews(subset, views.nViews);
      const gradient = new Float64Array(xyz.length);
      let value = 0;
      for (const view of subset) {
        const result = compare(xyz, view);
        value += result.value;
        projectGradient(planOf(view), xyz, result.gradient, gradient);
      }
      if (!Number.isFinite(value)) throw new NumericalError("The map term is not a finite number.", "map", 0);
      return { value: value / subset.length, gradient: gradient.map((g) => g / subset.length) };
    },
    async curve(xyz, subset) {
      assertViews(subset, views.nViews);
      const frc = new Float64Array(rings.nRings);
      for (const view of subset) {
        compare(xyz, view).frc.forEach((c, ring) => {
          frc[ring]! += c / subset.length;
        });
      }
      return { spatialFrequency: ringFrequencies(rings), frc };
    },
    dispose() {},
  };
}
