/** Projections of Gaussians and their adjoint as direct sums in float64: the definition that faster code is compared with. */

import type { Gaussians } from "../gmm/gaussians.ts";
import type { Box } from "./map-transform.ts";
import type { RingGrid } from "./ring-grid.ts";

/** Everything but the coordinates that a projection depends on. `axes` are those of the view: ux uy uz vx vy vz. */
export interface ProjectionPlan {
  readonly gaussians: Gaussians;
  readonly box: Box;
  readonly rings: RingGrid;
  readonly axes: ArrayLike<number>;
}

/** A complex image on the samples of a `RingGrid`. */
export interface ComplexImage {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** F(h) = Σ_a A exp(−B|k|²/4) exp(−2πi (hx·u + hy·v)/L) of the atoms at (u, v) on the view's axes, on the samples that count. */
export function projectGaussians(plan: ProjectionPlan, xyz: Float64Array): ComplexImage {
  const { ringOf } = plan.rings;
  const image = { re: new Float64Array(ringOf.length), im: new Float64Array(ringOf.length) };
  forEachAtomAndSample(plan, xyz, ({ sample, cos, sin }) => {
    image.re[sample]! += cos;
    image.im[sample]! -= sin;
  });
  return image;
}

/** Adds ∂value/∂xyz to `gradient` ([n,3]), given ∂value/∂Re F and ∂value/∂Im F on the samples. */
export function projectGradient(
  plan: ProjectionPlan,
  xyz: Float64Array,
  byImage: ComplexImage,
  gradient: Float64Array,
): void {
  const { axes, box } = plan;
  const turn = (2 * Math.PI) / box.length;
  forEachAtomAndSample(plan, xyz, ({ atom, sample, hx, hy, cos, sin }) => {
    // F = cos − i·sin of the phase 2π(hx·u + hy·v)/L.
    const byPhase = -byImage.re[sample]! * sin - byImage.im[sample]! * cos;
    for (let k = 0; k < 3; k++) {
      gradient[3 * atom + k]! += turn * byPhase * (hx * axes[k]! + hy * axes[3 + k]!);
    }
  });
}

/** One term of the sum: amplitude times cosine and sine of the phase. */
interface Term {
  atom: number;
  sample: number;
  hx: number;
  hy: number;
  cos: number;
  sin: number;
}

function forEachAtomAndSample(
  { gaussians, box, rings, axes }: ProjectionPlan,
  xyz: Float64Array,
  visit: (term: Term) => void,
): void {
  const { half, ringOf } = rings;
  const term: Term = { atom: 0, sample: 0, hx: 0, hy: 0, cos: 0, sin: 0 };
  for (let atom = 0; atom < gaussians.nAtoms; atom++) {
    const amplitude = gaussians.amplitude[atom]!;
    if (amplitude === 0) continue;
    const [x, y, z] = [0, 1, 2].map((k) => xyz[3 * atom + k]! - box.centre[k]!) as [number, number, number];
    const u = x * axes[0]! + y * axes[1]! + z * axes[2]!;
    const v = x * axes[3]! + y * axes[4]! + z * axes[5]!;
    term.atom = atom;
    for (let sample = 0; sample < ringOf.length; sample++) {
      if (ringOf[sample]! < 0) continue;
      term.sample = sample;
      term.hx = sample % (half + 1);
      term.hy = (sample - term.hx) / (half + 1) - half;
      const kSquared = (term.hx ** 2 + term.hy ** 2) / box.length ** 2;
      const size = amplitude * Math.exp((-gaussians.bWidth[atom]! * kSquared) / 4);
      const phase = (2 * Math.PI * (term.hx * u + term.hy * v)) / box.length;
      term.cos = size * Math.cos(phase);
      term.sin = size * Math.sin(phase);
      visit(term);
    }
  }
}
