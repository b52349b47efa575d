/** Chirality: by hand, mirror images, against the definition, flat. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import {
  between,
  checkFinite,
  checkTerm,
  cross,
  dot,
  drawAtoms,
  drawNumbers,
  scatter,
} from "../testing/term-contract.ts";
import { createSystem } from "./create-system.ts";

const single = (ideal: number, bothHands: 0 | 1) => ({
  atoms: Int32Array.of(0, 1, 2, 3),
  ideal: Float64Array.of(ideal),
  sigma: Float64Array.of(0.2),
  bothHands: Uint8Array.of(bothHands),
});

describe("chirality", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("sees a mirror image unless both hands are legal", () => {
    const zAt = (list: ReturnType<typeof single>, side: number): number => {
      const system = createSystem(kernels, 4);
      system.set("chirality", list);
      const { z } = system.measure("chirality", Float64Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, side));
      system.dispose();
      return z[0]!;
    };
    expect(zAt(single(2, 0), 1)).toBeCloseTo(0, 12);
    expect(zAt(single(2, 0), -1)).toBeCloseTo(-4 / 0.2, 10);
    expect(zAt(single(2, 1), -1)).toBeCloseTo(0, 12);
    expect(zAt(single(-2.4, 1), 1)).toBeCloseTo(-0.4 / 0.2, 10);
  });

  it("agrees with its definition", () => {
    const [n, count] = [12, 30];
    const atoms = drawAtoms(count, 4, n, 41);
    const ideal = drawNumbers(count, -3, 3, 42);
    const sigma = drawNumbers(count, 0.3, 1, 43);
    const bothHands = Uint8Array.from({ length: count }, (_, i) => i % 2);
    checkTerm(kernels, {
      term: "chirality",
      list: { atoms, ideal, sigma, bothHands },
      xyz: scatter(n, 4, 44),
      z: (xyz) =>
        Array.from(ideal, (target, i) => {
          const [c, p, q, r] = atoms.subarray(4 * i, 4 * i + 4);
          const volume = dot(between(xyz, c!, p!), cross(between(xyz, c!, q!), between(xyz, c!, r!)));
          const isOther = bothHands[i] === 1 && Math.sign(volume) !== Math.sign(target);
          return (volume - (isOther ? -target : target)) / sigma[i]!;
        }),
    });
  });

  it("is finite when flat or coincident", () => {
    for (const hands of [0, 1] as const) {
      checkFinite(kernels, "chirality", single(2.5, hands), [
        [0, 0, 0, 1, 0, 0, 0, 1, 0, -1, -1, 0],
        [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0],
        [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7],
      ]);
    }
  });
});
