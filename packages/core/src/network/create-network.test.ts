import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, cpuOpener, tf, wasmOpener } from "../backend/index.ts";
import { NumericalError } from "../errors.ts";
import { createRandom } from "../random.ts";
import { createNetwork, hiddenWidths } from "./create-network.ts";
import type { NetworkParts, NetworkState } from "./network.ts";

const nLatent = 3;
const nOutputs = 10;
const latent = Float64Array.of(1, 1, 1, 0.2, -0.5, 0.9);
const slopes = Float64Array.from({ length: 2 * nOutputs }, (_, i) => 1e-4 * Math.cos(3 * i + 1));

let backend: Backend;
let kernels: GeometryKernels;
beforeAll(async () => {
  ({ backend, kernels } = { backend: await cpuOpener.open(true), kernels: await openGeometry() });
});
afterAll(async () => {
  await backend.close();
  await kernels.close();
});

/** The layer that the network's last weights are in: tensors, or the fused kernel. */
const variants = ["tensors", "kernel"] as const;
function build(variant: (typeof variants)[number], more: Partial<NetworkParts> = {}) {
  return createNetwork({
    backend,
    ...(variant === "kernel" ? { kernels } : {}),
    random: createRandom(5),
    nLatent,
    nOutputs,
    ...more,
  });
}

/** The outputs for one latent vector by the definition, in float64. */
function reference({ layers }: NetworkState, z: Float64Array): Float64Array {
  let x = z;
  let divisor = 1;
  layers.forEach(({ weights }, l) => {
    const nOut = weights.length / (x.length + 1);
    const y = Float64Array.from({ length: nOut }, (_, j) =>
      x.reduce((sum, value, i) => sum + value * weights[i * nOut + j]!, weights[x.length * nOut + j]!),
    );
    if (l < layers.length - 1) {
      x = y.map((value) => Math.max(0, value));
      divisor = 1 + x.reduce((sum, value) => sum + value, 0);
    } else x = y;
  });
  return x.map((value) => value / divisor);
}

/** L = Σ slopes·outputs by the reference. */
function loss(state: NetworkState): number {
  const both = [latent.subarray(0, nLatent), latent.subarray(nLatent)];
  return both
    .flatMap((z) => [...reference(state, z)])
    .reduce((sum, output, i) => sum + slopes[i]! * output, 0);
}

/** The gradient by one weight: central differences of the reference. */
function slopeBy(state: NetworkState, layer: number, index: number): number {
  const at = (step: number): number => {
    const layers = state.layers.map((each, l) => ({
      ...each,
      weights: Float64Array.from(each.weights) as never,
      l,
    }));
    (layers[layer]!.weights as Float64Array)[index]! += step;
    return loss({ ...state, layers });
  };
  return (at(1e-5) - at(-1e-5)) / 2e-5;
}

