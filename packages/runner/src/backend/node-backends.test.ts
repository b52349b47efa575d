import { BackendError, createRandom } from "@cryoreel/core";
import {
  type Backend,
  type BackendName,
  backendNames,
  cpuOpener,
  openBackend,
  tf,
} from "@cryoreel/core/backend";
import { createMapTarget, openReferenceMapTerm, openTfjsMapTerm } from "@cryoreel/core/fit";
import { createViews, type Gaussians } from "@cryoreel/core/gmm";
import { createNetwork } from "@cryoreel/core/network";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeBackendOpeners, openNodeBackend } from "./node-backends.ts";
import { useSoftwareGpu } from "./software-gpu.ts";

/** How far results may be from the reference, relative to the largest of them. */
const tolerances: Readonly<Record<BackendName, { network: number; map: number }>> = {
  webgpu: { network: 2e-4, map: 1e-3 },
  tensorflow: { network: 2e-5, map: 1e-4 },
  wasm: { network: 2e-5, map: 1e-4 },
  cpu: { network: 1e-12, map: 1e-4 },
};

const noSoftwareGpu = useSoftwareGpu();

/** Why a backend cannot be tested here, or "". */
async function whyAbsent(name: BackendName): Promise<string> {
  try {
    await (await openNodeBackend(name)).backend.close();
    return "";
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return name === "webgpu" && noSoftwareGpu ? `${error.message}; ${noSoftwareGpu}` : error.message;
  }
}

const random = createRandom(4);
const nAtoms = 20;
const xyz = Float64Array.from({ length: 3 * nAtoms }, () => 15 + 4 * random.normal());
const gaussians: Gaussians = {
  nAtoms,
  amplitude: Float64Array.from({ length: nAtoms }, () => 0.5 + random.uniform()),
  bWidth: Float64Array.from({ length: nAtoms }, () => 30 + 30 * random.uniform()),
};
const target = createMapTarget({
  density: {
    data: Float32Array.from({ length: 30 ** 3 }, () => random.normal()),
    shape: [30, 30, 30],
    voxelSize: [1, 1, 1],
    origin: [0, 0, 0],
  },
  box: { centre: [15, 15, 15], length: 32 },
  views: createViews(40),
  dMin: 4,
});
const views = Int32Array.of(2, 9, 5);

