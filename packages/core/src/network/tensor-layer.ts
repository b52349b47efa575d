/** The dense layer in tensor operations: runs on every backend, and is what the kernel layer is measured against. */
import type { Backend, Tensor2D } from "../backend/backend.ts";
import { tf } from "../backend/tf.ts";
import type { AdamStep, DenseLayer, LayerShape, LayerState } from "./dense-layer.ts";

/** Puts a layer with `state` on `backend`. */
export function createTensorLayer(backend: Backend, shape: LayerShape, state: LayerState): DenseLayer {
  const size: [number, number] = [shape.nIn + 1, shape.nOut];
  // Copied, since a backend may keep the array itself until it is needed.
  const upload = (values: Float32Array): Tensor2D =>
    backend.run(() => tf.keep(tf.tensor2d(values.slice(), size)));
  const uploadAll = (from: LayerState) => ({
    weights: upload(from.weights),
    mean: upload(from.mean),
    variance: upload(from.variance),
  });
  let now = uploadAll(state);
  const replace = (next: typeof now): void => {
    const { weights, mean, variance } = now;
    now = next;
    tf.dispose([weights, mean, variance]);
  };

  return {
    ...shape,
    forward: (x) => tf.matMul(withOne(x), now.weights),
    backward(x, dy, step) {
      const dx = tf.matMul(dy, now.weights, false, true);
      replace(adam(now, tf.matMul(withOne(x), dy, true, false), step));
      return tf.slice(dx as Tensor2D, [0, 0], [-1, shape.nIn]);
    },
    async save() {
      // Copied, since a backend may give out its own array.
      const read = async (tensor: Tensor2D) => (await backend.read(tensor)).slice();
      const { weights, mean, variance } = now;
      return { weights: await read(weights), mean: await read(mean), variance: await read(variance) };
    },
    restore: (from) => replace(uploadAll(from)),
    dispose: () => tf.dispose(Object.values(now)),
  };
}

/** [x 1]: the last column meets the bias. */
function withOne(x: Tensor2D): Tensor2D {
  return tf.concat([x, tf.ones([x.shape[0], 1])], 1) as Tensor2D;
}

interface Moments {
  readonly weights: Tensor2D;
  readonly mean: Tensor2D;
  readonly variance: Tensor2D;
}

function adam({ weights, mean, variance }: Moments, gradient: Tensor2D, step: AdamStep): Moments {
  const { rate, beta1, beta2, epsilon } = step;
  const nextMean = mean.add(gradient.sub(mean).mul(1 - beta1)) as Tensor2D;
  const nextVariance = variance.add(
    gradient
      .square()
      .sub(variance)
      .mul(1 - beta2),
  ) as Tensor2D;
  const change = nextMean.mul(rate).div(nextVariance.sqrt().add(epsilon));
  return {
    weights: tf.keep(weights.sub(change) as Tensor2D),
    mean: tf.keep(nextMean),
    variance: tf.keep(nextVariance),
  };
}
