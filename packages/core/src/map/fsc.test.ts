import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import { createRandom } from "../random.ts";
import {
  amplitudeSpectrum,
  estimateResolution,
  fourierShellCorrelation,
  resolutionAt,
  resolutionOfSampling,
} from "./fsc.ts";
import type { Vec3, Volume } from "./volume.ts";

const shape: Vec3 = [12, 9, 10];
const noise = (seed: number): Volume => {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: 1080 }, () => random.normal());
  return { data, shape, voxelSize: [1, 1.2, 1.1], origin: [0, 0, 0] };
};

/** FSC by the definition, with a direct Fourier sum. */
function definition(a: Volume, b: Volume): { cross: number[]; powerA: number[]; powerB: number[] } {
  const [cross, powerA, powerB]: [number[], number[], number[]] = [[], [], []];
  const sides = shape.map((n, axis) => n * a.voxelSize[axis]!);
  const step = 1 / Math.max(...sides);
  const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i - Math.floor((n - 1) / 2));
  for (const l of range(10)) {
    for (const k of range(9)) {
      for (const h of range(12)) {
        const shell = Math.round(Math.hypot(h / sides[0]!, k / sides[1]!, l / sides[2]!) / step);
        let [aRe, aIm, bRe, bIm] = [0, 0, 0, 0];
        for (let at = 0; at < 1080; at++) {
          const phase =
            2 *
            Math.PI *
            ((h * (at % 12)) / 12 + (k * (Math.floor(at / 12) % 9)) / 9 + (l * Math.floor(at / 108)) / 10);
          aRe += a.data[at]! * Math.cos(phase);
          aIm -= a.data[at]! * Math.sin(phase);
          bRe += b.data[at]! * Math.cos(phase);
          bIm -= b.data[at]! * Math.sin(phase);
        }
        cross[shell] = (cross[shell] ?? 0) + aRe * bRe + aIm * bIm;
        powerA[shell] = (powerA[shell] ?? 0) + aRe ** 2 + aIm ** 2;
        powerB[shell] = (powerB[shell] ?? 0) + bRe ** 2 + bIm ** 2;
      }
    }
  }
  return { cross, powerA, powerB };
}

describe("fourierShellCorrelation", () => {
  it("is what the definition says", () => {
    const [a, b] = [noise(1), noise(2)];
    const { spatialFrequency, value } = fourierShellCorrelation(a, b);
    const { cross, powerA, powerB } = definition(a, b);
    expect(spatialFrequency[1]).toBeCloseTo(1 / 12, 12);
    expect(value.length).toBe(6);
    value.forEach((c, i) => {
      expect(c).toBeCloseTo(cross[i]! / Math.sqrt(powerA[i]! * powerB[i]!), 8);
    });
  });

  it("is 1 with itself at any scale and 0 against nothing", () => {
    const a = noise(3);
    for (const c of fourierShellCorrelation(a, { ...a, data: a.data.map((x) => 7 * x) }).value) {
      expect(c).toBeCloseTo(1, 6);
    }
    const nothing = { ...a, data: new Float32Array(1080) };
    expect([...fourierShellCorrelation(a, nothing).value]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(() => fourierShellCorrelation(a, { ...a, origin: [1, 0, 0] })).toThrow(RangeError);
  });
});

describe("amplitudeSpectrum", () => {
  it("is the root mean square of the direct sum", () => {
    const a = noise(4);
    const { powerA } = definition(a, a);
    const { value } = amplitudeSpectrum(a);
    expect(value[0]).toBeCloseTo(1.32 * Math.sqrt(powerA[0]!), 6);
    const flat = { ...a, data: new Float32Array(1080).fill(0) };
    flat.data[5] = 1;
    for (const v of amplitudeSpectrum(flat).value) expect(v).toBeCloseTo(1.32, 6);
  });
});

describe("resolutionAt", () => {
  const curve = (value: number[]) => ({
    spatialFrequency: Float64Array.from(value, (_, i) => i / 20),
    value: Float64Array.from(value),
  });

  it("interpolates the first crossing", () => {
    expect(resolutionAt(curve([1, 0.9, 0.7, 0.3, 0.8]), 0.5)).toBeCloseTo(20 / 2.5, 12);
  });

  it("ends at the last shell, and is NaN for a curve that starts below", () => {
    expect(resolutionAt(curve([1, 0.9, 0.8]), 0.5)).toBeCloseTo(10, 12);
    expect(resolutionAt(curve([1, 0.1, 0.1]), 0.5)).toBeNaN();
  });
});

describe("estimateResolution", () => {
  it("finds where noise takes over: signal up to 1/5 Å⁻¹ in two noisy halves", () => {
    const n = 40;
    const random = createRandom(6);
    const grid = { shape: [n, n, n] as const, voxelSize: [1, 1, 1] as const, origin: [0, 0, 0] as const };
    const signal = new Float32Array(n ** 3);
    for (let wave = 0; wave < 300; wave++) {
      const h = [0, 1, 2].map(() => random.integer(17) - 8);
      if (Math.hypot(...h) > 8.5) continue;
      const shift = random.uniform();
      for (let at = 0; at < signal.length; at++) {
        const turns =
          (h[0]! * (at % n) + h[1]! * (Math.floor(at / n) % n) + h[2]! * Math.floor(at / n ** 2)) / n;
        signal[at]! += Math.cos(2 * Math.PI * (turns + shift));
      }
    }
    const half = () => ({ ...grid, data: signal.map((v) => v + 0.5 * random.normal()) });
    const { dMin } = estimateResolution(half(), half());
    expect(dMin).toBeGreaterThan(40 / 9.2);
    expect(dMin).toBeLessThan(40 / 8);
    const one = noise(1);
    const opposite = { ...one, data: one.data.map((v) => -v) };
    expect(() => estimateResolution(one, opposite)).toThrow(InputError);
  });

  it("falls back on three voxels where only the sampling is known", () => {
    expect(resolutionOfSampling({ voxelSize: [1, 1.06, 1] })).toBeCloseTo(3.18, 12);
  });
});
