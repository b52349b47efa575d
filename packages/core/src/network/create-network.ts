/** Builds the network of a decoder: three hidden layers with ReLU, one output layer, Adam. */
import type { Backend, Tensor2D } from "../backend/backend.ts";
import { tf } from "../backend/tf.ts";
import { NumericalError } from "../errors.ts";
import type { Random } from "../random.ts";
import { adamStep, type DenseLayer, freshState, type LayerShape } from "./dense-layer.ts";
import { createKernelLayer } from "./kernel-layer.ts";
import {
  defaultNetworkSettings,
  type Network,
  type NetworkParts,
  type NetworkSettings,
  type NetworkState,
} from "./network.ts";
import { createTensorLayer } from "./tensor-layer.ts";

/** Half-width of the output's uniform initial weights, Å: the first model is the input model. */
const OUTPUT_SPREAD = 1e-4;

/** The widths of the hidden layers for `nOutputs` outputs. */
export function hiddenWidths(nOutputs: number, maxOutputWeights: number): [number, number, number] {
  return [128, 256, Math.max(1, Math.min(512, Math.floor(maxOutputWeights / nOutputs) - 1))];
}

/** Builds a network with its initial weights. */
export function createNetwork(parts: NetworkParts): Network {
  return new TrainedNetwork(parts);
}

/** What a training step leaves for its backward pass: the inputs of the layers, the divisor [B,1] and the outputs. */
type Trace = {
  readonly inputs: Tensor2D[];
  readonly divisor: Tensor2D;
  readonly outputs: Tensor2D;
};

class TrainedNetwork implements Network {
  readonly nLatent: number;
  readonly nOutputs: number;
  readonly #backend: Backend;
  readonly #random: Random;
  readonly #settings: NetworkSettings;
  readonly #shapes: readonly LayerShape[];
  readonly #layers: readonly DenseLayer[];
  #step = 0;
  #gradientScale = 0;
  #trace: Trace | undefined;

  constructor({ backend, kernels, random, nLatent, nOutputs, settings }: NetworkParts) {
    this.nLatent = nLatent;
    this.nOutputs = nOutputs;
    this.#backend = backend;
    this.#random = random;
    this.#settings = { ...defaultNetworkSettings, ...settings };
    const widths = [nLatent, ...hiddenWidths(nOutputs, this.#settings.maxOutputWeights), nOutputs];
    this.#shapes = widths.slice(1).map((nOut, l) => ({ nIn: widths[l]!, nOut }));
    this.#layers = this.#shapes.map((shape, l) => {
      const state = freshState(this.#initialWeights(l));
      return kernels && l === this.#shapes.length - 1
        ? createKernelLayer(kernels, shape, state)
        : createTensorLayer(backend, shape, state);
    });
  }

  async forward(latent: Float64Array, training: boolean): Promise<Float64Array> {
    const nBatch = latent.length / this.nLatent;
    if (!Number.isInteger(nBatch) || nBatch < 1) {
      throw new RangeError(
        `${latent.length} latent numbers for a network of ${this.nLatent} latent dimensions`,
      );
    }
    const trace = this.#backend.run(() => {
      const z = tf.tensor2d(Float32Array.from(latent), [nBatch, this.nLatent]);
      return this.#propagate(z, training && this.#settings.dropout > 0);
    });
    const outputs = Float64Array.from(await this.#backend.read(trace.outputs));
    if (training) {
      this.#forget();
      this.#trace = trace;
    } else tf.dispose([...trace.inputs, trace.divisor, trace.outputs]);
    return outputs;
  }

