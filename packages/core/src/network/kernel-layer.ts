/** The dense layer as a Wasm kernel that fuses the gradient, Adam and the update: for wide layers on CPUs. */
import type { Block, GeometryKernels } from "@cryoreel/geometry-wasm";
import type { Tensor2D } from "../backend/backend.ts";
import { tf } from "../backend/tf.ts";
import type { DenseLayer, LayerShape, LayerState } from "./dense-layer.ts";

/** Columns of a chunk of the forward pass: 8 KiB a row, so that inputs and sums stay in the first cache. */
const COLUMNS = 2048;
/** Rows of a chunk of the backward pass. */
const ROWS = 16;

/** Puts a layer with `state` into the kernels' memory: 12 bytes a weight. Throws KernelError when there is no room. */
export function createKernelLayer(
  kernels: GeometryKernels,
  shape: LayerShape,
  state: LayerState,
): DenseLayer {
  const { nOut } = shape;
  const nIn = shape.nIn + 1;
  const scope = kernels.memory.scope();
  const [weights, mean, variance] = [
    scope.float32(nIn * nOut),
    scope.float32(nIn * nOut),
    scope.float32(nIn * nOut),
  ];
  const awake = scope.uint8(nIn);
  const restore = (from: LayerState): void => {
    weights.view.set(from.weights);
    mean.view.set(from.mean);
    variance.view.set(from.variance);
    markAwake(awake.view, from.variance);
  };
  restore(state);

  /** Runs `compute` on blocks that are freed after it. */
  const withBlocks = <T>(compute: (allocate: (length: number) => Block<Float32Array>) => T): T => {
    const temporary = kernels.memory.scope();
    try {
      return compute((length) => temporary.float32(length));
    } finally {
      temporary.free();
    }
  };

  return {
    ...shape,
    forward: (x) =>
      withBlocks((allocate) => {
        const nBatch = x.shape[0];
        const [input, output] = [allocate(nBatch * nIn), allocate(nBatch * nOut)];
        writeWithOne(x, input.view);
        const pointers = [input.pointer, weights.pointer, output.pointer];
        kernels.parallelFor(
          "denseForward",
          Math.ceil(nOut / COLUMNS),
          COLUMNS,
          ...pointers,
          nBatch,
          nIn,
          nOut,
        );
        return tf.tensor2d(output.view.slice(), [nBatch, nOut]);
      }),
    backward: (x, dy, { rate, beta1, beta2, epsilon }) =>
      withBlocks((allocate) => {
        const nBatch = x.shape[0];
        const [input, slope, dx] = [allocate(nBatch * nIn), allocate(nBatch * nOut), allocate(nBatch * nIn)];
        writeWithOne(x, input.view);
        slope.view.set(dy.dataSync());
        const blocks = [input, slope, weights, mean, variance, dx, awake].map((block) => block.pointer);
        const adam = [rate, beta1, beta2, epsilon];
        kernels.parallelFor(
          "denseBackward",
          Math.ceil(nIn / ROWS),
          ROWS,
          ...blocks,
          nBatch,
          nIn,
          nOut,
          ...adam,
        );
        return tf.tensor2d(dx.view.slice(), [nBatch, nIn]).slice([0, 0], [-1, shape.nIn]);
      }),
    save: async () => ({
      weights: weights.view.slice(),
      mean: mean.view.slice(),
      variance: variance.view.slice(),
    }),
    restore,
    dispose: () => scope.free(),
  };
}

/** [x 1] row by row. */
function writeWithOne(x: Tensor2D, to: Float32Array): void {
  const [nBatch, nIn] = x.shape;
  const values = x.dataSync();
  for (let b = 0; b < nBatch; b++) {
    to.set(values.subarray(b * nIn, (b + 1) * nIn), b * (nIn + 1));
    to[b * (nIn + 1) + nIn] = 1;
  }
}

/** A row sleeps until it has had a gradient; asleep, its moments are 0 and Adam leaves it as it is. */
function markAwake(awake: Uint8Array, variance: Float32Array): void {
  const nOut = variance.length / awake.length;
  for (let i = 0; i < awake.length; i++) {
    awake[i] = variance.subarray(i * nOut, (i + 1) * nOut).some((value) => value !== 0) ? 1 : 0;
  }
}
