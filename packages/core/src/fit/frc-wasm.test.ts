import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { spawnNodeWorker } from "@cryoreel/geometry-wasm/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NumericalError } from "../errors.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import { createViews } from "../gmm/views.ts";
import type { Volume } from "../map/volume.ts";
import { createRandom } from "../random.ts";
import { openReferenceMapTerm } from "./frc-reference.ts";
import { openTargetProjector, openWasmMapTerm } from "./frc-wasm.ts";
import { createMapTarget, type MapTarget } from "./map-target.ts";
import { projectGaussians } from "./projection-reference.ts";

const random = createRandom(31);
const views = createViews(15);
const subset = Int32Array.of(0, 11, 50, 63, 77);

const noiseMap = (scale = 1): Volume => {
  const noise = createRandom(17);
  return {
    shape: [25, 31, 28],
    voxelSize: [1.4, 1.1, 1.3],
    origin: [-12, 40, 7],
    data: Float32Array.from({ length: 25 * 31 * 28 }, () => scale * noise.normal()),
  };
};

const targetOf = (density: Volume, dMin: number): MapTarget =>
  createMapTarget({ density, box: { centre: [5.5, 57, 25], length: 39 }, views, dMin });

const atomsAround = (n: number, spread: number): Float64Array =>
  Float64Array.from({ length: 3 * n }, (_, i) => [5.5, 57, 25][i % 3]! + spread * random.normal());

function gaussiansOf(n: number, bWidth: (i: number) => number): Gaussians {
  return {
    nAtoms: n,
    amplitude: Float64Array.from({ length: n }, (_, i) => (i % 7 === 3 ? 0 : 0.8 + 0.3 * (i % 5))),
    bWidth: Float64Array.from({ length: n }, (_, i) => bWidth(i)),
  };
}

/** |a − b| / |b| */
function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [error, norm] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    error += (a[i]! - b[i]!) ** 2;
    norm += b[i]! ** 2;
  }
  return Math.sqrt(error / norm);
}

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

describe("openTargetProjector", () => {
  it.each([3.9, 3, 2.8])("projects like the direct sum, up to %d Å", (dMin) => {
    const target = targetOf(noiseMap(), dMin);
    const gaussians = gaussiansOf(200, () => 4 * dMin * dMin);
    const xyz = atomsAround(200, 7);
    const projector = openTargetProjector(kernels, target, gaussians);
    const axes = views.axes.subarray(6 * 30, 6 * 31);
    const truth = projectGaussians({ gaussians, box: target.box, rings: target.rings, axes }, xyz);
    const image = projector.project(xyz, 30);
    const n = target.rings.ringOf.length;
    const counted = (plane: ArrayLike<number>): number[] =>
      Array.from(plane).map((x, h) => (target.rings.ringOf[h]! < 0 ? 0 : x));
    expect(relativeError(counted(image.subarray(0, n)), truth.re)).toBeLessThan(2e-4);
    expect(relativeError(counted(image.subarray(n)), truth.im)).toBeLessThan(2e-4);
    projector.dispose();
  });
});