  backward(gradient: Float64Array, rate: number): void {
    const trace = this.#trace;
    if (!trace) throw new RangeError("backward without a training forward before it");
    if (gradient.length !== trace.outputs.size) {
      throw new RangeError(`a gradient of ${gradient.length} numbers for ${trace.outputs.size} outputs`);
    }
    const size = rootMeanSquare(gradient);
    if (!Number.isFinite(size)) {
      throw new NumericalError(
        `the gradient of the decoder is not finite at step ${this.#step}`,
        "decoder",
        this.#step,
      );
    }
    if (size > 0) {
      this.#gradientScale ||= size;
      this.#step++;
      this.#backend.run(() => {
        const values = Float32Array.from(gradient, (value) => value / this.#gradientScale);
        this.#learn(trace, tf.tensor2d(values, trace.outputs.shape), rate);
      });
    }
    this.#forget();
  }

  reinitialise(): void {
    const layers = this.#shapes.map((_, l) => freshState(this.#initialWeights(l)));
    this.restore({ step: 0, gradientScale: 0, layers });
  }

  async save(): Promise<NetworkState> {
    const layers = await Promise.all(this.#layers.map((layer) => layer.save()));
    return { step: this.#step, gradientScale: this.#gradientScale, layers };
  }

  restore(state: NetworkState): void {
    const sizes = this.#shapes.map(({ nIn, nOut }) => (nIn + 1) * nOut);
    if (
      state.layers.length !== sizes.length ||
      sizes.some((size, l) => Object.values(state.layers[l]!).some((values) => values.length !== size))
    ) {
      throw new RangeError("the saved state belongs to a network of another shape");
    }
    this.#forget();
    state.layers.forEach((layer, l) => {
      this.#layers[l]!.restore(layer);
    });
    this.#step = state.step;
    this.#gradientScale = state.gradientScale;
  }

  dispose(): void {
    this.#forget();
    for (const layer of this.#layers) layer.dispose();
  }

  /** He's uniform initialisation (ICCV 2015, eq. 10) with zero bias; the output's weights and bias nearly 0. */
  #initialWeights(l: number): Float32Array {
    const { nIn, nOut } = this.#shapes[l]!;
    const isOutput = l === this.#shapes.length - 1;
    const spread = isOutput ? OUTPUT_SPREAD : Math.sqrt(6 / nIn);
    const random = this.#random.fork(`layer ${l}`);
    const weights = new Float32Array((nIn + 1) * nOut);
    const nDrawn = isOutput ? weights.length : nIn * nOut;
    for (let i = 0; i < nDrawn; i++) weights[i] = spread * (2 * random.uniform() - 1);
    return weights;
  }

  #propagate(z: Tensor2D, dropping: boolean): Trace {
    const inputs = [z];
    const last = this.#layers.length - 1;
    for (let l = 0; l < last; l++) {
      const hidden = tf.relu(this.#layers[l]!.forward(inputs[l]!));
      inputs.push(dropping ? tf.mul(hidden, this.#dropoutMask(l, hidden)) : hidden);
    }
    const divisor = tf.add(tf.sum(inputs[last]!, 1, true), 1) as Tensor2D;
    const outputs = tf.div(this.#layers[last]!.forward(inputs[last]!), divisor) as Tensor2D;
    return { inputs: inputs.map((x) => tf.keep(x)), divisor: tf.keep(divisor), outputs: tf.keep(outputs) };
  }

  /** 0 or 1/(1 − dropout), the same for the same seed, step and layer. */
  #dropoutMask(l: number, like: Tensor2D): Tensor2D {
    const { dropout } = this.#settings;
    const random = this.#random.fork(`dropout ${this.#step} ${l}`);
    const mask = Float32Array.from({ length: like.size }, () =>
      random.uniform() < dropout ? 0 : 1 / (1 - dropout),
    );
    return tf.tensor2d(mask, like.shape);
  }

  #learn({ inputs, divisor, outputs }: Trace, gradient: Tensor2D, rate: number): void {
    const { epsilon, hiddenRate } = this.#settings;
    const last = this.#layers.length - 1;
    // output = y / divisor, and the divisor is 1 + Σ of the last hidden units.
    const dy = tf.div(gradient, divisor) as Tensor2D;
    const dDivisor = tf.neg(tf.sum(tf.mul(dy, outputs), 1, true));
    let dx = this.#layers[last]!.backward(inputs[last]!, dy, adamStep(this.#step, rate, epsilon));
    dx = tf.add(dx, dDivisor);
    const step = adamStep(this.#step, rate * hiddenRate, epsilon);
    for (let l = last - 1; l >= 0; l--) {
      // Behind the ReLU; dropped units are 0 as well, kept ones carry the mask's factor.
      const open = tf.step(inputs[l + 1]!);
      const dPre = tf.mul(dx, this.#isDropping() ? tf.mul(open, 1 / (1 - this.#settings.dropout)) : open);
      dx = this.#layers[l]!.backward(inputs[l]!, dPre as Tensor2D, step);
    }
  }

  #isDropping(): boolean {
    return this.#settings.dropout > 0;
  }

  #forget(): void {
    if (!this.#trace) return;
    tf.dispose([...this.#trace.inputs, this.#trace.divisor, this.#trace.outputs]);
    this.#trace = undefined;
  }
}

function rootMeanSquare(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}
