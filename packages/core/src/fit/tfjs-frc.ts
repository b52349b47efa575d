/** Fourier ring correlation of many views in tensor operations, with its derivative by the model's images. */
import type { Backend, Tensor, Tensor2D } from "../backend/backend.ts";
import { tf } from "../backend/tf.ts";
import { POWER_FLOOR } from "./frc.ts";
import type { RingGrid } from "./ring-grid.ts";

/** Images of V views as real and imaginary parts, [V, nSamples] each. */
export type ImageTensors = readonly [re: Tensor2D, im: Tensor2D];

/** FRC [V, nRings], and ∂/∂F of Σ_ring weight·(1 − FRC). */
export interface FrcTensors {
  readonly frc: Tensor2D;
  readonly slope: ImageTensors;
}

/** What `fourierRingCorrelation` does, for tensors: sums over rings are matrix products with an indicator of the rings. */
export interface FrcComputer {
  /** Compares images F with `MapImages`, which are divided by the power of their rings already. Within `Backend.run`. */
  correlate(model: ImageTensors, map: ImageTensors): FrcTensors;
  dispose(): void;
}

/** Puts the rings on `backend`. */
export function createFrcComputer(backend: Backend, { nRings, ringOf, ringWeight }: RingGrid): FrcComputer {
  const indicator = new Float32Array(ringOf.length * nRings);
  ringOf.forEach((ring, sample) => {
    if (ring >= 0) indicator[sample * nRings + ring] = 1;
  });
  const { isIn, weight } = backend.run(() => ({
    isIn: tf.keep(tf.tensor2d(indicator, [ringOf.length, nRings])),
    weight: tf.keep(tf.tensor2d(Float32Array.from(ringWeight), [1, nRings])),
  }));
  const onSamples = (ofRings: Tensor): Tensor => tf.matMul(ofRings as Tensor2D, isIn, false, true);
  return {
    correlate([re, im], [mapRe, mapIm]) {
      const cross = tf.matMul(tf.add(tf.mul(re, mapRe), tf.mul(im, mapIm)), isIn) as Tensor2D;
      const bare = tf.matMul(tf.add(tf.square(re), tf.square(im)), isIn);
      const power = tf.add(bare, tf.mul(tf.mean(bare, 1, true), POWER_FLOOR));
      const amplitude = tf.sqrt(power);
      const frc = tf.divNoNan(cross, amplitude) as Tensor2D;
      const byMap = tf.divNoNan(weight, amplitude);
      const bySelf = tf.divNoNan(tf.mul(weight, frc), power);
      const self = tf.add(bySelf, tf.mul(tf.sum(bySelf, 1, true), POWER_FLOOR / nRings));
      const [selfAt, mapAt] = [onSamples(self), onSamples(byMap)];
      const slopeOf = (model: Tensor2D, map: Tensor2D): Tensor2D =>
        tf.sub(tf.mul(selfAt, model), tf.mul(mapAt, map));
      return { frc, slope: [slopeOf(re, mapRe), slopeOf(im, mapIm)] };
    },
    dispose: () => tf.dispose([isIn, weight]),
  };
}
