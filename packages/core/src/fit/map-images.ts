/** The map's slices, divided by the power of their rings: read once for each view and kept while there is room. */
import { POWER_FLOOR } from "./frc.ts";
import type { MapTarget } from "./map-target.ts";

/** Memory for slices that are kept, bytes. */
const CACHE_BYTES = 2 ** 29;

/** Slices M/√(Σ|M|² + ε⟨M⟩), ring by ring, so that an FRC is Re Σ M F* over the model's amplitude alone. */
export interface MapImages {
  /** Real parts, then imaginary parts of `views`: two arrays [V, nSamples], 0 where samples do not count. */
  parts(views: Int32Array): [Float32Array, Float32Array];
}

/** Prepares the slices of `target` on demand. */
export function prepareMapImages(target: MapTarget, cacheBytes: number = CACHE_BYTES): MapImages {
  const nSamples = target.rings.ringOf.length;
  const kept = new Map<number, Float32Array>();
  const capacity = Math.floor(cacheBytes / (8 * nSamples));
  const imageOf = (view: number): Float32Array => {
    const known = kept.get(view);
    if (known) return known;
    const image = new Float32Array(2 * nSamples);
    target.sliceInto(view, image);
    normalise(image, target);
    if (kept.size < capacity) kept.set(view, image);
    return image;
  };
  return {
    parts(views) {
      const re = new Float32Array(views.length * nSamples);
      const im = new Float32Array(views.length * nSamples);
      views.forEach((view, i) => {
        const image = imageOf(view);
        re.set(image.subarray(0, nSamples), i * nSamples);
        im.set(image.subarray(nSamples), i * nSamples);
      });
      return [re, im];
    },
  };
}

function normalise(image: Float32Array, { rings }: MapTarget): void {
  const { ringOf, nRings } = rings;
  const nSamples = ringOf.length;
  const power = new Float64Array(nRings);
  ringOf.forEach((ring, h) => {
    if (ring >= 0) power[ring]! += image[h]! ** 2 + image[nSamples + h]! ** 2;
  });
  const floor = (POWER_FLOOR * power.reduce((sum, p) => sum + p, 0)) / nRings;
  const scale = power.map((p) => (p + floor > 0 ? 1 / Math.sqrt(p + floor) : 0));
  for (let h = 0; h < 2 * nSamples; h++) {
    const ring = ringOf[h % nSamples]!;
    image[h] = ring >= 0 ? image[h]! * scale[ring]! : 0;
  }
}
