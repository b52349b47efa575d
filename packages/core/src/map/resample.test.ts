import { describe, expect, it } from "vitest";
import { resampleVolume } from "./resample.ts";
import type { Vec3, Volume } from "./volume.ts";

/** A sum of three plane waves of a box with sides 12, 10 and 14 Å. */
function waves(shape: Vec3): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let at = 0; at < data.length; at++) {
    const x = (at % shape[0]) / shape[0];
    const y = (Math.floor(at / shape[0]) % shape[1]) / shape[1];
    const z = Math.floor(at / (shape[0] * shape[1])) / shape[2];
    const turn = 2 * Math.PI;
    data[at] =
      2 +
      Math.cos(turn * (x + 2 * y)) +
      0.5 * Math.sin(turn * (3 * x - z)) +
      0.25 * Math.cos(turn * (2 * z - y + 0.1));
  }
  return { data, shape, voxelSize: [12 / shape[0], 10 / shape[1], 14 / shape[2]], origin: [1, 2, 3] };
}

describe("resampleVolume", () => {
  it.each([
    { from: [12, 10, 14], to: [8, 8, 8] },
    { from: [9, 7, 11], to: [16, 12, 13] },
    { from: [8, 9, 10], to: [7, 15, 10] },
  ] as const)("is exact for waves that both grids resolve: $from → $to", ({ from, to }) => {
    const result = resampleVolume(waves(from), to);
    const expected = waves(to);
    expect(result.voxelSize).toEqual(expected.voxelSize);
    expect(result.origin).toEqual([1, 2, 3]);
    for (let i = 0; i < expected.data.length; i++) expect(result.data[i]).toBeCloseTo(expected.data[i]!, 5);
  });

  it("drops frequencies that the coarser grid cannot hold", () => {
    const fine = waves([12, 10, 14]);
    const data = fine.data.map((v, at) => v + Math.cos((2 * Math.PI * 5 * (at % 12)) / 12));
    const result = resampleVolume({ ...fine, data }, [8, 10, 14]);
    const expected = waves([8, 10, 14]);
    for (let i = 0; i < expected.data.length; i++) expect(result.data[i]).toBeCloseTo(expected.data[i]!, 5);
  });

  it("comes back from a finer grid, Nyquist frequency included", () => {
    const volume = waves([8, 6, 8]);
    const data = volume.data.map((v, at) => v + (at % 2 ? 0.3 : -0.3));
    const back = resampleVolume(resampleVolume({ ...volume, data }, [12, 9, 16]), [8, 6, 8]);
    for (let i = 0; i < data.length; i++) expect(back.data[i]).toBeCloseTo(data[i]!, 5);
  });
});