function rms(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe.each(variants)("the network with its output in %s", (variant) => {
  it("computes what its definition says", async () => {
    const network = build(variant);
    for (let step = 0; step < 3; step++) {
      await network.forward(latent, true);
      network.backward(slopes, 2);
    }
    const outputs = await network.forward(latent, false);
    const state = await network.save();
    const expected = [...reference(state, latent.subarray(0, 3)), ...reference(state, latent.subarray(3))];
    expect(Math.max(...expected)).toBeGreaterThan(1);
    outputs.forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-5);
    });
    network.dispose();
  });

  it("takes steps of Adam along the gradient that finite differences give", async () => {
    const network = build(variant);
    const scale = rms(slopes);
    const rate = 0.05;
    const states = [await network.save()];
    for (let step = 0; step < 2; step++) {
      await network.forward(latent, true);
      network.backward(slopes, rate);
      states.push(await network.save());
    }
    const random = createRandom(1);
    for (let layer = 0; layer < 4; layer++) {
      for (let trial = 0; trial < 6; trial++) {
        const index = random.integer(states[0]!.layers[layer]!.weights.length);
        let [m, v, w] = [0, 0, states[0]!.layers[layer]!.weights[index]!];
        for (let step = 1; step <= 2; step++) {
          const g = slopeBy(states[step - 1]!, layer, index) / scale;
          m = 0.9 * m + 0.1 * g;
          v = 0.999 * v + 0.001 * g * g;
          const alpha = layer < 3 ? 0.005 * rate : rate;
          w -= (alpha * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8);
          const after = states[step]!.layers[layer]!;
          expect(Math.abs(after.mean[index]! - m)).toBeLessThan(1e-6 + 2e-4 * Math.abs(m));
          expect(Math.abs(after.variance[index]! - v)).toBeLessThan(1e-9 + 5e-4 * v);
          // Where the gradient is not much above what float32 resolves, only the size of the step is certain.
          const tolerance = Math.abs(g) > 1e-4 ? 2e-3 * alpha : 2.1 * alpha;
          expect(Math.abs(after.weights[index]! - w)).toBeLessThan(tolerance);
        }
      }
    }
    network.dispose();
  });

  it("starts within 1e-3 Å of 0 and moves every output by about the rate in a step", async () => {
    const network = build(variant);
    const before = await network.forward(latent.subarray(0, 3), true);
    expect(Math.max(...before.map(Math.abs))).toBeLessThan(1e-3);
    network.backward(slopes.subarray(0, nOutputs), 0.05);
    const after = await network.forward(latent.subarray(0, 3), false);
    after.forEach((value, i) => {
      expect(value - before[i]!).toBeCloseTo(-0.05 * Math.sign(slopes[i]!), 3);
    });
    network.dispose();
  });

  it("takes the same steps whatever the units of the loss", async () => {
    const outputs: Float64Array[] = [];
    for (const factor of [1, 1e-9, 1e9]) {
      const network = build(variant);
      for (let step = 0; step < 5; step++) {
        await network.forward(latent, true);
        network.backward(
          slopes.map((slope, i) => factor * slope * (1 + ((step * i) % 3))),
          0.05,
        );
      }
      outputs.push(await network.forward(latent, false));
      network.dispose();
    }
    for (const other of outputs.slice(1)) {
      other.forEach((value, i) => {
        expect(Math.abs(value - outputs[0]![i]!)).toBeLessThan(1e-5);
      });
    }
  });

  it("goes on from a saved state as if it had not stopped, and starts afresh when reinitialised", async () => {
    const settings = { dropout: 0.2 };
    const run = async (network: ReturnType<typeof build>, nSteps: number): Promise<Float64Array> => {
      for (let step = 0; step < nSteps; step++) {
        await network.forward(latent, true);
        network.backward(slopes, 0.05);
      }
      return network.forward(latent, false);
    };
    const [first, second] = [build(variant, { settings }), build(variant, { settings })];
    const early = await run(first, 3);
    const saved = await first.save();
    const whole = await run(first, 3);
    second.restore(saved);
    expect(await second.forward(latent, false)).toEqual(early);
    expect(await run(second, 3)).toEqual(whole);
    first.reinitialise();
    expect(await run(first, 3)).toEqual(early);
    first.dispose();
    second.dispose();
  });

  it("stays put without a gradient and refuses one that is not finite", async () => {
    const network = build(variant);
    const before = await network.forward(latent, true);
    network.backward(new Float64Array(2 * nOutputs), 0.05);
    expect(await network.forward(latent, true)).toEqual(before);
    expect(() => network.backward(slopes.with(3, Number.NaN), 0.05)).toThrow(NumericalError);
    network.dispose();
  });

  it("leaves no tensors and no kernel memory behind", async () => {
    const before = [tf.memory().numTensors, kernels.memory.byteLength - kernels.memory.bytesFree];
    const network = build(variant, { settings: { dropout: 0.5 } });
    for (let step = 0; step < 3; step++) {
      await network.forward(latent, false);
      await network.forward(latent, true);
      network.backward(slopes, 0.05);
    }
    network.reinitialise();
    await network.forward(latent, true);
    network.dispose();
    expect([tf.memory().numTensors, kernels.memory.byteLength - kernels.memory.bytesFree]).toEqual(before);
  });
});

describe("the network", () => {
  it("learns a path: other latents, other outputs", async () => {
    const wasm = await wasmOpener().open(true);
    const network = build("kernel", { backend: wasm, random: createRandom(2) });
    const z = Float64Array.from(
      { length: 24 },
      (_, i) => Math.sin(0.9 * i) + (i % 3 === 0 ? i / 8 - 1.5 : 0),
    );
    const target = Float64Array.from({ length: 80 }, (_, i) => 3 * Math.sin(1.7 * i));
    let worst = 0;
    for (let step = 0; step < 400; step++) {
      const outputs = await network.forward(z, true);
      const error = outputs.map((value, i) => value - target[i]!);
      worst = Math.max(...error.map(Math.abs));
      network.backward(error, 0.1 * (1 - step / 400));
    }
    expect(worst).toBeLessThan(0.1);
    network.dispose();
    await wasm.close();
  });

  it("keeps its output layer within the limit", () => {
    expect(hiddenWidths(13_500, 2 ** 25)).toEqual([128, 256, 512]);
    const [, , width] = hiddenWidths(270_000, 2 ** 25);
    expect((width + 1) * 270_000).toBeLessThanOrEqual(2 ** 25);
    expect((width + 2) * 270_000).toBeGreaterThan(2 ** 25);
  });

  it("refuses latents, gradients and states of another shape", async () => {
    const network = build("tensors");
    await expect(network.forward(Float64Array.of(1, 2), true)).rejects.toThrow(RangeError);
    await network.forward(latent, true);
    expect(() => network.backward(new Float64Array(3), 0.05)).toThrow(RangeError);
    const other = createNetwork({ backend, random: createRandom(1), nLatent, nOutputs: 4 });
    const state = await other.save();
    expect(() => network.restore(state)).toThrow(RangeError);
    network.dispose();
    other.dispose();
  });
});
