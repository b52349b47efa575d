/** A dense layer that learns: y = [x 1]·w, updated by Adam, whatever computes it. */
import type { Tensor2D } from "../backend/backend.ts";

/** One step of Adam (Kingma & Ba, ICLR 2015, section 2, the efficient order), corrected for bias already. */
export interface AdamStep {
  /** α_t = α·√(1−β2^t)/(1−β1^t), in the units of the weights. */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** ε̂_t = ε·√(1−β2^t), in the units of the gradient. */
  readonly epsilon: number;
}

/** Everything that a layer remembers. Each array is [nIn + 1, nOut] in memory order; the last row is the bias. */
export interface LayerState {
  readonly weights: Float32Array;
  /** Adam's running mean of the gradient. */
  readonly mean: Float32Array;
  /** Adam's running mean of the squared gradient. */
  readonly variance: Float32Array;
}

/** Numbers of inputs (without the bias's 1) and outputs. */
export interface LayerShape {
  readonly nIn: number;
  readonly nOut: number;
}

/** A layer on some backend. `forward` and `backward` are called within `Backend.run`. */
export interface DenseLayer extends LayerShape {
  /** y [B, nOut] of x [B, nIn]. */
  forward(x: Tensor2D): Tensor2D;
  /**
   * Given ∂L/∂y for the last x: returns ∂L/∂x [B, nIn] at the present weights, then takes an Adam step. Where x is exactly 0,
   * ∂L/∂x may be given as 0: behind a ReLU it is multiplied by 0.
   */
  backward(x: Tensor2D, dy: Tensor2D, step: AdamStep): Tensor2D;
  save(): Promise<LayerState>;
  /** Takes the numbers over (they are copied). */
  restore(state: LayerState): void;
  dispose(): void;
}

/** A layer's state before its first step. */
export function freshState(weights: Float32Array): LayerState {
  return {
    weights,
    mean: new Float32Array(weights.length),
    variance: new Float32Array(weights.length),
  };
}

/** Adam's step number `step` (from 1). Its moments forget with β1 = 0.9 and β2 = 0.999, the paper's values. */
export function adamStep(step: number, rate: number, epsilon: number): AdamStep {
  const [beta1, beta2] = [0.9, 0.999];
  const root = Math.sqrt(1 - beta2 ** step);
  return { rate: (rate * root) / (1 - beta1 ** step), beta1, beta2, epsilon: epsilon * root };
}
