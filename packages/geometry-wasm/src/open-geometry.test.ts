/** Threads: the same sums with any number of them, faults reported, workers gone after close. */
import { describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "./index.ts";
import { spawnNodeWorker, usableCores } from "./node.ts";
import type { SpawnWorker } from "./pool/thread-pool.ts";

const N = 5000;
const N_WINDOWS = 7;

/** Adds up overlapping windows in parallel: every element's sum by definition, computed beside it. */
function addWindows(kernels: GeometryKernels): { sums: Float64Array; expected: Float64Array } {
  const scope = kernels.memory.scope();
  const expected = new Float64Array(N);
  const records: number[] = [];
  for (let w = 0; w < N_WINDOWS; w++) {
    const [first, end] = [w * 600, Math.min(N, w * 600 + 1500)];
    const data = scope.float64From(Array.from({ length: end - first }, (_, i) => 1 / (1 + i + w)));
    data.view.forEach((value, i) => {
      expected[first + i]! += value;
    });
    records.push(first, end, data.pointer);
  }
  const windows = scope.int32From(records);
  const out = scope.float64(N);
  const blocks = Array.from({ length: 10 }, (_, i) => [i * 500, i * 500 + 500] as const);
  kernels.run(
    blocks.map(([begin, end]) => [["sumWindows", windows.pointer, N_WINDOWS, begin, end, out.pointer]]),
  );
  const sums = Float64Array.from(out.view);
  kernels.parallelFor("clearWindow", N_WINDOWS, windows.pointer);
  kernels.call("sumWindows", windows.pointer, N_WINDOWS, 0, N, out.pointer);
  expect(out.view.every((value) => value === 0)).toBe(true);
  scope.free();
  return { sums, expected };
}

describe("openGeometry", () => {
  it.each([1, 2, 3, 5])("computes the same with %i threads, many times over", async (threads) => {
    const kernels = await openGeometry({ threads, spawnWorker: spawnNodeWorker });
    try {
      expect(kernels.threads).toBe(threads);
      expect(kernels.reason).toBe("");
      const size = kernels.memory.byteLength;
      for (let round = 0; round < 200; round++) {
        const { sums, expected } = addWindows(kernels);
        expect(sums).toEqual(expected);
      }
      expect(kernels.memory.byteLength).toBe(size);
    } finally {
      await kernels.close();
    }
  });

  it("reports a kernel that leaves its memory, and goes on", async () => {
    const kernels = await openGeometry({ threads: 2, spawnWorker: spawnNodeWorker });
    try {
      expect(() => kernels.parallelFor("sumWindows", 6, 1, 0, 1, -64)).toThrow(/trapped \(sumWindows\)/);
      addWindows(kernels);
    } finally {
      await kernels.close();
    }
  });

  it("ends its workers on close and refuses work afterwards", async () => {
    const exits: Promise<void>[] = [];
    const spawnWatched: SpawnWorker = (start) => {
      const worker = spawnNodeWorker(start);
      return {
        ready: worker.ready,
        terminate() {
          const gone = worker.terminate();
          exits.push(gone);
          return gone;
        },
      };
    };
    const kernels = await openGeometry({ threads: 3, spawnWorker: spawnWatched });
    await kernels.close();
    await Promise.all(exits);
    expect(exits.length).toBe(2);
    expect(() => addWindows(kernels)).toThrow(/closed/);
  });

  it("fails with a sentence when a worker cannot start", async () => {
    const spawnWorker: SpawnWorker = () => ({
      ready: Promise.reject(new Error("no threads here")),
      terminate: async () => {},
    });
    await expect(openGeometry({ threads: 2, spawnWorker })).rejects.toThrow(/did not start/);
  });

  it("falls back to one thread and says why", async () => {
    const kernels = await openGeometry({ threads: 4 });
    expect(kernels.threads).toBe(1);
    expect(kernels.reason).toMatch(/worker threads/);
    const { sums, expected } = addWindows(kernels);
    expect(sums).toEqual(expected);
    await kernels.close();
  });

  it("knows the cores of this machine", () => {
    expect(usableCores()).toBeGreaterThanOrEqual(1);
  });
});
