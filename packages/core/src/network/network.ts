/** The contract of a decoder's network: latent coordinates → 128 → 256 → 512 → shifts in Å, trained at a rate in Å a step. */
import type { GeometryKernels } from "@cryoreel/geometry-wasm";
import type { Backend } from "../backend/backend.ts";
import type { Random } from "../random.ts";
import type { LayerState } from "./dense-layer.ts";

/** How a network learns and how big it may be. */
export interface NetworkSettings {
  /** Fraction of the hidden units that a training step leaves out; 0 … <1. With 0, what is scored is what is written. */
  readonly dropout: number;
  /** Adam's ε, relative to the root mean square of the first gradient: parameters that feel less than this hardly move. */
  readonly epsilon: number;
  /** Rate of the hidden weights (no unit) per Å of the output's rate. */
  readonly hiddenRate: number;
  /** Most weights of the output layer; wider outputs get a narrower last hidden layer. 2^25 = 128 MiB, WebGPU's usual limit. */
  readonly maxOutputWeights: number;
}

export const defaultNetworkSettings: NetworkSettings = {
  dropout: 0,
  epsilon: 1e-8,
  hiddenRate: 0.005,
  maxOutputWeights: 2 ** 25,
};

/** What a network is made of. */
export interface NetworkParts {
  readonly backend: Backend;
  /** Where given, the output layer is computed by the fused kernel. For backends on the CPU. */
  readonly kernels?: GeometryKernels;
  /** Determines the initial weights and the dropout. */
  readonly random: Random;
  /** Dimension of the latent coordinates. */
  readonly nLatent: number;
  readonly nOutputs: number;
  readonly settings?: Partial<NetworkSettings>;
}

/** Everything that a network remembers: enough to go on as if it had not been interrupted. */
export interface NetworkState {
  /** Adam steps taken. */
  readonly step: number;
  /** What gradients are divided by: the root mean square of the first; 0 before it. */
  readonly gradientScale: number;
  readonly layers: readonly LayerState[];
}

/**
 * Latent coordinates in, shifts out. Each output is the mean of its weights and bias, weighted with the last hidden units
 * (and 1): so one step of Adam at rate r moves every output by about r, and hardly ever by more, however the network is wide.
 */
export interface Network {
  readonly nLatent: number;
  readonly nOutputs: number;
  /** Outputs [B, nOutputs] (Å) of `latent` [B, nLatent]. `training` turns dropout on and remembers what `backward` needs. */
  forward(latent: Float64Array, training: boolean): Promise<Float64Array>;
  /**
   * Takes ∂L/∂outputs [B, nOutputs] of the last training `forward` and one Adam step of `rate` Å. A gradient that is 0 throughout
   * changes nothing. Throws NumericalError when it is not finite.
   */
  backward(gradient: Float64Array, rate: number): void;
  /** Back to the initial weights. */
  reinitialise(): void;
  save(): Promise<NetworkState>;
  /** Takes a state over. Throws RangeError when it belongs to a network of another shape. */
  restore(state: NetworkState): void;
  dispose(): void;
}
