/** What a model is compared with: the central slices of a masked map, the rings that count, and the views. */

import type { ViewSet } from "../gmm/views.ts";
import type { Vec3, Volume } from "../map/volume.ts";
import { tabulateWindow, type WindowTable } from "./kaiser-bessel.ts";
import { type Box, type MapTransform, transformMap } from "./map-transform.ts";
import { createRingGrid, type RingGrid } from "./ring-grid.ts";

/**
 * The map side of a map term, shared by all backends. With F(h) the model's and M(h) the map's transform at the samples h of
 * `rings` on the plane of a view,
 *
 *   FRC(ring) = Re Σ M F* / √((Σ|M|² + ε⟨M⟩)(Σ|F|² + ε⟨F⟩)),   value = mean over views of Σ_ring weight·(1 − FRC),
 *
 * where ⟨M⟩ and ⟨F⟩ are the means over the rings of Σ|M|² and Σ|F|², and ε = `POWER_FLOOR`. The floor only matters where a ring is
 * empty; being relative it leaves the value free of the map's and the model's units. A sample of view (u, v) is at the spatial frequency
 * (hx·u + hy·v)/boxLength, and phases count from `box.centre`: F(h) = Σ_a A exp(−B|k|²/4) exp(−2πi k·(x − centre)).
 */
export interface MapTarget {
  /** Resolution of the last ring, Å. */
  readonly dMin: number;
  readonly box: Box;
  readonly views: ViewSet;
  readonly rings: RingGrid;
  readonly transform: MapTransform;
  /**
   * Writes M on the samples of view `view`, 0 where they do not count, as two planes: real parts, then imaginary parts
   * ([2, 2·half+1, half+1], see `RingGrid`).
   */
  sliceInto(view: number, out: Float32Array): void;
  /** The same target up to a coarser resolution, with smaller images: shares the transform. */
  atResolution(dMin: number): MapTarget;
}

export interface MapTargetOptions {
  /** The density that the model has to explain: masked, in the model's frame. What lies beyond the box is cut off. */
  readonly density: Volume;
  readonly box: Box;
  readonly views: ViewSet;
  /** Target resolution, Å. */
  readonly dMin: number;
  /** Weight of a ring at a spatial frequency (1/Å) in the mean over the rings; constant by default. */
  readonly ringWeightAt?: (spatialFrequency: number) => number;
}

/** Transforms the density once; slices are read from the transform when they are asked for. */
export function createMapTarget(options: MapTargetOptions): MapTarget {
  const { density, box, dMin } = options;
  return openTarget(transformMap(density, box, dMin), dMin, options);
}

function openTarget(transform: MapTransform, dMin: number, options: MapTargetOptions): MapTarget {
  const { box, views, ringWeightAt } = options;
  const rings = createRingGrid({
    boxLength: box.length,
    dMin,
    ...(ringWeightAt ? { weightAt: ringWeightAt } : {}),
  });
  const read = createReader(transform);
  return {
    dMin,
    box,
    views,
    rings,
    transform,
    sliceInto: (view, out) => slice(read, rings, views.axes.subarray(6 * view, 6 * view + 6), out),
    atResolution(coarser) {
      if (coarser < options.dMin) {
        throw new RangeError(`atResolution: the target ends at ${options.dMin} Å, ${coarser} Å is finer`);
      }
      return openTarget(transform, coarser, options);
    },
  };
}

/** Throws a RangeError unless `subset` names at least one view, and only views that there are. */
export function assertViews(subset: Int32Array, nViews: number): void {
  if (subset.length === 0) throw new RangeError("a map term needs at least one view");
  const stranger = subset.find((view) => view < 0 || view >= nViews);
  if (stranger !== undefined) throw new RangeError(`there is no view ${stranger} among ${nViews}`);
}

/** Margin, Å, that the box keeps around the model by default, and the fewest samples that its half holds. */
const MARGIN = 8;
const FEWEST_RINGS = 16;

/**
 * The box for a model ([n,3], Å) at a resolution. Its centre is the model's; its length is at least the model's largest extent with a
 * margin on both sides (no less than the mask's radius and edge), a whole multiple of dMin: so the last ring is at 1/dMin exactly.
 */
export function boxAroundModel(xyz: Float64Array, dMin: number, margin: number = MARGIN): Box {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xyz.length; i++) {
    low[i % 3] = Math.min(low[i % 3]!, xyz[i]!);
    high[i % 3] = Math.max(high[i % 3]!, xyz[i]!);
  }
  const extent = Math.max(...high.map((h, axis) => h - low[axis]!)) + 2 * margin;
  const centre = high.map((h, axis) => (h + low[axis]!) / 2) as unknown as Vec3;
  return { centre, length: dMin * Math.max(FEWEST_RINGS, Math.ceil(extent / dMin)) };
}

type Reader = ReturnType<typeof createReader>;

function slice(read: Reader, rings: RingGrid, axes: Float64Array, out: Float32Array): void {
  const { half, ringOf } = rings;
  const columns = half + 1;
  const plane = ringOf.length;
  for (let hy = -half; hy <= half; hy++) {
    for (let hx = 0; hx <= half; hx++) {
      const at = (hy + half) * columns + hx;
      if (ringOf[at]! < 0) {
        out[at] = 0;
        out[plane + at] = 0;
        continue;
      }
      const x = 2 * (hx * axes[0]! + hy * axes[3]!);
      const y = 2 * (hx * axes[1]! + hy * axes[4]!);
      const z = 2 * (hx * axes[2]! + hy * axes[5]!);
      const mirrored = x < 0;
      const value = mirrored ? read(-x, -y, -z) : read(x, y, z);
      out[at] = value[0];
      out[plane + at] = mirrored ? -value[1] : value[1];
    }
  }
}

/** A function that interpolates the transform at an index (x ≥ 0, y, z); it returns the same pair each time. */
function createReader({ data, nx, firstX, n, first, window }: MapTransform) {
  const taps = window.width;
  const table = tabulateWindow(taps, window.value);
  const [wx, wy, wz] = [new Float64Array(taps), new Float64Array(taps), new Float64Array(taps)];
  const value: [number, number] = [0, 0];
  return (x: number, y: number, z: number): [number, number] => {
    const i0 = weigh(table, x, wx) - firstX;
    const j0 = weigh(table, y, wy) - first;
    const k0 = weigh(table, z, wz) - first;
    let [re, im] = [0, 0];
    for (let k = 0; k < taps; k++) {
      for (let j = 0; j < taps; j++) {
        const weight = wy[j]! * wz[k]!;
        let at = 2 * (i0 + nx * (j0 + j + n * (k0 + k)));
        for (let i = 0; i < taps; i++, at += 2) {
          re += weight * wx[i]! * data[at]!;
          im += weight * wx[i]! * data[at + 1]!;
        }
      }
    }
    value[0] = re;
    value[1] = im;
    return value;
  };
}

/** Fills the weights of the grid points around t and returns the first of these. */
function weigh({ width, perStep, rows }: WindowTable, t: number, weights: Float64Array): number {
  const begin = Math.ceil(t - width / 2);
  const place = (begin - t + width / 2) * perStep;
  const row = Math.min(perStep - 1, Math.floor(place));
  const share = place - row;
  for (let i = 0, at = row * width; i < width; i++, at++) {
    weights[i] = rows[at]! + share * (rows[at + width]! - rows[at]!);
  }
  return begin;
}