const latent = Float64Array.of(1, 1, 1, 1, 0.2, -0.4, 1, 0.7);
/** Five steps of a small network towards fixed targets; the outputs after them. */
async function train(backend: Backend): Promise<Float64Array> {
  const settings = { dropout: 0.1, maxOutputWeights: 1500 };
  const network = createNetwork({ backend, random: createRandom(6), nLatent: 4, nOutputs: 45, settings });
  for (let step = 0; step < 5; step++) {
    const outputs = await network.forward(latent, true);
    network.backward(
      outputs.map((value, i) => value - 3 * Math.cos(i)),
      0.1,
    );
  }
  const outputs = await network.forward(latent, false);
  network.dispose();
  return outputs;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

let trained: Float64Array;
beforeAll(async () => {
  const cpu = await cpuOpener.open(true);
  trained = await train(cpu);
  await cpu.close();
});

for (const name of backendNames) {
  const reason = await whyAbsent(name);
  describe.skipIf(reason)(`the ${name} backend${reason && ` (absent: ${reason})`}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      ({ backend } = await openNodeBackend(name));
    });
    afterAll(() => backend.close());

    it("says what it is", () => {
      expect(backend.name).toBe(name);
      expect(backend.description).not.toBe("");
      expect(backend.maxTensorBytes).toBeGreaterThanOrEqual(2 ** 27);
    });

    it("frees what a computation leaves", async () => {
      const before = tf.memory().numTensors;
      const sum = backend.run(() => tf.sum(tf.square(tf.tensor1d([1, 2, 3]))));
      expect([...(await backend.take(sum))]).toEqual([14]);
      expect(tf.memory().numTensors).toBe(before);
    });

    it("trains a network as the reference does", async () => {
      const outputs = await train(backend);
      const error = largest(outputs.map((value, i) => value - trained[i]!));
      expect(error / largest(trained)).toBeLessThan(tolerances[name].network);
      expect(largest(trained)).toBeGreaterThan(0.3);
    });

    it("gives the same numbers twice", async () => {
      expect(await train(backend)).toEqual(await train(backend));
    });

    it("has the map term of the float64 reference, with its gradient", async () => {
      const term = openTfjsMapTerm(backend, target, gaussians);
      const [value, expected] = [
        await term.evaluate(xyz, views),
        await openReferenceMapTerm(target, gaussians).evaluate(xyz, views),
      ];
      term.dispose();
      const { map } = tolerances[name];
      expect(Math.abs(value.value / expected.value - 1)).toBeLessThan(map);
      const error = largest(value.gradient.map((g, i) => g - expected.gradient[i]!));
      expect(error / largest(expected.gradient)).toBeLessThan(map);
    });

    it("works beside another that is open", async () => {
      const cpu = await cpuOpener.open(true);
      const here = backend.run(() => tf.keep(tf.tensor1d([1, 2])));
      const there = cpu.run(() => tf.tensor1d([3, 4]).square());
      const both = backend.run(() => tf.add(here, 1));
      expect([...(await backend.take(both))]).toEqual([2, 3]);
      expect([...(await cpu.take(there))]).toEqual([9, 16]);
      here.dispose();
      await cpu.close();
    });

    it("opens again after it was closed", async () => {
      await backend.close();
      ({ backend } = await openNodeBackend(name));
      const one = backend.run(() => tf.ones([2, 2]).matMul(tf.ones([2, 1])));
      expect([...(await backend.take(one))]).toEqual([2, 2]);
    });
  });
}

describe("the choice of a backend", () => {
  const refusing = (name: BackendName) => ({
    name,
    open: () => Promise.reject(new BackendError(`no ${name} today`)),
  });

  it("is the first that opens, and tells of those before", async () => {
    const openers = [cpuOpener, refusing("webgpu"), refusing("wasm")];
    const { backend, rejected } = await openBackend("auto", openers);
    expect(backend.name).toBe("cpu");
    expect(rejected).toEqual([
      { name: "webgpu", reason: "no webgpu today" },
      { name: "tensorflow", reason: "this host has no way to open it" },
      { name: "wasm", reason: "no wasm today" },
    ]);
    await backend.close();
  });

  it("is never another than the one asked for", async () => {
    await expect(openBackend("wasm", [cpuOpener, refusing("wasm")])).rejects.toThrow(
      "the wasm backend cannot be opened: no wasm today",
    );
    await expect(openBackend("auto", [refusing("cpu")])).rejects.toThrow(BackendError);
  });

  it("passes faults of our own on", async () => {
    const broken = { name: "cpu", open: () => Promise.reject(new TypeError("bug")) } as const;
    await expect(openBackend("auto", [broken])).rejects.toThrow(TypeError);
  });

  it.skipIf(noSoftwareGpu)(
    `does not take a GPU in software for a GPU${noSoftwareGpu ? ` (absent: ${noSoftwareGpu})` : ""}`,
    async () => {
      const { backend, rejected } = await openBackend(
        "auto",
        nodeBackendOpeners.filter((opener) => opener.name !== "tensorflow"),
      );
      expect(backend.name).toBe("wasm");
      expect(rejected[0]!.reason).toMatch(/software \(SwiftShader/);
      await backend.close();
    },
  );

  it("leaves the process's error handling alone", async () => {
    const before = process.listenerCount("uncaughtException");
    const { backend } = await openNodeBackend("wasm");
    expect(process.listenerCount("uncaughtException")).toBe(before);
    await backend.close();
  });
});