describe("openWasmMapTerm", () => {
  const compare = async (xyz: Float64Array, gaussians: Gaussians, target: MapTarget) => {
    const fast = openWasmMapTerm(kernels, target, gaussians);
    const slow = openReferenceMapTerm(target, gaussians);
    const [a, b] = [await fast.evaluate(xyz, subset), await slow.evaluate(xyz, subset)];
    const [c, d] = [await fast.curve(xyz, subset), await slow.curve(xyz, subset)];
    fast.dispose();
    return {
      value: Math.abs(a.value - b.value),
      gradient: relativeError(a.gradient, b.gradient),
      curve: Math.max(...c.frc.map((x, ring) => Math.abs(x - d.frc[ring]!))),
    };
  };
  const target = targetOf(noiseMap(), 3);
  const equal = gaussiansOf(150, () => 36);

  it("agrees with the reference: value, gradient, curve", async () => {
    const error = await compare(atomsAround(150, 6), equal, target);
    expect(error.value).toBeLessThan(1e-5);
    expect(error.gradient).toBeLessThan(1e-3);
    expect(error.curve).toBeLessThan(1e-4);
  });

  it("agrees at a coarser resolution of the same target", async () => {
    const error = await compare(atomsAround(150, 6), equal, target.atResolution(5));
    expect(error.gradient).toBeLessThan(1e-3);
  });

  it("agrees for atoms of many widths", async () => {
    const error = await compare(
      atomsAround(150, 6),
      gaussiansOf(150, (i) => 36 + 0.7 * (i - 75)),
      target,
    );
    expect(error.value).toBeLessThan(1e-3);
    expect(error.gradient).toBeLessThan(3e-3);
  });

  it("agrees for a single atom, and for atoms on and beyond the border of the box", async () => {
    const one = await compare(
      Float64Array.of(5.5, 57, 25),
      gaussiansOf(1, () => 36),
      target,
    );
    expect(one.value).toBeLessThan(1e-5);
    const xyz = atomsAround(150, 6);
    xyz.set([5.5 + 19.5, 57 - 19.5, 25 + 19.5, 90, -40, 300, 5.5 - 19.5, 57, 25]);
    const error = await compare(xyz, equal, target);
    expect(error.gradient).toBeLessThan(1e-3);
  });

  it("gives the same numbers twice, and with any number of threads", async () => {
    const xyz = atomsAround(150, 6);
    const threaded = await openGeometry({ threads: 3, spawnWorker: spawnNodeWorker });
    expect(threaded.threads).toBe(3);
    const all = Int32Array.from({ length: 40 }, (_, i) => i);
    const results = [];
    for (const k of [kernels, kernels, threaded]) {
      const term = openWasmMapTerm(k, target, equal);
      results.push(await term.evaluate(xyz, all));
      term.dispose();
    }
    for (const { value, gradient } of results) {
      expect(value).toBe(results[0]!.value);
      expect(gradient).toEqual(results[0]!.gradient);
    }
    await threaded.close();
  });

  it("does not depend on the unit of the map", async () => {
    const xyz = atomsAround(150, 6);
    const evaluate = async (scale: number) => {
      const term = openWasmMapTerm(kernels, targetOf(noiseMap(scale), 3), equal);
      const result = await term.evaluate(xyz, subset);
      term.dispose();
      return result;
    };
    const [one, small] = [await evaluate(1), await evaluate(1e-6)];
    expect(Math.abs(small.value / one.value - 1)).toBeLessThan(1e-5);
    expect(relativeError(small.gradient, one.gradient)).toBeLessThan(1e-5);
  });

  it("gives atoms without amplitude no gradient, and its memory back", async () => {
    const free = kernels.memory.bytesFree;
    const term = openWasmMapTerm(kernels, target, equal);
    const { gradient } = await term.evaluate(atomsAround(150, 6), subset);
    for (let i = 3; i < 150; i += 7) expect([...gradient.subarray(3 * i, 3 * i + 3)]).toEqual([0, 0, 0]);
    const grown = kernels.memory.byteLength;
    term.dispose();
    expect(kernels.memory.bytesFree).toBeGreaterThanOrEqual(free);
    expect(kernels.memory.byteLength).toBe(grown);
  });

  it("refuses coordinates that are not numbers and views that are not there", async () => {
    const term = openWasmMapTerm(kernels, target, equal);
    const xyz = atomsAround(150, 6);
    await expect(term.evaluate(xyz, Int32Array.of(0, 1000))).rejects.toThrow(RangeError);
    await expect(term.evaluate(xyz, new Int32Array(0))).rejects.toThrow(RangeError);
    xyz[7] = Number.NaN;
    await expect(term.evaluate(xyz, subset)).rejects.toThrow(NumericalError);
    term.dispose();
  });
});
